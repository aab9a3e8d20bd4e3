using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>How a loan with interest on the balance stands on a day, everything due until that day left aside.</summary>
/// <param name="At">Index of the instalment whose period the day is in.</param>
/// <param name="Balance">Principal not yet due.</param>
/// <param name="Interest">Interest accrued to the day and not paid.</param>
internal readonly record struct AccrualPosition(int At, Money Balance, Money Interest)
{
    /// <summary>Null when the day is after the last due date.</summary>
    public static AccrualPosition? Of(LoanAccount account, DateOnly on)
    {
        var at = IndexOn(account, on);
        if (at < 0) return null;
        var balance = Sum(account, one => one.DueOn > on ? one.UnpaidPrincipal : account.Zero, from: at);
        if (at < account.NumberOffset + account.Terms.InterestGrace) return InGrace(account, on, at, balance);
        var row = account.Instalments[at];
        // What is due that day was settled as due; only a row closed early leaves interest to count.
        if (row.DueOn == on && row.ClosedEarlyOn is null) return new(at, balance, account.Zero);
        var paid = Sum(account, one => one.PaidInterest, from: at);
        var accrued = account.Terms.Fix(balance.Exact() * Factor(account, at, on), account.Currency);
        return new(at, balance, Within(account, at, row.AccruedBefore + accrued, paid));
    }

    /// <summary>Index of the first instalment of the plan in force that is due on a day or later.</summary>
    private static int IndexOn(LoanAccount account, DateOnly on)
    {
        for (var at = account.NumberOffset; at < account.Instalments.Length; at++)
            if (account.Instalments[at].DueOn >= on) return at;
        return -1;
    }

    private static Rational Factor(LoanAccount account, int at, DateOnly on)
    {
        var row = account.Instalments[at];
        var fromOn = row.AccruesFromOn;
        var factor = account.Terms.Factor(row.Period, fromOn, on > fromOn ? on : fromOn);
        return fromOn == row.Period.FromOn ? factor + LateStart(account, at) : factor;
    }

    /// <summary>Interest factor that a row bears for the row before it, which was paid and closed before its due date.</summary>
    private static Rational LateStart(LoanAccount account, int at) =>
        at > account.NumberOffset && account.Instalments[at - 1] is { ClosedEarlyOn: { } closedOn } before
            ? account.Terms.Factor(before.Period, closedOn, before.DueOn)
            : Rational.Zero;

    /// <summary>While interest is deferred, capitalised or waived, what came together so far is owed, and nothing beyond it.</summary>
    private static AccrualPosition InGrace(LoanAccount account, DateOnly on, int at, Money balance)
    {
        var terms = account.Terms;
        var row = account.Instalments[at];
        // Capitalised interest of periods still running is in the plan's principal, but nobody owes it yet.
        var owed = balance - Sum(account, one => one.DueOn > on ? one.CapitalisedInterest : account.Zero, from: at);
        var isCounted = terms.GraceMode == GraceMode.Defer || (terms.GraceMode == GraceMode.Capitalise && row.DueOn > on);
        var accrued = isCounted ? terms.Fix(owed.Exact() * Factor(account, at, on), account.Currency) : account.Zero;
        var deferred = account.Instalments[account.NumberOffset..at].Aggregate(account.Zero, (sum, one) => sum + one.DeferredInterest);
        return new(at, owed, Within(account, at, deferred + accrued, Sum(account, one => one.PaidInterest, account.NumberOffset)));
    }

    private static Money Within(LoanAccount account, int at, Money accrued, Money paid)
    {
        var before = account.Instalments[..at].Aggregate(account.Zero, (sum, one) => sum + one.Interest);
        var room = account.Contract.CostMax - before - account.Penalties;
        return Money.Max(account.Zero, Money.Min(accrued, room) - paid);
    }

    private static Money Sum(LoanAccount account, Func<Instalment, Money> part, int from) =>
        account.Instalments[from..].Aggregate(account.Zero, (sum, one) => sum + part(one));
}
