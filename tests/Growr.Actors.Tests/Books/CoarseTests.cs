using System.Text;
using System.Text.Json.Nodes;
using Growr.Actors.Books;
using Growr.Actors.Common;

namespace Growr.Actors.Tests.Books;

public sealed class CoarseTests
{
    [Theory]
    [InlineData("12345.00", "12000.00")]
    [InlineData("12500.00", "13000.00")]
    [InlineData("99999.99", "100000.00")]
    [InlineData("0.99", "0.99")]
    [InlineData("0.00", "0.00")]
    [InlineData("-745.10", "-750.00")]
    public void An_amount_keeps_two_significant_digits(string exact, string shown) =>
        Assert.Equal(shown, Coarse.Amount(Money.Parse(exact, Currency.Parse("KES"))).ToDecimalString());

    [Theory]
    [InlineData("1999", "2000", 90)]
    [InlineData("2000", "2000", 100)]
    [InlineData("0", "2000", 0)]
    [InlineData("5", "0", 0)]
    public void A_share_goes_down_to_tens(string part, string whole, int shown) =>
        Assert.Equal(shown, Coarse.ShareInTens(Kes(part), Kes(whole)));

    [Fact]
    public void An_instant_becomes_its_iso_week() =>
        Assert.Equal("2026-W01", Coarse.Week(new DateTimeOffset(2025, 12, 29, 0, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void A_small_group_is_not_spoken_of(int persons, bool said) => Assert.Equal(said, Coarse.MayBeSaid(persons));

    [Fact]
    public void Canonical_json_sorts_members_at_every_depth()
    {
        var value = new JsonObject { ["b"] = 1, ["a"] = new JsonObject { ["d"] = "é", ["c"] = new JsonArray(2, null) } };
        Assert.Equal("""{"a":{"c":[2,null],"d":"é"},"b":1}""", Encoding.UTF8.GetString(CanonicalJson.Bytes(value)));
    }

    private static Money Kes(string amount) => Money.Parse(amount, Currency.Parse("KES"));
}
