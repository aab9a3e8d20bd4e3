using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>What one borrower agreed to: frozen terms, an amount and a number of instalments.</summary>
/// <param name="Terms">The project's terms at approval, with the price of the borrower's tier.</param>
/// <param name="Amount">The contract amount.</param>
/// <param name="DurationPeriods">Instalment periods.</param>
public sealed record LoanContract(LoanTerms Terms, Money Amount, int DurationPeriods)
{
    public Money DisbursementFee => Terms.DisbursementFeeFixed
        ?? Amount.Share(Terms.DisbursementFeeRate, RoundingMode.HalfUp, Terms.CurrencyMultiple);

    /// <summary>Principal to repay: the contract amount, and the fee where it is financed.</summary>
    public Money Principal => Terms.FeeMode == FeeMode.Finance ? Amount + DisbursementFee : Amount;

    /// <summary>What leaves the project's funds for the borrower.</summary>
    public Money Payout => Terms.FeeMode == FeeMode.Deduct ? Amount - DisbursementFee : Amount;

    /// <summary>The most that interest and penalties may come to.</summary>
    public Money CostMax => Amount.Share(Terms.TotalCostCap, RoundingMode.Down);

    /// <summary>The most that penalties may come to.</summary>
    public Money PenaltyMax => Amount.Share(Terms.Penalty.Cap, RoundingMode.Down);

    /// <summary>The interest periods of the plan; a loan without instalments before its end has one.</summary>
    public IEnumerable<InterestPeriod> Periods(DateOnly disbursedOn, DateOnly anchorOn)
    {
        var months = Terms.PeriodUnit == PeriodUnit.Month ? Terms.PeriodEvery : 0;
        if (Terms.IsOneInstalment)
        {
            yield return new(anchorOn, disbursedOn, Due(DurationPeriods), months * DurationPeriods);
            yield break;
        }
        for (var n = 1; n <= DurationPeriods; n++)
            yield return new(Due(n - 1), n == 1 ? disbursedOn : Due(n - 1), Due(n), months);

        DateOnly Due(int n) => Calendar.Step(anchorOn, Terms.PeriodUnit, Terms.PeriodEvery, n);
    }
}
