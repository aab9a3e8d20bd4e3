using System.Net;
using Akka.Actor;
using Akka.Hosting;
using Growr.Actors.Common;
using Growr.Actors.Feeds;
using Growr.Actors.Funding;
using Growr.Actors.Identity;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Projects;
using Growr.Actors.Swarm;
using Growr.Actors.Tenancy;
using Growr.Host.Cli;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Growr.Host.Node;

/// <summary>
/// One running node: the entities of its organizations, their books, and the peers that replicate the public ones. Composition
/// only; what it can do is in the gateways.
/// </summary>
public sealed class GrowrNode : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly NodeFolder _folder;
    private readonly IHost _host;
    private readonly Dictionary<TenantId, TenantBooks> _books = [];
    private readonly IActorRef _feeds;

    private GrowrNode(NodeFolder folder, IHost host, IActorRef feeds, NodeSettings settings)
    {
        (_folder, _host, _feeds) = (folder, host, feeds);
        Settings = settings;
        Verifiers = new NodeVerifiers(folder.Keys);
        Entities = new EntityGateway(Router, Deadline);
        Projects = new ProjectGateway(Router, Deadline);
        Presentations = new PresentationGateway(Router, settings.Clock, Verifiers, Deadline);
        Funding = new FundingGateway(Router, tenant => new ReceiptSigner(Verifiers.SignerOf(tenant)), Deadline);
        Payments = new PaymentGateway(Router, new PaymentCodes(new TenantKeys(folder.Keys)), Deadline);
    }

    public NodeSettings Settings { get; }
    public IPEndPoint Endpoint { get; private set; } = null!;
    public NodeVerifiers Verifiers { get; }

    /// <summary>Any command or query to any entity.</summary>
    public EntityGateway Entities { get; }
    public ProjectGateway Projects { get; }
    public PresentationGateway Presentations { get; }
    public FundingGateway Funding { get; }
    public PaymentGateway Payments { get; }

    public IReadOnlyList<Organization> Organizations => _folder.Organizations.Read();

    private ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    private EntityRouter Router => new(System);

    /// <summary>Opens the folder, starts the actors and the listener, and opens the books of every organization.</summary>
    /// <exception cref="UserError">The port cannot be listened on.</exception>
    /// <exception cref="IOException">The folder is used by another process, or cannot be read or written.</exception>
    public static async Task<GrowrNode> StartAsync(NodeSettings settings)
    {
        var folder = new NodeFolder(settings.DataFolder);
        var host = BuildHost(folder, settings);
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        var shared = new SharedCores();
        var feeds = system.ActorOf(FeedCatalogActor.Props(folder.Cores, folder.Keys, shared, folder.Quarantine), "feeds");
        var node = new GrowrNode(folder, host, feeds, settings);
        try
        {
            foreach (var organization in node.Organizations)
                node._books[organization.Id] = await TenantBooks.OpenAsync(system, feeds, organization.Id);
            node.Endpoint = await ListenAsync(system, new SwarmSettings
            {
                Identity = folder.Keys.Writer("identity").KeyPair,
                Published = shared,
                ListenOn = settings.Listen,
            }, feeds);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public TenantBooks BooksOf(TenantId tenant) => _books[tenant];

    /// <summary>Makes an organization a tenant of this node and opens its books.</summary>
    /// <exception cref="UserError">The name is taken.</exception>
    public async Task AddOrganizationAsync(Organization organization)
    {
        _folder.Organizations.Add(organization);
        _books[organization.Id] = await TenantBooks.OpenAsync(System, _feeds, organization.Id);
    }

    /// <summary>Ends what is running: no new work, what was begun is stored, the folder is free again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        using (var connection = new SqliteConnection(_folder.Journal)) SqliteConnection.ClearPool(connection);
        _folder.Dispose();
    }

    private static IHost BuildHost(NodeFolder folder, NodeSettings settings)
    {
        var app = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        app.Logging.ClearProviders();
        app.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        app.Services.AddAkka(ClusterHosting.SystemName, akka => akka
            .WithClusterOfOne(port: 0, AllWireTypes)
            .WithGrowrJournal(folder.Journal)
            .WithEntities<Project, IProjectCommand, IProjectEvent>(EntityKinds.Projects, settings.Clock)
            .WithEntities<Loan, ILoanCommand, ILoanEvent>(EntityKinds.Loans, settings.Clock)
            .WithEntities<FundingAccount, IFundingCommand, IFundingEvent>(EntityKinds.Funding, settings.Clock)
            .WithEntities<Payment, IPaymentCommand, IPaymentEvent>(EntityKinds.Payments, settings.Clock)
            .WithEntities<Proof, IProofCommand, IProofEvent>(EntityKinds.Proofs, settings.Clock)
            .WithEntities<BusinessDay, IBusinessDayCommand, IBusinessDayEvent>(EntityKinds.Days, settings.Clock)
            .WithEntities<PresentationSession, IPresentationCommand, IPresentationEvent>(EntityKinds.Sessions, settings.Clock)
            .WithResumedProcesses()
            .AddHocon(FeedDispatcher.Hocon, HoconAddMode.Append)
            .AddHocon(Quiet, HoconAddMode.Prepend));
        return app.Build();
    }

    private static async Task<IPEndPoint> ListenAsync(ActorSystem system, SwarmSettings settings, IActorRef feeds)
    {
        var swarm = system.ActorOf(SwarmActor.Props(settings, feeds), "swarm");
        return await swarm.Ask<object>(new SwarmCommands.GetEndpoint(), Deadline) switch
        {
            SwarmReplies.Listening listening => listening.Endpoint,
            SwarmReplies.NotListening not => throw new UserError(not.Message),
            var other => throw new InvalidOperationException($"The endpoint was answered with {other}."),
        };
    }

    // What a person must know is in answers and exit codes; the actors end when the command says so, not with the first signal.
    private static readonly string Quiet = $$"""
        akka {
          loglevel = ERROR, stdout-loglevel = OFF, loggers = ["{{typeof(ErrorLog).AssemblyQualifiedName}}"]
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        """;

    private static WireTypes AllWireTypes => WireTypes.Of(
        CommonWire.Types, ProjectWire.Types, LoanWire.Types, FundingWire.Types, PaymentWire.Types, ProofWire.Types, BusinessDayWire.Types,
        PresentationWire.Types);
}
