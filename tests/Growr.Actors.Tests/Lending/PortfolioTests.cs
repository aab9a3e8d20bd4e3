using Growr.Actors.Common;
using Growr.Actors.Lending;
using static Growr.Actors.Tests.Lending.LendingVector;

namespace Growr.Actors.Tests.Lending;

public sealed class PortfolioTests
{
    private static readonly Currency Usd = Currency.Parse("USD");

    [Fact]
    public void Portfolio_at_risk_and_ratios_are_those_of_the_vector()
    {
        var vector = Open("P01-portfolio-quality");
        var loans = vector.Root["loans"]!.AsArray().Select(one => new PortfolioLoan(
            Enum.Parse<LoanStatus>(Text(one!["status"])!, ignoreCase: true), Amount(one["outstandingPrincipal"]), one["daysPastDue"]!.GetValue<int>()));
        var quality = new PortfolioQuality(Usd, loans);
        var expected = vector.Root["expected"]!;
        vector.SameAmount(expected["grossLoanPortfolio"], quality.GrossLoanPortfolio);
        foreach (var (name, actual) in new[] { ("PAR1", quality.Par1), ("PAR30", quality.Par30), ("PAR60", quality.Par60), ("PAR90", quality.Par90), ("PAR180", quality.Par180) })
        {
            vector.SameAmount(expected[name]!["atRisk"], actual.Amount);
            vector.Same(Text(expected[name]!["ratioPct"]), actual.Ratio?.ToFixedString());
        }
        ComparePeriod(vector, quality);
        vector.Finish(19);
    }

    private static void ComparePeriod(LendingVector vector, PortfolioQuality quality)
    {
        var given = vector.Root["period"]!;
        var period = new PortfolioPeriod
        {
            GrossPortfolios = [Amount(given["openingGrossPortfolio"]), Amount(given["closingGrossPortfolio"])],
            Months = given["monthsInPeriod"]!.GetValue<int>(), WrittenOff = Amount(given["writtenOff"]),
            RecoveredAfterWriteOff = Amount(given["recoveredAfterWriteOff"]), Due = Amount(given["dueInPeriod"]),
            CollectedOnDue = Amount(given["collectedOnDue"]), CollectedOnOldArrears = Amount(given["collectedOnOldArrears"]),
            Prepaid = Amount(given["prepaid"]), InterestAndFeesReceived = Amount(given["interestAndFeesReceived"]),
            LossReserve = Amount(given["lossReserve"]),
        };
        var expected = vector.Root["expectedRatios"]!;
        vector.SameAmount(expected["averageGrossPortfolio"], period.AverageGrossPortfolio);
        vector.Same(Text(expected["writeOffRatioPct"]), period.WriteOffRatio?.ToFixedString());
        vector.Same(Text(expected["writeOffRatioAnnualisedPct"]), period.WriteOffRatioAnnualised?.ToFixedString());
        vector.Same(Text(expected["netWriteOffRatioPct"]), period.NetWriteOffRatio?.ToFixedString());
        vector.Same(Text(expected["onTimeRepaymentRatePct"]), period.OnTimeRepaymentRate?.ToFixedString());
        vector.Same(Text(expected["currentRecoveryRatePct"]), period.CurrentRecoveryRate?.ToFixedString());
        vector.Same(Text(expected["grossCollectionRatePct"]), period.GrossCollectionRate?.ToFixedString());
        vector.Same(Text(expected["portfolioYieldAnnualisedPct"]), period.PortfolioYieldAnnualised?.ToFixedString());
        vector.Same(Text(expected["riskCoveragePct"]), period.RiskCoverage(quality.Par30)?.ToFixedString());
    }

    [Fact]
    public void A_rescheduled_loan_is_at_risk_until_it_is_cured()
    {
        var quality = new PortfolioQuality(Usd, [
            new PortfolioLoan(LoanStatus.Disbursed, Money.Parse("100.00", Usd), 0, IsRescheduledNotCured: true),
            new PortfolioLoan(LoanStatus.Disbursed, Money.Parse("300.00", Usd), 0)]);
        Assert.Equal("25.0000", quality.Par30.Ratio?.ToFixedString());
        Assert.Equal("0.0000", quality.Par60.Ratio?.ToFixedString());
    }

    [Fact]
    public void An_empty_portfolio_has_no_ratio() => Assert.Null(new PortfolioQuality(Usd, []).Par30.Ratio);

    [Fact]
    public void Written_off_and_repaid_loans_are_outside_the_portfolio()
    {
        var quality = new PortfolioQuality(Usd, [
            new PortfolioLoan(LoanStatus.WrittenOff, Money.Parse("100.00", Usd), 400),
            new PortfolioLoan(LoanStatus.Defaulted, Money.Parse("7.00", Usd), 91)]);
        Assert.Equal("7.00", quality.GrossLoanPortfolio.ToDecimalString());
    }

    private static Money Amount(System.Text.Json.Nodes.JsonNode? node) => Money.Parse(Text(node)!, Usd);
}
