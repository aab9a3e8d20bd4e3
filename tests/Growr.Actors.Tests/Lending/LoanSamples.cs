using Growr.Actors.Common;
using Growr.Actors.Lending;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Tests.Lending.LoanStories;

namespace Growr.Actors.Tests.Lending;

/// <summary>Whole lives of loans, in which every event happens at least once.</summary>
public sealed class LoanSamples : IJournalSamples
{
    /// <summary>One event of each type.</summary>
    public IEnumerable<IDomainEvent> Events => Lives.SelectMany(life => life).DistinctBy(@event => @event.GetType());

    internal static IEnumerable<IReadOnlyList<ILoanEvent>> Lives =>
        [WrittenOff(), Repaid(), Rescheduled(), Refinanced(), Declined(), NotFunded(), Cancelled()];

    private static List<ILoanEvent> WrittenOff()
    {
        var stories = new LoanStories();
        var loan = stories.Do(stories.WrittenOff, stories.Repay("rec", "100.00", new DateOnly(2026, 12, 1)));
        _ = stories.Do(loan, loan.Outcome(loan.PendingStep!, new Replies.Done(new CommandId("x"), 1))!);
        return stories.Events;
    }

    private static List<ILoanEvent> Repaid()
    {
        var stories = new LoanStories();
        var loan = stories.Do(stories.Repaid, new ReverseRepayment(Id, stories.NextId, Admin, PaymentKey.From("all"), "bounced"));
        loan = stories.Do(loan, stories.End(new DateOnly(2026, 5, 17)));
        _ = stories.Do(loan, stories.Repay("again", "460.00", new DateOnly(2026, 5, 18)));
        return stories.Events;
    }

    private static List<ILoanEvent> Rescheduled()
    {
        var stories = new LoanStories();
        var loan = stories.Do(stories.Disbursed,
            new PauseDelinquency(Id, stories.NextId, Admin, new DateOnly(2026, 2, 15), new DateOnly(2026, 2, 20), "flood"));
        loan = stories.Do(loan, new ProposeReschedule(Id, stories.NextId, Admin, Terms, 8, "flood"));
        loan = stories.Do(loan, new RejectProposal(Id, stories.NextId, Other));
        loan = stories.Do(loan, new ProposeReschedule(Id, stories.NextId, Admin, Terms, 9, "flood"));
        loan = stories.Do(loan, new ConfirmProposal(Id, stories.NextId, Other, new DateOnly(2026, 3, 1)));
        _ = stories.Do(loan, stories.Repay("p1", "109.00", new DateOnly(2026, 4, 1)));
        return stories.Events;
    }

    private static List<ILoanEvent> Refinanced()
    {
        var stories = new LoanStories();
        _ = stories.Do(stories.Disbursed, new ReverseDisbursement(Id, stories.NextId, Admin, PaymentKey.From("out"), "number unknown"));
        return stories.Events;
    }

    private static List<ILoanEvent> Declined()
    {
        var stories = new LoanStories();
        var refusal = new Refusal(Codes.LimitExceeded, "No.") { Reasons = ["LIMIT_EXCEEDED: amount above 500.00 KES."] };
        _ = stories.Do(stories.Received, new SettleReservation(Id, stories.NextId, ActorId.System, 0, ApprovalMode.Manual, Refusal: refusal));
        return stories.Events;
    }

    private static List<ILoanEvent> NotFunded()
    {
        var stories = new LoanStories();
        var begun = stories.Do(stories.Draft, new Approve(Id, stories.NextId, Admin, AppliedOn));
        _ = stories.Do(begun, new SettleFunds(Id, stories.NextId, ActorId.System, new Refusal(Codes.InsufficientFunds, "Short.")));
        return stories.Events;
    }

    private static List<ILoanEvent> Cancelled()
    {
        var stories = new LoanStories();
        _ = stories.Cancelled;
        return stories.Events;
    }
}
