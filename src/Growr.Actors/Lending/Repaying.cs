using System.Collections.Immutable;
using System.Diagnostics;
using Growr.Actors.Common;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Lending.LoanEvents;

namespace Growr.Actors.Lending;

/// <summary>Money from the borrower, and money that bounced. A payment is its own idempotency key.</summary>
internal static class Repaying
{
    public static Decision<ILoanEvent> Decide(Loan loan, ILoanCommand command, EventMeta meta) => command switch
    {
        RegisterRepayment register => Register(loan, register, meta),
        ReverseRepayment reverse => Reverse(loan, reverse, meta),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    /// <summary>What money means for the loan's standing: settled, cured, or nothing.</summary>
    public static IEnumerable<ILoanEvent> Consequences(Loan loan, LoanAccount after, DateOnly on, EventMeta meta)
    {
        if (loan.Status is not (LoanStatus.Disbursed or LoanStatus.Defaulted)) yield break;
        if (after.IsRepaid) yield return new LoanRepaid(meta, loan.Key, on, after.CashBack);
        else if (loan.Status == LoanStatus.Defaulted && after.ArrearsOn(after.AsOf).DaysPastDue == 0) yield return new LoanCured(meta, loan.Key, on);
    }

    /// <summary>Payments whose money a replay moved.</summary>
    public static ImmutableArray<Reallocation> Reallocated(LoanAccount before, LoanAccount after) =>
        [.. after.Allocations.Where(now => before.Allocations.TryGetValue(now.Key, out var then) && !IsSame(then, now.Value))
            .OrderBy(now => now.Key.Value, StringComparer.Ordinal).Select(now => new Reallocation(now.Key, now.Value))];

    public static bool IsSame(RepaymentAllocation one, RepaymentAllocation other) =>
        one.Credited == other.Credited && one.Lines.SequenceEqual(other.Lines);

    private static Decision<ILoanEvent> Register(Loan loan, RegisterRepayment register, EventMeta meta)
    {
        if (loan.Receipts.TryGetValue(register.PaymentKey, out var known))
            return known.Payment is { IsReversed: false } payment && payment.Amount == register.Amount && payment.On == register.On
                ? AlreadyDone<ILoanEvent>()
                : Refuse(Codes.Conflict, "This payment was registered with other content, or was reversed.");
        if (loan.Account is not { } account || loan.Status == LoanStatus.Cancelled) return loan.IllegalIn("repaid");
        if (!register.Amount.IsPositive || register.Amount.Currency != account.Currency)
            return Refuse(Codes.Validation, $"A repayment is more than zero, in {account.Currency}.") with { Field = "amount" };
        if (register.On < account.DisbursedOn)
            return Refuse(Codes.Validation, "Repaid before it was paid out.") with { Field = "on" };
        var after = account.Add(new AccountFact.Repaid(register.On, register.PaymentKey, register.Amount));
        var allocation = after.Allocations[register.PaymentKey];
        if (!register.AllowCredit && allocation.Credited.IsPositive)
            return Refuse(Codes.LimitExceeded, $"More than is owed: {account.PayoffOn(register.On)} settles the loan.") with { Field = "amount" };
        ILoanEvent taken = loan.Status == LoanStatus.WrittenOff
            ? new RecoveryReceived(meta, loan.Key, register.PaymentKey, register.Amount, register.On, allocation, after.Outstanding)
            : new RepaymentRegistered(meta, loan.Key, register.PaymentKey, register.Amount, register.On, allocation, after.Outstanding,
                Reallocated(account, after));
        return Accept<ILoanEvent>([taken, .. Consequences(loan, after, register.On, meta)]);
    }

    private static Decision<ILoanEvent> Reverse(Loan loan, ReverseRepayment reverse, EventMeta meta)
    {
        if (loan.Account is not { } account || loan.Status == LoanStatus.Cancelled) return loan.IllegalIn("freed of a repayment");
        if (!loan.Receipts.TryGetValue(reverse.PaymentKey, out var known)) return Refuse(Codes.NotFound, "No such repayment of this loan.");
        if (known.Payment.IsReversed) return AlreadyDone<ILoanEvent>();
        var after = account.Reverse(reverse.PaymentKey);
        var reversed = new RepaymentReversed(meta, loan.Key, reverse.PaymentKey, known.Payment.Amount, reverse.Reason, after.Outstanding,
            Reallocated(account, after));
        return loan.Status == LoanStatus.Repaid && !after.IsRepaid
            ? Accept<ILoanEvent>(reversed, new LoanReopened(meta, loan.Key))
            : Accept<ILoanEvent>(reversed);
    }
}
