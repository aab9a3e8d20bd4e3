using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>What settles a loan on a day, and what a fixed plan gives back for being settled early.</summary>
internal static class Payoff
{
    public static Money Of(LoanAccount account, DateOnly on)
    {
        if (account.IsStopped) return account.Outstanding;
        if (!account.IsRecalculating) return account.Outstanding - Rebate(account, on);
        var due = account.Sum(one => one.DueOn <= on ? one.Outstanding : account.Zero);
        return AccrualPosition.Of(account, on) is { } position ? due + NotYetDue(account, position, on) : due;
    }

    /// <summary>Balance, interest accrued so far and fees of instalments that are not due yet.</summary>
    public static Money NotYetDue(LoanAccount account, AccrualPosition position, DateOnly on) => position.Balance + position.Interest
        + account.Sum(one => one.DueOn > on ? one.UnpaidFee + one.UnpaidPenalty : account.Zero);

    /// <summary>Gives up the rebate, last instalments first: their interest is the least earned.</summary>
    public static LoanAccount WaiveRebate(LoanAccount account, DateOnly on)
    {
        var left = Rebate(account, on);
        if (left.IsZero) return account;
        var instalments = account.Instalments.ToBuilder();
        for (var at = instalments.Count - 1; at >= 0 && left.IsPositive; at--)
        {
            var waived = Money.Min(instalments[at].UnpaidInterest, left);
            left -= waived;
            instalments[at] = instalments[at] with
            {
                Interest = instalments[at].Interest - waived, WaivedInterest = instalments[at].WaivedInterest + waived,
            };
        }
        return account with { Instalments = instalments.ToImmutable() };
    }

    private static Money Rebate(LoanAccount account, DateOnly on) => account.Terms.EarlySettlementRebate switch
    {
        EarlySettlementRebate.ProRata => account.Sum(one =>
            one.DueOn > on && one.Period.FromOn >= on ? one.UnpaidInterest : account.Zero),
        EarlySettlementRebate.Actuarial => Actuarial(account, on),
        _ => account.Zero,
    };

    /// <summary>The plan's payments still to come are worth less today, by the rate of return the plan itself has.</summary>
    private static Money Actuarial(LoanAccount account, DateOnly on)
    {
        var plan = account.Instalments[account.NumberOffset..];
        var toCome = plan.Where(one => one.DueOn > on).ToList();
        if (toCome.Count == 0 || PeriodRate(account, plan) is not { } rate) return account.Zero;
        var worth = Rational.Zero;
        foreach (var one in Enumerable.Reverse(toCome)) worth = (worth + Planned(one).Exact()) / (Rational.One + rate);
        var begun = toCome[0].Period;
        var share = new Rational(Math.Max(0, on.DayNumber - begun.FromOn.DayNumber), begun.Days);
        var owed = account.Terms.Fix(worth * (Rational.One + rate * share), account.Currency);
        var planned = toCome.Aggregate(account.Zero, (sum, one) => sum + Planned(one));
        var unpaid = toCome.Aggregate(account.Zero, (sum, one) => sum + one.UnpaidInterest);
        return Money.Max(account.Zero, Money.Min(planned - owed, unpaid));
    }

    private static Money Planned(Instalment one) => one.Principal + one.Interest + one.WaivedInterest;

    /// <summary>The rate is taken to twelve decimals and is exact from there on, so every machine gives the same money.</summary>
    private static Rational? PeriodRate(LoanAccount account, IEnumerable<Instalment> plan)
    {
        var rows = plan.ToList();
        var principal = rows.Aggregate(account.Zero, (sum, one) => sum + one.Principal);
        var rate = EffectiveRate.Solve([new(0, -principal.MinorUnits), .. rows.Select((one, at) => new CashFlow(at + 1, Planned(one).MinorUnits))]);
        return rate is { } fraction and >= 0 ? new Rational((long)Math.Round(fraction * RateUnits), RateUnits) : null;
    }

    private const long RateUnits = 1_000_000_000_000;
}
