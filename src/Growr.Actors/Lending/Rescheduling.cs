using System.Collections.Immutable;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>A new plan for everything unpaid. What was paid stays where it is; principal is planned anew; interest earned so
/// far, fees and penalties are collected with the first new instalment, without interest on them.</summary>
internal static class Rescheduling
{
    public static LoanAccount Apply(LoanAccount account, AccountFact.Rescheduled fact)
    {
        var on = fact.On;
        var interest = InterestEarned(account, on);
        var (fee, penalty) = (account.Sum(one => one.UnpaidFee), account.Sum(one => one.UnpaidPenalty));
        var keptCount = 1 + Enumerable.Range(0, account.Instalments.Length)
            .LastOrDefault(at => account.Instalments[at].Paid.IsPositive || account.Instalments[at].DueOn <= on, -1);
        var kept = account.Instalments[..keptCount].Select(one => one.ReducedToPaid(on)).ToImmutableArray();
        // The fee for paying out was settled by the first plan.
        var terms = fact.Terms with { DisbursementFeeFixed = null, DisbursementFeeRate = RateE4.Zero };
        var plan = RepaymentSchedule.Of(new LoanContract(terms, PrincipalOwed(account, on), fact.DurationPeriods), on);
        var fresh = plan.Rows.Select(row => Instalment.Of(row, kept.Length)).ToArray();
        fresh[0] = fresh[0] with
        {
            Interest = fresh[0].Interest + interest, AccruedBefore = fresh[0].AccruedBefore + interest,
            Fee = fee, Penalty = penalty,
        };
        return account with
        {
            Terms = terms, Instalments = [.. kept, .. fresh], Level = plan.Level, NumberOffset = kept.Length,
            ScheduleVersion = account.ScheduleVersion + 1,
        };
    }

    /// <summary>Unpaid principal, without interest that would have become principal later.</summary>
    private static Money PrincipalOwed(LoanAccount account, DateOnly on) =>
        account.OutstandingPrincipal - account.Sum(one => one.DueOn > on ? one.CapitalisedInterest : account.Zero);

    /// <summary>Interest due and unpaid, and what the running period earned until today.</summary>
    private static Money InterestEarned(LoanAccount account, DateOnly on)
    {
        var due = account.Sum(one => one.DueOn <= on ? one.UnpaidInterest : account.Zero);
        if (account.IsRecalculating) return due + (AccrualPosition.Of(account, on)?.Interest ?? account.Zero);
        if (account.Instalments.FirstOrDefault(one => one.DueOn > on && one.Period.FromOn <= on) is not { } running) return due;
        var share = new Rational(on.DayNumber - running.Period.FromOn.DayNumber, running.Period.Days);
        var earned = account.Terms.Fix(running.Interest.Exact() * share, account.Currency);
        return due + Money.Max(account.Zero, earned - running.PaidInterest);
    }
}
