using System.Collections.Immutable;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>What a portfolio did between two dates. Ratios are null where there is nothing to compare with.</summary>
public sealed record PortfolioPeriod
{
    /// <summary>Gross portfolio at the opening, at month ends between, and at the closing.</summary>
    public required ImmutableArray<Money> GrossPortfolios { get; init; }

    public required int Months { get; init; }
    public required Money WrittenOff { get; init; }
    public required Money RecoveredAfterWriteOff { get; init; }

    /// <summary>Amounts first due in the period.</summary>
    public required Money Due { get; init; }

    /// <summary>Collected of those amounts.</summary>
    public required Money CollectedOnDue { get; init; }

    public required Money CollectedOnOldArrears { get; init; }
    public required Money Prepaid { get; init; }
    public required Money InterestAndFeesReceived { get; init; }
    public required Money LossReserve { get; init; }

    public Money AverageGrossPortfolio => Average.RoundTo(Due.Currency, RoundingMode.HalfEven);

    public RateE4? WriteOffRatio => RateE4.Ratio(WrittenOff.Exact(), Average);
    public RateE4? WriteOffRatioAnnualised => RateE4.Ratio(WrittenOff.Exact() * PerYear, Average);
    public RateE4? NetWriteOffRatio => RateE4.Ratio((WrittenOff - RecoveredAfterWriteOff).Exact(), Average);
    public RateE4? OnTimeRepaymentRate => RateE4.Ratio(CollectedOnDue.Exact(), Due.Exact());

    /// <summary>May exceed 100 percent: old arrears are collected too.</summary>
    public RateE4? CurrentRecoveryRate => RateE4.Ratio((CollectedOnDue + CollectedOnOldArrears).Exact(), Due.Exact());

    public RateE4? GrossCollectionRate => RateE4.Ratio((CollectedOnDue + CollectedOnOldArrears + Prepaid).Exact(), Due.Exact());
    public RateE4? PortfolioYieldAnnualised => RateE4.Ratio(InterestAndFeesReceived.Exact() * PerYear, Average);

    public RateE4? RiskCoverage(AtRisk par30) => RateE4.Ratio(LossReserve.Exact(), par30.Amount.Exact());

    /// <summary>Loss to expect in a year by the collection rate; a rule of thumb.</summary>
    /// <param name="averageTermMonths">Average term of the loans.</param>
    public RateE4? AnnualLossEstimate(int averageTermMonths) => Due.IsZero || averageTermMonths <= 0
        ? null
        : RateE4.Ratio((Due - CollectedOnDue - CollectedOnOldArrears).Exact() * new Rational(24, averageTermMonths), Due.Exact());

    private Rational Average => GrossPortfolios.Aggregate(Rational.Zero, (sum, one) => sum + one.Exact()) / GrossPortfolios.Length;
    private Rational PerYear => new(12, Months);
}
