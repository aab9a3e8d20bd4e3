using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>Plans instalments with interest on the original amount, in equal parts; the last one takes what rounding left.</summary>
internal static class FlatPlan
{
    public static IReadOnlyList<ScheduleRow> Rows(LoanTerms terms, Money principal, IReadOnlyList<InterestPeriod> periods)
    {
        var (count, currency, none) = (periods.Count, principal.Currency, Money.Zero(principal.Currency));
        var factor = periods.Aggregate(Rational.Zero, (sum, period) => sum + terms.Factor(period));
        var interestLeft = terms.Fix(principal.Exact() * factor, currency);
        var interestEach = terms.Fix(interestLeft.Exact() / count, currency);
        var exactInterestEach = interestLeft.Exact() / count;
        var (balance, deferred) = (principal, none);
        Money? principalEach = null, level = terms.ContractInstalment;
        var rows = new List<ScheduleRow>(count);
        for (var number = 1; number <= count; number++)
        {
            var isLast = number == count;
            var interest = isLast ? interestLeft : Money.Min(interestEach, interestLeft);
            interestLeft -= interest;
            var (payable, carried) = (interest, none);
            var (later, capitalised) = terms.GraceOf(number, interest);
            if (number <= terms.InterestGrace) payable = none;
            deferred += later;
            balance += capitalised;
            if (number > terms.InterestGrace && deferred.IsPositive)
            {
                (carried, deferred) = (deferred, none);
                payable += carried;
            }
            var due = none;
            if (isLast) due = balance;
            else if (number > terms.GracePeriod)
            {
                var exactEach = balance.Exact() / (count - terms.GracePeriod);
                if (terms.InstalmentMultiple is not null) level ??= terms.FixLevel(exactEach + exactInterestEach, currency);
                principalEach ??= terms.Fix(exactEach, currency);
                due = Money.Max(none, Money.Min(level is { } total ? total - interest : principalEach.Value, balance));
            }
            balance -= due;
            rows.Add(new ScheduleRow
            {
                Number = number, Period = periods[number - 1], Principal = due, Interest = payable, CarriedInterest = carried,
                DeferredInterest = later, CapitalisedInterest = capitalised, Fee = none, BalanceAfter = balance,
            });
        }
        return rows;
    }
}
