using System.Collections.Immutable;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>When a loan is to be repaid and with what amounts. Interest is exact until an instalment is fixed; the last
/// instalment takes what rounding left, so the principal always sums to what is owed.</summary>
public sealed record RepaymentSchedule(LoanContract Contract, ImmutableArray<ScheduleRow> Rows)
{
    /// <summary>Level instalment (DECLINING) or level principal (EQUAL_PRINCIPAL); null for other methods.</summary>
    public Money? Level { get; init; }

    public Money Principal => Sum(row => row.Principal);
    public Money Interest => Sum(row => row.Interest);
    public Money Fees => Sum(row => row.Fee);
    public Money Total => Sum(row => row.Total);
    public DateOnly EndsOn => Rows[^1].DueOn;

    /// <summary>Plans a loan.</summary>
    /// <param name="contract">What was agreed.</param>
    /// <param name="disbursedOn">First day of interest.</param>
    /// <param name="anchorOn">Day the due dates count from; earlier than <paramref name="disbursedOn"/> for a short first period.</param>
    public static RepaymentSchedule Of(LoanContract contract, DateOnly disbursedOn, DateOnly? anchorOn = null)
    {
        var terms = contract.Terms;
        var periods = contract.Periods(disbursedOn, anchorOn ?? disbursedOn).ToList();
        if (terms.IsFixedPlan) return Finish(contract, FlatPlan.Rows(terms, contract.Principal, periods));
        var plan = new BalancePlan(terms, periods.Count);
        var rows = plan.Rows(contract.Principal, periods, firstNumber: 1);
        return Finish(contract, rows) with { Level = plan.Level };
    }

    private static RepaymentSchedule Finish(LoanContract contract, IReadOnlyList<ScheduleRow> rows)
    {
        var left = contract.CostMax;
        var capped = rows.Select(row =>
        {
            var interest = Money.Min(row.Interest, left);
            left -= interest;
            return row with { Interest = interest };
        }).ToArray();
        if (contract.Terms.FeeMode == FeeMode.Add) capped[0] = capped[0] with { Fee = contract.DisbursementFee };
        return new RepaymentSchedule(contract, [.. capped]);
    }

    private Money Sum(Func<ScheduleRow, Money> part) =>
        Rows.Aggregate(Money.Zero(Contract.Amount.Currency), (sum, row) => sum + part(row));
}
