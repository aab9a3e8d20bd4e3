using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Tests.Lending.LoanStories;

namespace Growr.Actors.Tests.Lending;

/// <summary>The loan in its shell, between a project and funds played by the test.</summary>
public sealed class LoanActorTests : IAsyncDisposable
{
    private readonly LocalEntities _entities;
    private readonly LoanStories _stories = new();
    private readonly List<IEntityMessage> _asked = [];
    private readonly WireTypes _types = WireTypes.Of(CommonWire.Types, LoanWire.Types);
    private Func<IEntityMessage, object>? _answer;

    public LoanActorTests()
    {
        _entities = new LocalEntities(_types, new FakeTimeProvider(Now)).With<Loan, ILoanCommand, ILoanEvent>(EntityKinds.Loans);
        _entities.Intercept = message =>
        {
            if (message.EntityId.Kind == EntityKinds.Loans) return null;
            lock (_asked) _asked.Add(message);
            return _answer?.Invoke(message) ?? Granted(message);
        };
    }

    [Fact]
    public async Task An_application_is_answered_when_project_and_funds_have_granted()
    {
        await _entities.Ask<Replies.Done>(Application1);
        Assert.Equal(LoanStatus.Approved, (await View()).Status);
        lock (_asked) Assert.Equal(["ReserveLoan", "ReserveForLoan"], _asked.Select(one => one.GetType().Name));
    }

    [Fact]
    public async Task A_loan_is_the_same_after_a_restart()
    {
        await Disburse();
        await _entities.Ask<LoanReplies.RepaymentTaken>(_stories.Repay("p1", "150.00", new DateOnly(2026, 2, 15)));
        var before = await SettledView();
        await _entities.RestartAsync(Id);
        Assert.Equal(Print(before), Print(await View()));
    }

    [Fact]
    public async Task A_repayment_sent_again_after_a_restart_gets_its_first_answer()
    {
        await Disburse();
        var repay = _stories.Repay("p1", "150.00", new DateOnly(2026, 2, 15));
        var first = await _entities.Ask<LoanReplies.RepaymentTaken>(repay);
        await _entities.Ask<LoanReplies.RepaymentTaken>(_stories.Repay("p2", "10.00", new DateOnly(2026, 2, 15)));
        await _entities.RestartAsync(Id);
        var again = await _entities.Ask<LoanReplies.RepaymentTaken>(repay);
        Assert.Equal(Print(first), Print(again));
        Assert.Equal("160.00", (await View()).RepaidAmount.ToDecimalString());
    }

    [Theory]
    [InlineData(EntityKinds.Projects)]
    [InlineData(EntityKinds.Funding)]
    public async Task An_application_cut_short_by_a_crash_resumes_with_the_same_question(string kind)
    {
        var asked = new TaskCompletionSource();
        _answer = message =>
        {
            if (message.EntityId.Kind != kind || asked.Task.IsCompleted) return Granted(message);
            asked.SetResult();
            return LocalEntities.Lost;
        };
        var apply = Application1;
        _entities.Tell(apply);
        await asked.Task;
        await _entities.RestartAsync(Id);
        await _entities.Ask<Replies.Done>(apply);
        Assert.Equal(LoanStatus.Approved, (await View()).Status);
        lock (_asked)
            Assert.Single(_asked.Where(one => one.EntityId.Kind == kind).OfType<IEntityCommand>().Select(one => one.CommandId).Distinct());
    }

    [Fact]
    public async Task A_declined_application_is_refused_with_every_reason_also_after_a_restart()
    {
        _answer = message => message is ProjectCommands.ReserveLoan
            ? new Replies.Refused(new CommandId("x"), new Refusal(Codes.LimitExceeded, "No.")
            {
                Reasons = ["LIMIT_EXCEEDED: amount above 500.00 KES.", "NOT_ELIGIBLE: the borrower has an open application here."],
            })
            : Granted(message);
        var apply = Application1;
        var refused = await _entities.Ask<Replies.Refused>(apply);
        Assert.Equal((Codes.LimitExceeded, 2), (refused.Refusal.Code, refused.Refusal.Reasons.Length));
        await _entities.RestartAsync(Id);
        Assert.Equal(Print(refused), Print(await _entities.Ask<Replies.Refused>(apply)));
        await _entities.Ask<Replies.Absent>(new LoanQueries.GetLoan(Id));
    }

