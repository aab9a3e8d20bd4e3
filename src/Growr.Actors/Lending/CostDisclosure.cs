using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>What a loan costs, in the figures a borrower must see before signing. A flat rate is never shown without
/// <see cref="EffectiveYearlyRate"/> beside it.</summary>
public sealed record CostDisclosure
{
    /// <summary>Interest and fees; a cash-back is not taken off.</summary>
    public required Money TotalCost { get; init; }

    /// <summary>What the borrower gets back at the end when every instalment was paid on time.</summary>
    public required Money CashBack { get; init; }

    public Money TotalCostAfterCashBack => TotalCost - CashBack;

    /// <summary>What the borrower has in hand at the start.</summary>
    public required Money NetDisbursed { get; init; }

    /// <summary>Rate of return of one period in 1/1,000,000 percent; null where periods are not equal or no rate exists.</summary>
    public long? PeriodRateE6 { get; init; }

    /// <summary>Periodic rate times periods in a year.</summary>
    public RateE4? NominalYearlyRate { get; init; }

    /// <summary>The periodic rate compounded over a year.</summary>
    public RateE4? EffectiveYearlyRate { get; init; }

    /// <summary>The same by calendar dates, days over 365.</summary>
    public RateE4? EffectiveYearlyRateByDate { get; init; }

    /// <summary>Computes the disclosure of a schedule.</summary>
    /// <param name="schedule">The plan from disbursement on.</param>
    /// <param name="cashBack">Returned with the last instalment; nothing when null.</param>
    /// <param name="deposit">Compulsory deposit, paid in equal parts with the instalments and returned with the last; nothing when null.</param>
    public static CostDisclosure Of(RepaymentSchedule schedule, Money? cashBack = null, Money? deposit = null)
    {
        var contract = schedule.Contract;
        var none = Money.Zero(contract.Amount.Currency);
        var back = cashBack ?? none;
        // Every fee is counted once: kept back from the payout, part of the first instalment, or inside the principal.
        var payments = Payments(schedule, back, deposit ?? none);
        var disclosure = new CostDisclosure
        {
            NetDisbursed = contract.Payout,
            TotalCost = schedule.Interest + contract.DisbursementFee,
            CashBack = back,
            EffectiveYearlyRateByDate = ToRate(EffectiveRate.Solve(ByDate(schedule, payments))),
        };
        if (PeriodsPerYear(schedule) is not { } periods || EffectiveRate.Solve(ByPeriod(contract, payments)) is not { } rate) return disclosure;
        return disclosure with
        {
            PeriodRateE6 = (long)Math.Round(rate * 1e8, MidpointRounding.AwayFromZero),
            NominalYearlyRate = ToRate(rate * periods),
            EffectiveYearlyRate = ToRate(Math.Pow(1 + rate, periods) - 1),
        };
    }

    private static List<double> Payments(RepaymentSchedule schedule, Money cashBack, Money deposit)
    {
        var last = schedule.Rows.Length - 1;
        var depositEach = (double)deposit.MinorUnits / schedule.Rows.Length;
        return [.. schedule.Rows.Select((row, at) =>
            row.Total.MinorUnits + depositEach - (at == last ? cashBack.MinorUnits + deposit.MinorUnits : 0))];
    }

    private static List<CashFlow> ByPeriod(LoanContract contract, List<double> payments) =>
        [new(0, -contract.Payout.MinorUnits), .. payments.Select((amount, at) => new CashFlow(at + 1, amount))];

    private static List<CashFlow> ByDate(RepaymentSchedule schedule, List<double> payments)
    {
        var startDay = schedule.Rows[0].Period.FromOn.DayNumber;
        return [new(0, -schedule.Contract.Payout.MinorUnits),
            .. payments.Select((amount, at) => new CashFlow((schedule.Rows[at].DueOn.DayNumber - startDay) / 365.0, amount))];
    }

    /// <summary>Null where the first period is a stub or periods are days: then only dates tell.</summary>
    private static double? PeriodsPerYear(RepaymentSchedule schedule)
    {
        var terms = schedule.Contract.Terms;
        var first = schedule.Rows[0].Period;
        if (first.FromOn != first.RegularFromOn) return null;
        var every = terms.IsOneInstalment ? terms.PeriodEvery * schedule.Contract.DurationPeriods : terms.PeriodEvery;
        return terms.PeriodUnit switch
        {
            PeriodUnit.Month => 12.0 / every,
            PeriodUnit.Week => 52.0 / every,
            _ => null,
        };
    }

    private static RateE4? ToRate(double? fraction) =>
        fraction is { } rate ? new RateE4((long)Math.Round(rate * 1e6, MidpointRounding.AwayFromZero)) : null;
}
