using Akka.Actor;
using Akka.Hosting;
using Growr.Actors.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Growr.Actors.Tests.Support;

/// <summary>A real node of one: cluster, sharding and a SQLite journal in a folder. Start another on the same folder to restart it.</summary>
public sealed class TestNode : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _journal;

    private TestNode(IHost host, string journal) => (_host, _journal) = (host, journal);

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public IEntityRouter Router => new EntityRouter(System);

    /// <param name="folder">Where the journal is kept.</param>
    /// <param name="types">What may be said and stored.</param>
    /// <param name="entities">The shard regions: <c>node => node.WithEntities&lt;…&gt;(kind, clock)</c>.</param>
    public static async Task<TestNode> StartAsync(TempFolder folder, WireTypes types, Action<AkkaConfigurationBuilder> entities)
    {
        var journal = SqliteJournal.Open(folder.File("journal.db"));
        var app = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        app.Logging.ClearProviders();
        app.Services.AddAkka(ClusterHosting.SystemName, akka => entities(akka
            .WithClusterOfOne(port: 0, types)
            .WithGrowrJournal(journal)
            .AddHocon("akka { loglevel = WARNING, stdout-loglevel = WARNING }", HoconAddMode.Prepend)));
        var host = app.Build();
        await host.StartAsync();
        return new TestNode(host, journal);
    }

    /// <summary>Sends and waits for the one answer.</summary>
    public async Task<T> Ask<T>(IEntityMessage message) => Answers.As<T>(await Router.Ask(message, Answers.Within), message);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        using var connection = new SqliteConnection(_journal);
        SqliteConnection.ClearPool(connection);
    }
}