    [Fact]
    public async Task What_was_held_is_freed_even_if_the_node_crashes_first()
    {
        var told = new TaskCompletionSource();
        var isLost = true;
        _answer = message =>
        {
            if (message is FundingCommands.ReserveForLoan) return new Replies.Refused(new CommandId("x"), new Refusal(Codes.InsufficientFunds, "Short."));
            if (message is not ProjectCommands.ReleaseLoan) return Granted(message);
            if (Volatile.Read(ref isLost)) return LocalEntities.Lost;
            told.TrySetResult();
            return Granted(message);
        };
        Assert.Equal(Codes.InsufficientFunds, (await _entities.Ask<Replies.Refused>(Application1)).Refusal.Code);
        await _entities.RestartAsync(Id);
        Volatile.Write(ref isLost, false);
        _entities.Wake(Id);
        await told.Task.WaitAsync(Answers.Within);
    }

    [Fact]
    public async Task A_command_id_used_for_something_else_is_a_conflict()
    {
        await Disburse();
        var repay = _stories.Repay("p1", "10.00", new DateOnly(2026, 2, 15));
        await _entities.Ask<LoanReplies.RepaymentTaken>(repay);
        var other = await _entities.Ask<Replies.Refused>(repay with { Amount = Kesh("11.00") });
        Assert.Equal(Codes.Conflict, other.Refusal.Code);
    }

    [Fact]
    public async Task The_gateway_finds_a_loan_and_what_settles_it()
    {
        await Disburse();
        var gateway = new LendingGateway(_entities, Answers.Within);
        Assert.Equal(LoanStatus.Disbursed, (await gateway.Find(Id.Tenant, LoanKey.From(Id.Key)))!.Status);
        Assert.Equal("654.00", (await gateway.PayoffOn(Id.Tenant, LoanKey.From(Id.Key), PaidOutOn))!.Payoff.ToDecimalString());
        Assert.Null(await gateway.Find(Id.Tenant, LoanKey.From("nobody")));
    }

    public async ValueTask DisposeAsync() => await _entities.DisposeAsync();

    private Apply Application1 => new(Id, new CommandId("apply"), Borrower, Application);

    private async Task Disburse()
    {
        await _entities.Ask<Replies.Done>(Application1);
        await _entities.Ask<Replies.Done>(new Sign(Id, new CommandId("sign"), Borrower, Hash, SignatureMethod.Pin));
        await _entities.Ask<Replies.Done>(new RegisterDisbursement(Id, new CommandId("out"), Admin, PaymentKey.From("out"), Kesh("582.00"), PaidOutOn));
    }

    private Task<LoanView> View() => _entities.Ask<LoanView>(new LoanQueries.GetLoan(Id));

    /// <summary>Once the project has taken the notice of the payout, no event is on its way any more.</summary>
    private async Task<LoanView> SettledView()
    {
        var view = await View();
        while (view.Version < EventsOfAStory) view = await View();
        return view;
    }

    private string Print(object message) => System.Text.Encoding.UTF8.GetString(_types.Of(message.GetType()).Write(message));

    private static object Granted(IEntityMessage message) => message switch
    {
        ProjectCommands.ReserveLoan ask => new ProjectReplies.LoanReserved(ask.CommandId, ask.LoanKey, Terms, 1, "{}", ApprovalMode.Auto),
        IEntityCommand ask => new Replies.Done(ask.CommandId, 1),
        _ => throw new InvalidOperationException(message.GetType().Name),
    };

    // Received, granted, applied, approved, signed, disbursed, repaid, and the notice of the payout taken.
    private const int EventsOfAStory = 8;
}
