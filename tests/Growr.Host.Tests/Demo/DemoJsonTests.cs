using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Growr.Hypercore.Crypto;

namespace Growr.Host.Tests.Demo;

/// <summary>What a program may rely on in the object that <c>growr demo --json</c> prints.</summary>
public sealed partial class DemoJsonTests(ServedStory story)
{
    private static readonly string[] LoanAmounts =
        ["contractAmount", "commitmentAmount", "repaidAmount", "outstandingAmount", "outstandingPrincipal", "interestAmount", "payoutAmount"];

    [Fact]
    public void The_object_has_these_names()
    {
        Assert.Equal(["project", "loans", "declined", "funding", "books", "tcp", "elapsedMs"], Names(story.Report));
        Assert.Equal(["name", "key", "keyHex", "length", "public"], Names(story.Report.GetProperty("books")[0]));
        Assert.Equal(8, story.Report.GetProperty("books").GetArrayLength());
        Assert.True(story.Report.GetProperty("elapsedMs").GetInt64() > 0);
        foreach (var loan in Loans) Assert.Contains(loan.GetProperty("status").GetString(), (string[])["REPAID", "DEFAULTED"]);
    }

    [Fact]
    public void Amounts_are_decimal_strings()
    {
        Assert.Equal(7, Loans.Count);
        foreach (var loan in Loans)
            foreach (var name in LoanAmounts) Assert.Matches(Amount(), loan.GetProperty(name).GetString());
    }

    [Fact]
    public void What_a_loan_says_is_repaid_is_the_sum_of_its_payments()
    {
        foreach (var loan in Loans)
            Assert.Equal(Decimal(loan, "repaidAmount"), loan.GetProperty("payments").EnumerateArray().Sum(payment => Decimal(payment, "amount")));
    }

    [Fact]
    public void What_is_owed_and_repaid_is_what_was_agreed_and_the_penalties()
    {
        foreach (var loan in Loans)
            Assert.Equal(
                Decimal(loan, "commitmentAmount") + Decimal(loan, "penalties"), Decimal(loan, "repaidAmount") + Decimal(loan, "outstandingAmount"));
    }

    [Fact]
    public void The_declined_application_has_every_reason()
    {
        var declined = Assert.Single(story.Report.GetProperty("declined").EnumerateArray());
        Assert.Equal(4, declined.GetProperty("reasons").GetArrayLength());
    }

    [Fact]
    public void Both_texts_of_a_key_are_the_same_key()
    {
        foreach (var book in story.Report.GetProperty("books").EnumerateArray())
        {
            Assert.True(CoreKey.TryParse(book.GetProperty("key").GetString()!, out var id));
            Assert.True(CoreKey.TryParse(book.GetProperty("keyHex").GetString()!, out var hex));
            Assert.Equal(id, hex);
            Assert.Equal(52, book.GetProperty("key").GetString()!.Length);
        }
    }

    private List<JsonElement> Loans => [.. story.Report.GetProperty("loans").EnumerateArray()];

    private static IEnumerable<string> Names(JsonElement value) => value.EnumerateObject().Select(property => property.Name);

    private static decimal Decimal(JsonElement row, string name) => decimal.Parse(row.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d+\.\d\d$")]
    private static partial Regex Amount();
}
