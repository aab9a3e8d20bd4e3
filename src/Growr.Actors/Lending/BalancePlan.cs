using System.Diagnostics;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>Plans instalments whose interest follows the balance: DECLINING, EQUAL_PRINCIPAL, BULLET and loans without
/// instalments. Used for a whole loan and, after a prepayment, for what is left of it.</summary>
internal sealed class BalancePlan(LoanTerms terms, int lastNumber)
{
    /// <summary>Level total (DECLINING) or level principal (EQUAL_PRINCIPAL); computed at the first row that needs it when null.</summary>
    public Money? Level { get; set; } = terms.ContractInstalment;

    /// <summary>Plans one row for each period, numbered from <paramref name="firstNumber"/>. The first also bears
    /// <paramref name="lateStart"/>: the interest factor owed from before it, when the row before it was closed early.</summary>
    public IReadOnlyList<ScheduleRow> Rows(Money balance, IReadOnlyList<InterestPeriod> periods, int firstNumber, Rational lateStart = default)
    {
        var factors = periods.Select(terms.Factor).ToList();
        if (factors.Count > 0) factors[0] += lateStart;
        var none = Money.Zero(balance.Currency);
        var deferred = none;
        var rows = new List<ScheduleRow>(periods.Count);
        for (var at = 0; at < periods.Count; at++)
        {
            var number = firstNumber + at;
            var interest = terms.Fix(balance.Exact() * factors[at], balance.Currency);
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
            var principal = Principal(number, balance, interest, factors, at);
            balance -= principal;
            rows.Add(new ScheduleRow
            {
                Number = number, Period = periods[at], Principal = principal, Interest = payable, CarriedInterest = carried,
                DeferredInterest = later, CapitalisedInterest = capitalised, Fee = none, BalanceAfter = balance,
            });
        }
        return rows;
    }

    /// <summary>Principal due with a row, given the interest of its own period.</summary>
    private Money Principal(int number, Money balance, Money interest, List<Rational> factors, int at)
    {
        var none = Money.Zero(balance.Currency);
        if (number == lastNumber) return balance;
        if (number <= terms.GracePeriod || terms.Type == LoanType.Bullet || terms.IsOneInstalment) return none;
        Level ??= terms.Type switch
        {
            LoanType.Declining => terms.FixLevel(TermsArithmetic.Annuity(balance.Exact(), factors[at..]), balance.Currency),
            LoanType.EqualPrincipal => terms.FixLevel(balance.Exact() / (factors.Count - at), balance.Currency),
            _ => throw new UnreachableException(terms.Type.ToString()),
        };
        return PlannedPrincipal(balance, interest);
    }

    /// <summary>Principal of an ordinary row: never less than nothing, never more than is owed.</summary>
    public Money PlannedPrincipal(Money balance, Money interest)
    {
        var wanted = terms.Type == LoanType.Declining ? Level!.Value - interest : Level!.Value;
        return Money.Max(Money.Zero(balance.Currency), Money.Min(wanted, balance));
    }
}
