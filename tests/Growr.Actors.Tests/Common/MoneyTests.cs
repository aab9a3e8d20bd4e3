using System.Text;
using System.Text.Json;
using CsCheck;
using Growr.Actors.Common;

namespace Growr.Actors.Tests.Common;

public sealed class MoneyTests
{
    private static readonly Currency Kes = Currency.Parse("KES");
    private static readonly string[] Codes = ["KES", "UGX", "BTC", "SAT", "USD"];

    [Theory]
    [InlineData("12.345", "KES")]
    [InlineData("0.001", "KES")]
    [InlineData("12.0", "UGX")]
    [InlineData("0.000000001", "BTC")]
    public void More_digits_than_the_currency_has_are_refused(string text, string code)
    {
        Assert.False(Money.TryParse(text, Currency.Parse(code), out _));
        Assert.Throws<FormatException>(() => Money.Parse(text, Currency.Parse(code)));
        Assert.Contains("decimal digits", Fault($$"""{"amount":"{{text}}","currency":"{{code}}"}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("92233720368547758.08", "KES")]
    [InlineData("-92233720368547758.09", "KES")]
    [InlineData("9999999999999999999999999999", "KES")]
    [InlineData("-9999999999999999999999999999", "BTC")]
    [InlineData("9223372036854775808", "UGX")]
    public void An_amount_too_large_to_hold_is_refused(string text, string code)
    {
        Assert.False(Money.TryParse(text, Currency.Parse(code), out _));
        Fault($$"""{"amount":"{{text}}","currency":"{{code}}"}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("-.5")]
    [InlineData("5.")]
    [InlineData("1,000.00")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("--1")]
    [InlineData("1-")]
    [InlineData("١")]
    [InlineData("NaN")]
    [InlineData("00000000000000000000000000001")]
    public void Other_text_is_no_amount(string text) => Assert.False(Money.TryParse(text, Kes, out _));

    [Theory]
    [InlineData("ABC")]
    [InlineData("kes")]
    [InlineData("")]
    [InlineData("KES ")]
    public void An_unknown_currency_is_refused(string code)
    {
        Assert.False(Currency.TryParse(code, out _));
        Assert.Throws<FormatException>(() => Currency.Parse(code));
        Assert.Contains("Unknown currency", Fault($$"""{"amount":"1.00","currency":"{{code}}"}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"amount":"1.00","currency":"KES","note":"x"}""")]
    [InlineData("""{"amount":"1.00","amount":"2.00","currency":"KES"}""")]
    [InlineData("""{"amount":"1.00","currency":"USD","currency":"KES"}""")]
    [InlineData("""{"amount":1.00,"currency":"KES"}""")]
    [InlineData("""{"amount":null,"currency":"KES"}""")]
    [InlineData("""{"currency":"KES"}""")]
    [InlineData("""{"amount":"1.00"}""")]
    [InlineData("\"1.00\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Other_json_is_no_money(string json) => Fault(json);

    [Fact]
    public void Any_text_is_read_or_refused_without_a_fault() => Gen.Select(Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789.-+eE, "], 0, 40]),
        Gen.OneOf(Codes)).Sample((text, code) =>
    {
        if (Money.TryParse(text, Currency.Parse(code), out var money)) Assert.True(Money.TryParse(money.ToDecimalString(), money.Currency, out var again) && again == money);
        Currency.TryParse(text, out _);
        FactorE4.TryParse(text, out _);
        EntityId.TryParse(text, out _);
    }, iter: 5_000);

    [Fact]
    public void Every_amount_is_read_back_as_it_was_written() => Gen.Select(Gen.Long, Gen.OneOf(Codes)).Sample((units, code) =>
    {
        var money = new Money(units, Currency.Parse(code));
        Assert.Equal(money, Money.Parse(money.ToDecimalString(), money.Currency));
        Assert.Equal(money, JsonSerializer.Deserialize<Money>(JsonSerializer.Serialize(money)));
    });

    [Fact]
    public void Currencies_do_not_mix()
    {
        var (shilling, dollar) = (Money.Parse("1.00", Kes), Money.Parse("1.00", Currency.Parse("USD")));
        Assert.Throws<InvalidOperationException>(() => shilling + dollar);
        Assert.Throws<InvalidOperationException>(() => shilling < dollar);
        Assert.NotEqual(shilling, dollar);
    }

    [Fact]
    public void Sums_too_large_to_hold_are_a_fault()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Kes) + new Money(1, Kes));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue, Kes) - new Money(1, Kes));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue, Kes));
    }

    private static string Fault(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Money>(Encoding.UTF8.GetBytes(json))).Message;
}
