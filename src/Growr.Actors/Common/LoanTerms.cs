using System.Collections.Immutable;

namespace Growr.Actors.Common;

/// <summary>Conditions of a loan that do not depend on who borrows how much. A project offers them; a loan keeps its own
/// frozen copy from approval on.</summary>
public sealed record LoanTerms
{
    public required LoanType Type { get; init; }
    public RepaymentModel RepaymentModel { get; init; }

    /// <summary>Percent a year.</summary>
    public required RateE4 InterestRate { get; init; }

    public DayCount DayCount { get; init; } = DayCount.Thirty360;
    public PeriodUnit PeriodUnit { get; init; } = PeriodUnit.Month;
    public int PeriodEvery { get; init; } = 1;
    public BulletInterest BulletInterest { get; init; }

    /// <summary>Leading instalments without principal.</summary>
    public int GracePeriod { get; init; }

    public GraceMode GraceMode { get; init; }

    /// <summary>Leading periods whose interest <see cref="GraceMode"/> treats; as many as <see cref="GracePeriod"/> when null.</summary>
    public int? InterestGracePeriod { get; init; }

    /// <summary>Share of the contract amount, for paying out.</summary>
    public RateE4 DisbursementFeeRate { get; init; }

    /// <summary>Fixed fee instead of a rate, in the loan's currency.</summary>
    public Money? DisbursementFeeFixed { get; init; }

    public FeeMode FeeMode { get; init; }

    /// <summary>Share of the contract amount given back when every instalment was paid on time.</summary>
    public RateE4 CashBackRate { get; init; }

    /// <summary>Share of the principal that a community loan deposits with its repayments.</summary>
    public RateE4 RiskDepositRate { get; init; }

    public RoundingMode RoundingMode { get; init; } = RoundingMode.HalfEven;

    /// <summary>Every schedule amount is a multiple of this many minor units.</summary>
    public long CurrencyMultiple { get; init; } = 1;

    /// <summary>Level instalments are a multiple of this many minor units; none when null.</summary>
    public long? InstalmentMultiple { get; init; }

    /// <summary>Level instalment fixed by contract instead of computed.</summary>
    public Money? ContractInstalment { get; init; }

    public PenaltyTerms Penalty { get; init; } = PenaltyTerms.None;

    /// <summary>Days an instalment may be late and still count as on time.</summary>
    public int ToleranceDays { get; init; }

    /// <summary>An unpaid rest up to this many minor units is not late.</summary>
    public long ToleranceMinorUnits { get; init; }

    public PrepaymentMode PrepaymentMode { get; init; }
    public EarlySettlementRebate EarlySettlementRebate { get; init; }

    /// <summary>Interest and penalties together never exceed this share of the contract amount.</summary>
    public RateE4 TotalCostCap { get; init; } = RateE4.OneHundredPercent;

    public int DefaultAfterDays { get; init; } = 90;
    public int WriteOffAfterDays { get; init; } = 180;

    /// <summary>What is wrong with the terms, each line starting with the field's name; empty when they can be used.</summary>
    /// <param name="currency">The currency loans are made in.</param>
    /// <param name="durationMin">Shortest loan, in instalments.</param>
    public ImmutableArray<string> Problems(Currency currency, int durationMin)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        void Check(bool isRight, string problem) { if (!isRight) problems.Add(problem); }
        Check(InterestRate >= RateE4.Zero && InterestRate <= InterestRateMax, $"interestRate: 0 to {InterestRateMax} percent.");
        Check(PeriodEvery is >= 1 and <= PeriodEveryMax, $"periodEvery: 1 to {PeriodEveryMax}.");
        Check(GracePeriod >= 0 && GracePeriod < durationMin, "gracePeriod: fewer periods than the shortest loan has.");
        Check(InterestGracePeriod is null || (InterestGracePeriod >= 0 && InterestGracePeriod <= GracePeriod),
            "interestGracePeriod: not longer than gracePeriod.");
        Check(DisbursementFeeRate >= RateE4.Zero && DisbursementFeeRate < RateE4.OneHundredPercent, "disbursementFeeRate: below 100 percent.");
        Check(DisbursementFeeFixed is not { } fee || (!fee.IsNegative && fee.Currency == currency),
            "disbursementFeeFixed: not negative, in the loan's currency.");
        Check(DisbursementFeeFixed is null || DisbursementFeeRate.IsZero, "disbursementFee: a rate or a fixed amount, not both.");
        Check(CashBackRate >= RateE4.Zero && CashBackRate <= RateE4.OneHundredPercent, "cashBackRate: 0 to 100 percent.");
        Check(RiskDepositRate >= RateE4.Zero && RiskDepositRate <= RateE4.OneHundredPercent, "riskDepositRate: 0 to 100 percent.");
        Check(CurrencyMultiple >= 1, "currencyMultiple: at least 1.");
        Check(InstalmentMultiple is null or >= 1, "instalmentMultiple: at least 1.");
        Check(ContractInstalment is not { } level || (level.IsPositive && level.Currency == currency),
            "contractInstalment: positive, in the loan's currency.");
        Check(ToleranceDays >= 0 && ToleranceMinorUnits >= 0, "tolerance: not negative.");
        Check(DefaultAfterDays >= 1 && WriteOffAfterDays >= DefaultAfterDays, "defaultAfterDays: at least 1 and not after the write-off.");
        Check(TotalCostCap >= RateE4.Zero, "totalCostCap: not negative.");
        problems.AddRange(Penalty.Problems(currency));
        return problems.ToImmutable();
    }

    public static readonly RateE4 InterestRateMax = RateE4.FromPercent(1000);
    public const int PeriodEveryMax = 366;
    public const int DurationMax = 120;
}

/// <summary>What being late costs.</summary>
public sealed record PenaltyTerms
{
    public static readonly PenaltyTerms None = new();

    /// <summary>Charged once per instalment.</summary>
    public Money? LateFee { get; init; }

    /// <summary>The late fee is posted on the morning after an instalment has been late for this many days.</summary>
    public int AfterDays { get; init; }

    /// <summary>Simple yearly interest on overdue principal, ACT/365; never on interest.</summary>
    public RateE4 InterestRate { get; init; }

    /// <summary>All penalties together never exceed this share of the contract amount.</summary>
    public RateE4 Cap { get; init; } = RateE4.FromPercent(10);

    public IEnumerable<string> Problems(Currency currency)
    {
        if (LateFee is { } fee && (fee.IsNegative || fee.Currency != currency)) yield return "penalty.lateFee: not negative, in the loan's currency.";
        if (AfterDays < 0) yield return "penalty.afterDays: not negative.";
        if (InterestRate < RateE4.Zero || InterestRate > LoanTerms.InterestRateMax) yield return "penalty.interestRate: out of range.";
        if (Cap < RateE4.Zero) yield return "penalty.cap: not negative.";
    }
}
