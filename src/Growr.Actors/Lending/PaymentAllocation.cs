using System.Collections.Immutable;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>Decides where the money of a payment goes: first what is due, oldest first; then, by the kind of plan, the next
/// instalments or the balance; what is left is the borrower's credit.</summary>
internal static class PaymentAllocation
{
    public static LoanAccount Apply(LoanAccount account, AccountFact.Repaid payment)
    {
        var on = payment.On;
        // A payment that settles a fixed plan early earns the rebate first, so that it need not pay what is given up.
        if (!account.IsRecalculating && !account.IsStopped && payment.Amount >= Payoff.Of(account, on))
            account = Payoff.WaiveRebate(account, on);
        var lines = ImmutableArray.CreateBuilder<AllocationLine>();
        var rest = payment.Amount;
        account = Pay(account, one => one.DueOn <= on, on, ref rest, lines);
        if (rest.IsPositive && Prepayment.Applies(account, on, rest)) account = Prepayment.Apply(account, on, ref rest, lines);
        account = Pay(account, one => one.DueOn > on, on, ref rest, lines);
        var allocation = new RepaymentAllocation(Merged(lines), rest);
        return account with
        {
            CreditBalance = account.CreditBalance + rest,
            Allocations = account.Allocations.Add(payment.Payment, allocation),
        };
    }

    private static LoanAccount Pay(LoanAccount account, Func<Instalment, bool> isMeant, DateOnly on, ref Money rest,
        ImmutableArray<AllocationLine>.Builder lines)
    {
        var instalments = account.Instalments.ToBuilder();
        for (var at = 0; at < instalments.Count && rest.IsPositive; at++)
        {
            if (!isMeant(instalments[at]) || instalments[at].IsSettled) continue;
            (instalments[at], var line) = instalments[at].Take(rest, on);
            rest -= line.Total;
            lines.Add(line);
        }
        return account with { Instalments = instalments.ToImmutable() };
    }

    /// <summary>One line per instalment: an instalment may take its due part and a prepayment from the same money.</summary>
    private static ImmutableArray<AllocationLine> Merged(IEnumerable<AllocationLine> lines) =>
        [.. lines.GroupBy(line => line.Instalment).Select(group => group.Aggregate((one, other) => new AllocationLine(one.Instalment,
            one.Penalty + other.Penalty, one.Fee + other.Fee, one.Interest + other.Interest, one.Principal + other.Principal)))];
}
