using System.Text.Json.Nodes;
using CsCheck;
using Growr.Actors.Books;
using Growr.Actors.Common;
using static Growr.Actors.Tests.Books.Coop;

namespace Growr.Actors.Tests.Books;

/// <summary>Every figure can be computed again from the rows below it, and they from what the entities say.</summary>
public sealed class ExactBookTests
{
    [Fact]
    public void What_a_loan_was_repaid_is_what_its_confirmed_payments_were_allocated() => ForAny(coop =>
    {
        var payments = Book(coop, "payments", "pay/").Where(row => (string?)row["status"] == "CONFIRMED" && (string?)row["direction"] == "REPAYMENT").ToList();
        foreach (var loan in Book(coop, "loans", "l/"))
        {
            var own = payments.Where(payment => (string?)payment["loanKey"] == (string?)loan["key"]).ToList();
            var view = coop.View(new LoanKey((string)loan["key"]!));
            Assert.Equal(view.RepaidAmount, Amount(loan["repaidAmount"]));
            // A payment before it in date moves what a later one went to, but not what all of them went to (I3, I12).
            var taken = own.Select(payment => Amount(payment["amount"])).Aggregate(Shillings(0), (sum, amount) => sum + amount);
            Assert.Equal(taken, Amount(loan["repaidAmount"]) + Amount(loan["creditBalance"]));
            Assert.All(own, payment => Assert.Equal(Amount(payment["amount"]),
                Sum(payment["allocation"]!["lines"]!.AsArray(), "penalty", "fee", "interest", "principal") + Amount(payment["allocation"]!["credited"])));
            Assert.Equal(Amount(loan["repaidAmount"]), Sum(loan["schedule"]?.AsArray() ?? [], "paidPenalty", "paidFee", "paidInterest", "paidPrincipal"));
        }
    });

    [Fact]
    public void Funding_rows_sum_to_the_capital_in_place() => ForAny(coop =>
    {
        foreach (var project in (ProjectKey[])[Public, Private])
        {
            var capital = Book(coop, "funding", $"f/{project}/")
                .Where(row => (string?)row["status"] == "CONFIRMED" && (string?)row["kind"] == "PRINCIPAL" && row["reverts"] is null)
                .Aggregate(Shillings(0), (sum, row) => (string?)row["paymentType"] == "INCOMING" ? sum + Amount(row["amount"]) : sum - Amount(row["amount"]));
            var account = coop.Account(project);
            Assert.Equal(account.JuniorInPlace + account.SeniorInPlace, capital);
        }
    });

    [Fact]
    public void A_public_figure_is_the_sum_of_full_rows()
    {
        var coop = new Coop();
        var amounts = new[] { 10_123_00L, 11_234_00, 9_876_00, 12_345_00, 8_765_00, 10_001_00, 9_999_00, 11_111_00 };
        var loans = amounts.Select((amount, person) => coop.Lend(person, Shillings(amount))).ToList();
        for (var month = 2; month <= 6; month++)
        {
            coop.Ledger.GoTo(2026, month, 3);
            foreach (var loan in month < 5 ? loans : loans[..7]) coop.RepayCash(loan, Shillings(1_234_56));
            coop.Ledger.GoTo(2026, month + 1, 1);
            // The books after the last day of the month.
            var full = Book(coop, "loans", "l/").ToList();
            coop.Ledger.EndDays(2);
            var figures = coop.Ledger.Book("loans", isPublic: true)[BookKeys.Aggregate(Public, $"2026-{month:D2}")];
            Assert.Equal(Sum(full, "contractAmount"), Amount(figures["disbursed"]));
            Assert.Equal(Sum(full, "repaidAmount"), Amount(figures["repaid"]));
            Assert.Equal(Sum(full, "outstandingPrincipal"), Amount(figures["outstandingPrincipal"]));
            Assert.Equal(full.Count, (int?)figures["loans"]);
            var lines = full.SelectMany(loan => loan["schedule"]!.AsArray())
                .Where(line => DateOnly.Parse((string)line!["due"]!, System.Globalization.CultureInfo.InvariantCulture) < new DateOnly(2026, month + 1, 1)).ToList();
            var onTime = lines.Count(line => string.CompareOrdinal((string?)line!["settledOn"] ?? "9", (string?)line["due"]) <= 0);
            Assert.Equal(onTime * 100 / lines.Count, (int?)figures["onTimePercent"]);
        }
    }

    private static void ForAny(Action<Coop> check) => History.Steps.Sample(steps => check(History.Of(steps)), iter: 12, threads: 1);

    private static IEnumerable<JsonObject> Book(Coop coop, string name, string prefix) =>
        coop.Ledger.Book(name).Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(row => row.Value);

    private static Money Amount(JsonNode? text) => Money.Parse((string)text!, Kes);

    private static Money Sum(IEnumerable<JsonNode?> rows, params string[] names) =>
        rows.SelectMany(row => names.Select(name => Amount(row![name]))).Aggregate(Shillings(0), (sum, amount) => sum + amount);
}
