using Growr.Actors.Common;
using Growr.Actors.Funding;
using static Growr.Actors.Tests.Lending.LendingVector;

namespace Growr.Actors.Tests.Funding;

public sealed class WaterfallTests
{
    private static readonly Currency Usd = Currency.Parse("USD");

    [Fact]
    public void Cash_flows_down_the_tranches_as_in_the_vector()
    {
        var vector = Open("L20-tranche-waterfall");
        var senior = vector.Root["senior"]!;
        var principal = Amount(senior["principal"]);
        var interest = TrancheClaims.SeniorInterestFor(principal, RateE4.Parse(Text(senior["annualRatePct"])!), senior["days"]!.GetValue<int>());
        vector.SameAmount(senior["interestDue"], interest);
        var claims = new TrancheClaims(interest, principal, Amount(vector.Root["junior"]!["principal"]));
        foreach (var one in vector.Root["cases"]!.AsArray())
        {
            var cash = Amount(one!["cash"]);
            var actual = Waterfall.Distribute(cash, claims);
            vector.SameAmount(one["expected"]!["seniorInterest"], actual.SeniorInterest);
            vector.SameAmount(one["expected"]!["seniorPrincipal"], actual.SeniorPrincipal);
            vector.SameAmount(one["expected"]!["juniorPrincipal"], actual.JuniorPrincipal);
            vector.SameAmount(one["expected"]!["juniorYield"], actual.JuniorYield);
            vector.SameAmount(one["expected"]!["shortfallSenior"], actual.ShortfallSenior);
            vector.Same(cash, actual.SeniorInterest + actual.SeniorPrincipal + actual.JuniorPrincipal + actual.JuniorYield);
        }
        vector.Finish(19);
    }

    [Theory]
    [InlineData("500.00", "500.00", "0.00")]
    [InlineData("2500.00", "2000.00", "500.00")]
    [InlineData("20000.00", "2000.00", "8000.00")]
    public void Losses_hit_junior_capital_first(string loss, string junior, string senior)
    {
        var claims = new TrancheClaims(Money.Zero(Usd), Money.Parse("8000.00", Usd), Money.Parse("2000.00", Usd));
        Assert.Equal((Money.Parse(junior, Usd), Money.Parse(senior, Usd)), Waterfall.BearLoss(Money.Parse(loss, Usd), claims));
    }

    [Fact]
    public void Senior_capital_is_limited_by_the_junior_paid_in() =>
        Assert.Equal(Money.Parse("4999.97", Usd), Waterfall.SeniorMax(Money.Parse("1999.99", Usd), FactorE4.Parse("2.5")));

    [Fact]
    public void Negative_cash_is_a_fault() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        Waterfall.Distribute(Money.Parse("-0.01", Usd), new TrancheClaims(Money.Zero(Usd), Money.Zero(Usd), Money.Zero(Usd))));

    private static Money Amount(System.Text.Json.Nodes.JsonNode? node) => Money.Parse(Text(node)!, Usd);
}
