using System.Diagnostics;
using Growr.Actors.Common;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Lending.LoanEvents;

namespace Growr.Actors.Lending;

/// <summary>Changes that two persons must want: one proposes, another confirms. The node itself is no person.</summary>
internal static class Proposing
{
    public static Decision<ILoanEvent> Decide(Loan loan, ILoanCommand command, EventMeta meta) => command switch
    {
        RejectProposal => loan.Proposal is null ? NothingProposed : Accept<ILoanEvent>(new ProposalRejected(meta, loan.Key)),
        ConfirmProposal confirm => Confirm(loan, confirm, meta),
        _ when command.By == ActorId.System => NoPerson,
        ProposeWriteOff propose => Unless(WriteOffFault(loan, propose.On) ?? OpenFault(loan), new WriteOffProposed(meta, loan.Key, propose.Reason)),
        ProposeReschedule propose => Unless(RescheduleFault(loan, propose) ?? OpenFault(loan),
            new RescheduleProposed(meta, loan.Key, propose.Terms, propose.Duration, propose.Reason)),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static Decision<ILoanEvent> Confirm(Loan loan, ConfirmProposal confirm, EventMeta meta)
    {
        if (loan.Proposal is not { } proposal) return NothingProposed;
        if (confirm.By == ActorId.System) return NoPerson;
        if (confirm.By == proposal.By) return Refuse(Codes.Forbidden, "Somebody else must confirm what you proposed.");
        var account = loan.Account!;
        if (confirm.On < account.AsOf) return Refuse(Codes.Validation, $"The loan stands at {account.AsOf:yyyy-MM-dd} already.") with { Field = "on" };
        if (proposal.Terms is null)
            return Unless(WriteOffFault(loan, confirm.On), new LoanWrittenOff(meta, loan.Key, proposal.By, confirm.On,
                account.AdvanceTo(confirm.On).OutstandingPrincipal, proposal.Reason));
        var after = account.Add(new AccountFact.Rescheduled(confirm.On, proposal.Terms, proposal.Duration));
        return Accept<ILoanEvent>(new LoanRescheduled(meta, loan.Key, proposal.By, confirm.On, proposal.Terms, proposal.Duration,
            proposal.Reason, after.EndsOn));
    }

    private static Decision<ILoanEvent> Unless(Refusal? fault, ILoanEvent @event) => fault is null ? Accept(@event) : fault;

    private static Refusal? OpenFault(Loan loan) =>
        loan.Proposal is null ? null : Refuse(Codes.IllegalState, "Another proposal is open; confirm or reject it first.");

    private static Refusal? WriteOffFault(Loan loan, DateOnly on)
    {
        if (loan.Status != LoanStatus.Defaulted) return loan.IllegalIn("written off");
        var (account, afterDays) = (loan.Account!, loan.Contract!.Terms.WriteOffAfterDays);
        var days = account.ArrearsOn(on > account.AsOf ? on : account.AsOf).DaysPastDue;
        return days > afterDays ? null : Refuse(Codes.IllegalState, $"The loan is {days} days past due; a write-off needs more than {afterDays}.");
    }

    private static Refusal? RescheduleFault(Loan loan, ProposeReschedule propose)
    {
        if (loan.Status is not (LoanStatus.Disbursed or LoanStatus.Defaulted)) return loan.IllegalIn("rescheduled");
        if (propose.Duration is < 1 or > LoanTerms.DurationMax)
            return Refuse(Codes.Validation, $"1 to {LoanTerms.DurationMax} periods.") with { Field = "duration" };
        var problems = propose.Terms.Problems(loan.Account!.Currency, propose.Duration);
        return problems.IsEmpty ? null : Refuse(Codes.Validation, "Mend what the reasons name.", [.. problems]);
    }

    private static Refusal NothingProposed => Refuse(Codes.IllegalState, "Nothing is proposed.");
    private static Refusal NoPerson => Refuse(Codes.Forbidden, "Two persons must want this.");
}
