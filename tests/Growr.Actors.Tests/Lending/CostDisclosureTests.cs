using Growr.Actors.Common;
using Growr.Actors.Lending;
using static Growr.Actors.Tests.Lending.LendingVector;

namespace Growr.Actors.Tests.Lending;

public sealed class CostDisclosureTests
{
    private static readonly Currency Usd = Currency.Parse("USD");

    [Fact]
    public void The_same_headline_rate_costs_what_the_vector_says()
    {
        var vector = Open("L13-apr-eir-comparison");
        foreach (var expected in vector.Root["cases"]!.AsArray())
        {
            var isFlat = Text(expected!["name"])!.StartsWith("flat", StringComparison.Ordinal);
            var fee = Money.Parse(Text(expected["fee"])!, Usd);
            var terms = Terms(isFlat ? LoanType.Flat : LoanType.Declining, "20") with { DisbursementFeeFixed = fee };
            var schedule = RepaymentSchedule.Of(new LoanContract(terms, Money.Parse("1000.00", Usd), 12), new DateOnly(2026, 1, 15));
            vector.SameAmount(expected["firstInstalment"], schedule.Rows[0].Total);
            vector.SameAmount(expected["lastInstalment"], schedule.Rows[^1].Total);
            vector.SameAmount(expected["interest"], schedule.Interest);
            var disclosure = CostDisclosure.Of(schedule, Money.Parse(Text(expected["cashBack"])!, Usd));
            vector.SameAmount(expected["cashBack"], disclosure.CashBack);
            RepaymentScheduleVectorTests.CompareDisclosure(vector, expected, disclosure);
        }
        vector.Finish(60);
    }

    [Fact]
    public void A_compulsory_deposit_makes_the_loan_dearer()
    {
        var schedule = RepaymentSchedule.Of(new LoanContract(Terms(LoanType.Flat, "20"), Money.Parse("1000.00", Usd), 12), new DateOnly(2026, 1, 15));
        var (without, with) = (CostDisclosure.Of(schedule), CostDisclosure.Of(schedule, deposit: Money.Parse("50.00", Usd)));
        Assert.Equal(without.TotalCost, with.TotalCost);
        Assert.True(with.EffectiveYearlyRate > without.EffectiveYearlyRate);
    }

    [Fact]
    public void A_fee_costs_the_same_total_however_it_is_taken()
    {
        foreach (var mode in Enum.GetValues<FeeMode>())
        {
            var terms = Terms(LoanType.Flat, "0") with { DisbursementFeeRate = RateE4.FromPercent(3), FeeMode = mode };
            var schedule = RepaymentSchedule.Of(new LoanContract(terms, Money.Parse("1000.00", Usd), 12), new DateOnly(2026, 1, 15));
            Assert.Equal("30.00", CostDisclosure.Of(schedule).TotalCost.ToDecimalString());
            Assert.Equal(mode == FeeMode.Deduct ? "1000.00" : "1030.00", schedule.Total.ToDecimalString());
        }
    }

    [Fact]
    public void Payments_in_one_direction_have_no_rate() =>
        Assert.Null(EffectiveRate.Solve([new CashFlow(0, 100), new CashFlow(1, 100)]));

    private static LoanTerms Terms(LoanType type, string rate) => new() { Type = type, InterestRate = RateE4.Parse(rate) };
}
