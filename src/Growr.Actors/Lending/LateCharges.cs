using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>Posts what being late costs: a fee once per instalment, and simple interest on overdue principal, both within the
/// caps of the contract. Days are taken in order, so it makes no difference in how many steps an account advances.</summary>
internal static class LateCharges
{
    public static LoanAccount Post(LoanAccount account, DateOnly until)
    {
        foreach (var day in Days(account, until).ToList()) account = PostDay(account, day);
        return account;
    }

    /// <summary>Days on which something may be posted: fee days only, unless overdue principal bears interest each day.</summary>
    private static IEnumerable<DateOnly> Days(LoanAccount account, DateOnly until)
    {
        var unpaid = account.Instalments.Where(one => !one.IsSettled).ToList();
        if (unpaid.Count == 0) return [];
        if (account.Terms.Penalty.InterestRate.IsZero)
            return unpaid.Where(one => !one.IsLateFeeCharged).Select(one => FeeOn(account, one))
                .Where(on => on > account.AsOf && on <= until).Distinct().Order();
        var firstOn = unpaid.Min(one => one.DueOn) is var dueOn && dueOn > account.AsOf ? dueOn : account.AsOf;
        return Enumerable.Range(1, Math.Max(0, until.DayNumber - firstOn.DayNumber)).Select(firstOn.AddDays);
    }

    private static LoanAccount PostDay(LoanAccount account, DateOnly day)
    {
        var terms = account.Terms;
        var instalments = account.Instalments.ToBuilder();
        var room = Room(account);
        for (var at = 0; at < instalments.Count; at++)
        {
            var one = instalments[at];
            if (one.DueOn >= day || one.IsSettled) continue;
            one = ChargeFee(account, one, day, ref room);
            instalments[at] = terms.Penalty.InterestRate.IsZero ? one : ChargeInterest(terms, one, ref room);
        }
        return account with { Instalments = instalments.ToImmutable() };
    }

    private static Instalment ChargeFee(LoanAccount account, Instalment one, DateOnly day, ref Money room)
    {
        if (one.IsLateFeeCharged || account.Terms.Penalty.LateFee is not { } wanted || FeeOn(account, one) > day
            || one.Outstanding.MinorUnits <= account.Terms.ToleranceMinorUnits) return one;
        var fee = Money.Min(wanted, room);
        room -= fee;
        return one with { Penalty = one.Penalty + fee, IsLateFeeCharged = true };
    }

    /// <summary>One day's interest. The exact base grows and is rounded as a whole, so no day's fraction is lost.</summary>
    private static Instalment ChargeInterest(LoanTerms terms, Instalment one, ref Money room)
    {
        var unitDays = one.OverdueMinorUnitDays + one.UnpaidPrincipal.MinorUnits;
        var sum = (new Rational(unitDays, 365) * terms.Penalty.InterestRate.Fraction).RoundTo(one.Principal.Currency, terms.RoundingMode);
        var interest = Money.Max(Money.Zero(room.Currency), Money.Min(sum - one.PenaltyInterest, room));
        room -= interest;
        return one with
        {
            OverdueMinorUnitDays = unitDays, PenaltyInterest = one.PenaltyInterest + interest, Penalty = one.Penalty + interest,
        };
    }

    /// <summary>What the caps still allow to charge.</summary>
    private static Money Room(LoanAccount account)
    {
        var penalties = account.Penalties;
        var room = Money.Min(account.Contract.PenaltyMax - penalties, account.Contract.CostMax - penalties - account.Sum(one => one.Interest));
        return Money.Max(account.Zero, room);
    }

    /// <summary>The morning after an instalment has been late for the days the terms allow.</summary>
    private static DateOnly FeeOn(LoanAccount account, Instalment one)
    {
        var afterDays = account.Terms.Penalty.AfterDays;
        var on = one.DueOn.AddDays(afterDays + 1);
        while (account.DaysLate(one.DueOn, on) is var late && late <= afterDays) on = on.AddDays(afterDays + 1 - late);
        return on;
    }
}
