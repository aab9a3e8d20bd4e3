using System.Text.Json;
using CsCheck;
using Growr.Actors.Common;

namespace Growr.Actors.Tests.Common;

public sealed class RateE4Tests
{
    [Theory]
    [InlineData("18", 180_000)]
    [InlineData("15.678", 156_780)]
    [InlineData("9.4822", 94_822)]
    [InlineData("0", 0)]
    public void Percent_is_read_and_written_the_same(string text, long value)
    {
        Assert.Equal(new RateE4(value), RateE4.Parse(text));
        Assert.Equal(text, new RateE4(value).ToString());
    }

    [Theory]
    [InlineData("9.48221")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData(" 1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1,5")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("99999999999999999999")]
    public void Anything_else_is_refused(string? text) => Assert.False(RateE4.TryParse(text, out _));

    [Fact]
    public void Any_text_is_read_or_refused_without_a_fault() => Gen.String.Sample(text => { _ = RateE4.TryParse(text, out _); });

    [Fact]
    public void Terms_survive_json_with_the_names_of_the_product()
    {
        var terms = new LoanTerms { Type = LoanType.EqualPrincipal, InterestRate = RateE4.Parse("18.5"), DayCount = DayCount.Actual365 };
        var json = JsonSerializer.Serialize(terms);
        Assert.Contains("\"EQUAL_PRINCIPAL\"", json, StringComparison.Ordinal);
        Assert.Contains("\"ACT/365\"", json, StringComparison.Ordinal);
        Assert.Contains("\"18.5\"", json, StringComparison.Ordinal);
        Assert.Equal(terms, JsonSerializer.Deserialize<LoanTerms>(json));
    }

    [Fact]
    public void Wrong_terms_name_every_field_at_fault()
    {
        var terms = new LoanTerms
        {
            Type = LoanType.Flat, InterestRate = RateE4.FromPercent(2000), GracePeriod = 3, PeriodEvery = 0, CurrencyMultiple = 0,
            Penalty = new PenaltyTerms { LateFee = Money.Parse("1.00", Currency.Parse("USD")) },
        };
        var fields = terms.Problems(Currency.Parse("KES"), durationMin: 3).Select(problem => problem[..problem.IndexOf(':', StringComparison.Ordinal)]);
        Assert.Equal(["interestRate", "periodEvery", "gracePeriod", "currencyMultiple", "penalty.lateFee"], fields);
    }

    [Fact]
    public void Shares_add_up_and_the_rest_goes_to_the_largest() => Gen.Select(Gen.Long[0, 1_000_000], Gen.Long[0, 1000].Array[1, 8]).Sample((amount, weights) =>
    {
        var whole = new Money(amount, Currency.Parse("KES"));
        var parts = Shares.Split(whole, weights);
        if (weights.Sum() > 0) Assert.Equal(whole, parts.Aggregate(Money.Zero(whole.Currency), (sum, part) => sum + part));
        else Assert.All(parts, part => Assert.True(part.IsZero));
    });
}
