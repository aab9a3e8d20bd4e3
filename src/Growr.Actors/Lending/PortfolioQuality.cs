using System.Collections.Immutable;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>One loan as a portfolio sees it.</summary>
/// <param name="Status">Only running and defaulted loans count; written-off principal has left the portfolio.</param>
/// <param name="OutstandingPrincipal">The whole balance, not only what is late.</param>
/// <param name="DaysPastDue">Days past due today.</param>
/// <param name="IsRescheduledNotCured">Under a new plan without three instalments paid on time since.</param>
public sealed record PortfolioLoan(LoanStatus Status, Money OutstandingPrincipal, int DaysPastDue, bool IsRescheduledNotCured = false);

/// <summary>Principal at risk and its share of the portfolio; no share for an empty portfolio.</summary>
public readonly record struct AtRisk(Money Amount, RateE4? Ratio);

/// <summary>How good a portfolio is on a day.</summary>
public sealed class PortfolioQuality
{
    public PortfolioQuality(Currency currency, IEnumerable<PortfolioLoan> loans)
    {
        _loans = [.. loans.Where(loan => loan.Status is LoanStatus.Disbursed or LoanStatus.Defaulted)];
        GrossLoanPortfolio = _loans.Aggregate(Money.Zero(currency), (sum, loan) => sum + loan.OutstandingPrincipal);
    }

    /// <summary>Outstanding principal of running and defaulted loans.</summary>
    public Money GrossLoanPortfolio { get; }

    /// <summary>Balance of loans late by more than a number of days. Rescheduled loans count as late by more than 30 until cured.</summary>
    public AtRisk LateByMoreThan(int days)
    {
        var amount = _loans.Where(loan => loan.DaysPastDue > days || (loan.IsRescheduledNotCured && days <= RescheduledAtRiskDays))
            .Aggregate(Money.Zero(GrossLoanPortfolio.Currency), (sum, loan) => sum + loan.OutstandingPrincipal);
        return new AtRisk(amount, RateE4.Ratio(amount.Exact(), GrossLoanPortfolio.Exact()));
    }

    /// <summary>The whole balance of any loan that is a day late or more.</summary>
    public AtRisk Par1 => LateByMoreThan(0);
    public AtRisk Par30 => LateByMoreThan(RescheduledAtRiskDays);
    public AtRisk Par60 => LateByMoreThan(60);
    public AtRisk Par90 => LateByMoreThan(90);
    public AtRisk Par180 => LateByMoreThan(180);

    private const int RescheduledAtRiskDays = 30;
    private readonly ImmutableArray<PortfolioLoan> _loans;
}
