using Growr.Actors.Common;
using Growr.Actors.Lending;
using Growr.Host.Node;

namespace Growr.Host.Demo;

/// <summary>Where the story plays: one organization on one node, with a calendar of its own. Carries commands out and waits for the books.</summary>
internal sealed class Stage(GrowrNode node, DemoClock clock, TenantId tenant)
{
    private readonly EndOfDay _endOfDay = new(node, tenant);
    private readonly HashSet<EntityId> _touched = [];

    public static readonly ActorId Admin = new("admin");
    public static readonly ActorId Agent = new("agent");
    public static readonly ActorId Borrower = new("borrower");

    /// <summary>Ends the story before its next step.</summary>
    public CancellationToken Stop { get; set; }

    public GrowrNode Node => node;
    public TenantId Tenant => tenant;
    public DateOnly Today => clock.Today;
    public DateTimeOffset Now => clock.GetUtcNow();
    public TenantBooks Books => node.BooksOf(tenant);

    public static CommandId NewCommand() => new(Ids.NewOrdered());

    /// <summary>Sends a command that must succeed.</summary>
    public async Task<CommandReply> DoAsync(IEntityCommand command)
    {
        Stop.ThrowIfCancellationRequested();
        return Granted(await node.Entities.Send(command));
    }

    public static CommandReply Granted(CommandReply reply) => reply is Replies.Refused refused
        ? throw new InvalidOperationException($"The story went wrong: {refused.Refusal.Code} {refused.Refusal.Message} {string.Join("; ", refused.Refusal.Reasons)}")
        : reply;

    /// <summary>Closes all days before a day, with ageing at its eve, and goes on in that morning.</summary>
    public async Task TurnToAsync(DateOnly day)
    {
        Stop.ThrowIfCancellationRequested();
        await ShowAsync();
        clock.GoTo(day);
        await _endOfDay.CloseAsync(day.AddDays(-1));
        _touched.Clear();
    }

    /// <summary>Remembers that a loan changed, for <see cref="ShowAsync"/>.</summary>
    public void Touch(LoanKey loan) => _touched.Add(LendingGateway.IdOf(tenant, loan));

    /// <summary>Waits until the books show every loan as it is now.</summary>
    public async Task ShowAsync()
    {
        foreach (var loan in _touched)
            if (await node.Entities.Query<LoanView>(new LoanQueries.GetLoan(loan)) is { } view) await Books.ShowAsync(loan, view.Version);
    }
}
