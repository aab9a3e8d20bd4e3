using System.Collections.Immutable;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>Money before its time on a loan with interest on the balance: it pays the interest accrued to the day, then
/// principal, and what is left of the plan is computed again. Money up to the coming instalment counts as that instalment.</summary>
internal static class Prepayment
{
    // LIMIT: while interest is deferred, capitalised or waived, and after instalments were paid ahead in order, only money that
    // settles the whole loan recomputes it; smaller sums pay the next instalments as they stand.
    public static bool Applies(LoanAccount account, DateOnly on, Money rest)
    {
        if (!account.IsRecalculating || AccrualPosition.Of(account, on) is not { } position || position.Balance.IsZero) return false;
        var terms = account.Terms;
        if (rest >= Payoff.NotYetDue(account, position, on)) return true;
        if (position.At < account.NumberOffset + terms.InterestGrace) return false;
        if (account.Instalments[(position.At + 1)..].Any(one => one.Paid.IsPositive)) return false;
        return terms.IsOneInstalment || terms.PrepaymentMode != PrepaymentMode.NextInstalment;
    }

    public static LoanAccount Apply(LoanAccount account, DateOnly on, ref Money rest, ImmutableArray<AllocationLine>.Builder lines)
    {
        var position = AccrualPosition.Of(account, on)!.Value;
        var isPayoff = rest >= Payoff.NotYetDue(account, position, on);
        var row = account.Instalments[position.At];
        // Fees that are not due yet stand in the plan's first instalment only, so they are this one's.
        var penalty = Take(row.UnpaidPenalty, ref rest);
        var fee = Take(row.UnpaidFee, ref rest);
        var interest = Take(position.Interest, ref rest);
        var principal = Take(position.Balance, ref rest);
        var line = new AllocationLine(row.Number, penalty, fee, interest, principal);
        lines.Add(line);
        if (isPayoff) return Close(account, position.At, line, on);
        var paid = row.Pay(line, on);
        // Interest alone changes no balance, so the plan stands.
        if (principal.IsZero) return account with { Instalments = account.Instalments.SetItem(position.At, paid) };
        return Replan(account, position, paid with { AccruesFromOn = on, AccruedBefore = paid.PaidInterest }, position.Balance - principal, on);
    }

    private static LoanAccount Close(LoanAccount account, int at, AllocationLine line, DateOnly on)
    {
        var kept = account.Instalments[..at].ToBuilder();
        kept.Add(account.Instalments[at].Pay(line, on).ReducedToPaid(on));
        kept.AddRange(account.Instalments[(at + 1)..].Select(one => one.ReducedToPaid(on)).Where(one => one.Total.IsPositive));
        return account with { Instalments = kept.ToImmutable() };
    }

    private static LoanAccount Replan(LoanAccount account, AccrualPosition position, Instalment paid, Money balance, DateOnly on)
    {
        var (terms, last) = (account.Terms, account.Instalments.Length - account.NumberOffset);
        var number = position.At - account.NumberOffset + 1;
        var isOrdinary = number > terms.GracePeriod && number < last && account.Level is not null;
        var isClosed = number < last && (paid.ClosedEarlyOn is not null || paid.DueOn == on || (isOrdinary && IsCovered(account, paid)));
        var row = isClosed
            ? (paid with { ClosedEarlyOn = on, Principal = paid.PaidPrincipal, Interest = paid.PaidInterest }).SettledIfPaid(on)
            : Open(account, paid, balance, on, isOrdinary, isLast: number == last);
        balance -= row.UnpaidPrincipal;
        var plan = new BalancePlan(terms, last)
        {
            Level = terms.PrepaymentMode == PrepaymentMode.ReduceInstalment && (isClosed || !isOrdinary) ? null : account.Level,
        };
        var lateStart = isClosed ? terms.Factor(paid.Period, on, paid.DueOn) : Rational.Zero;
        var rows = plan.Rows(balance, [.. account.Instalments[(position.At + 1)..].Select(one => one.Period)], number + 1, lateStart);
        var instalments = account.Instalments[..position.At].Add(row)
            .AddRange(rows.Select(one => Instalment.Of(one, account.NumberOffset)));
        while (instalments[^1].Total.IsZero) instalments = instalments.RemoveAt(instalments.Length - 1);
        return account with { Instalments = Capped(account, instalments), Level = plan.Level ?? account.Level };
    }

    /// <summary>What was paid for an instalment is all it would have asked for.</summary>
    private static bool IsCovered(LoanAccount account, Instalment paid) => account.Terms.Type == LoanType.Declining
        ? paid.PaidPrincipal + paid.PaidInterest >= account.Level!.Value
        : paid.PaidPrincipal >= account.Level!.Value;

    /// <summary>An instalment that stays due: its interest goes on from today on the smaller balance.</summary>
    private static Instalment Open(LoanAccount account, Instalment paid, Money balance, DateOnly on, bool isOrdinary, bool isLast)
    {
        var toCome = account.Terms.Fix(balance.Exact() * account.Terms.Factor(paid.Period, on, paid.DueOn), account.Currency);
        var interest = paid.PaidInterest + toCome;
        var asked = account.Terms.Type == LoanType.Declining ? interest + paid.PaidPrincipal : paid.PaidPrincipal;
        var principal = isLast ? balance : isOrdinary ? Money.Min(Money.Max(account.Zero, account.Level!.Value - asked), balance) : account.Zero;
        return paid with { Interest = interest, Principal = paid.PaidPrincipal + principal };
    }

    private static ImmutableArray<Instalment> Capped(LoanAccount account, ImmutableArray<Instalment> instalments)
    {
        var left = account.Contract.CostMax;
        return [.. instalments.Select(one =>
        {
            var interest = Money.Max(one.PaidInterest, Money.Min(one.Interest, left));
            left -= interest;
            return one with { Interest = interest };
        })];
    }

    private static Money Take(Money wanted, ref Money rest)
    {
        var taken = Money.Min(wanted, rest);
        rest -= taken;
        return taken;
    }
}
