using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using Growr.Actors.Books;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Payments;
using static Growr.Actors.Tests.Books.Coop;

namespace Growr.Actors.Tests.Books;

/// <summary>Nothing in a public book may lead to a person.</summary>
public sealed partial class LeakTests
{
    private static readonly string[] Names = ["projects", "loans", "funding", "payments"];

    [Fact]
    public void Public_rows_of_any_history_say_only_what_is_allowed_and_name_nobody() =>
        History.Steps.Sample(steps => Check(History.Of(steps)), iter: 25, threads: 1);

    [Fact]
    public void The_example_history_fills_every_public_book()
    {
        var ledger = History.Example().Ledger;
        Check(History.Example());
        var places = Names.SelectMany(name => ledger.Rows(name, isPublic: true).Select(row => $"{name}/{row.Key.Split('/')[0]}")).Distinct();
        Assert.Equal(["funding/f", "loans/agg", "loans/l", "loans/t", "payments/pm", "projects/p"], places.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_public_project_hides_contacts_accounts_and_the_values_of_its_rule()
    {
        var row = new Coop().Ledger.Book("projects", isPublic: true)[BookKeys.Project(Public)];
        Assert.Equal("Goats. Call Wanjiku on [removed] or [removed], [removed].", (string?)row["description"]);
        Assert.Equal("""{"and":[{"==":[{"var":"member.status"},"*"]},{">=":[{"var":"member.years"},"*"]}]}""",
            row["eligibilityCriteria"]!["rule"]!.ToJsonString(Plain));
        Assert.Equal("""[{"id":"member","categories":["membership"]}]""", row["eligibilityCriteria"]!["credentials"]!.ToJsonString());
        Assert.Null(row["funding"]![0]!["fundingAddress"]);
        Assert.Equal("bc1qgoats", (string?)row["funding"]![1]!["fundingAddress"]);
        Assert.Equal("Ask [removed].", (string?)row["funding"]![0]!["terms"]);
    }

    [Fact]
    public void A_project_is_shown_from_its_activation_until_it_is_made_private()
    {
        var coop = new Coop();
        coop.Publish(isPublic: false);
        Assert.Equal("WITHDRAWN", (string?)coop.Ledger.Book("projects", isPublic: true)[BookKeys.Project(Public)]["status"]);
        var first = coop.Ledger.Rows("projects", isPublic: true)[0];
        Assert.Equal("ACTIVATED", (string?)first.Value!["status"]);
    }

    [Fact]
    public void A_loan_row_is_coarse_in_amount_and_time()
    {
        var coop = WithLoans(5, 12_347_00);
        coop.RepayMobile(coop.Loans[0], Shillings(4_321_00));
        coop.Ledger.EndDays(40);
        var rows = Loans(coop);
        Assert.Equal(5, rows.Count);
        var row = rows.Values.Single(row => (int?)row["repaidPercent"] > 0);
        Assert.Equal("12000.00", (string?)row["contractAmount"]);
        Assert.Equal(30, (int?)row["repaidPercent"]);
        Assert.Equal("2026-01", (string?)row["startMonth"]);
        Assert.Equal(["APPROVED 2026-W02", "SIGNED 2026-W02", "DISBURSED 2026-W02", "REPAYMENT 2026-W02"],
            row["events"]!.AsArray().Select(one => $"{one!["type"]} {one["week"]}").Take(4));
    }

    [Fact]
    public void A_verifier_is_named_once_it_serves_five_borrowers()
    {
        var coop = WithLoans(4, 12_347_00);
        coop.Lend(4, Shillings(10_001_00));
        coop.Ledger.EndDays(3);
        Assert.Single(Loans(coop), row => row.Value["verifierDid"] is not null);
    }

    [Fact]
    public void A_loan_row_is_written_again_only_when_it_says_something_new()
    {
        var coop = WithLoans(6, 12_347_00);
        // Every day of being late is an event, but only the first of them and the late fee are news.
        coop.Ledger.GoTo(2026, 3, 1);
        foreach (var told in coop.Ledger.Rows("loans", isPublic: true).Where(row => row.Key.StartsWith("l/", StringComparison.Ordinal)).GroupBy(row => row.Key))
        {
            var texts = told.Select(row => row.Value!.ToJsonString()).ToList();
            Assert.InRange(texts.Count, 2, 3);
            Assert.Equal(texts.Count, texts.Distinct().Count());
        }
    }

    [Fact]
    public void The_trail_chains_every_row()
    {
        var rows = History.Example().Ledger.Rows("loans", isPublic: true);
        var previous = new string('0', 64);
        for (var i = 0; i < rows.Count; i += 2)
        {
            var (row, line) = (rows[i], rows[i + 1]);
            Assert.Equal(HashOf(row.Value!), (string?)line.Value!["rowHash"]);
            Assert.Equal(previous, (string?)line.Value!["prevHash"]);
            previous = HashOf(line.Value!);
        }
    }

    [Fact]
    public void Capital_of_a_private_project_is_not_told()
    {
        var coop = new Coop();
        coop.Open(Private, isPublic: false);
        Assert.DoesNotContain(coop.Ledger.Rows("funding", isPublic: true), row => row.Key.Contains(Private.Value, StringComparison.Ordinal));
        Assert.Single(coop.Ledger.Book("funding", isPublic: true));
    }

    [Fact]
    public void Capital_waits_while_its_project_is_private()
    {
        var coop = new Coop();
        coop.Publish(isPublic: false);
        coop.Fund(Public, Shillings(10_000_00));
        Assert.Single(coop.Ledger.Book("funding", isPublic: true));
        coop.Publish(isPublic: true);
        Assert.Equal(2, coop.Ledger.Book("funding", isPublic: true).Count);
    }

    [Fact]
    public void Money_that_never_counted_is_never_told()
    {
        var coop = new Coop();
        coop.Fund(Public, Shillings(7_001_00), source: null);
        var unmatched = coop.FundingRows[^1];
        Revert(coop, unmatched);
        Assert.Equal(3, coop.Ledger.Book("funding").Count);
        Assert.Single(coop.Ledger.Book("funding", isPublic: true));
        Revert(coop, coop.FundingRows[0]);
        Assert.Equal(["REVERTED", "CONFIRMED"], coop.Ledger.Book("funding", isPublic: true).Values.Select(row => (string)row["status"]!));
    }

    [Fact]
    public void A_bank_transfer_is_rounded_and_a_chain_transaction_is_not()
    {
        var coop = new Coop();
        coop.Fund(Public, Shillings(50_123_00), "chain");
        var rows = coop.Ledger.Book("funding", isPublic: true).Values.ToList();
        Assert.Equal(("400000.00", "2026-01"), ((string?)rows[0]["amount"], (string?)rows[0]["month"]));
        Assert.Null(rows[0]["proof"]);
        Assert.Equal(("50123.00", "2026-01-05"), ((string?)rows[1]["amount"], (string?)rows[1]["day"]));
        Assert.Equal("bc1qgoats", (string?)rows[1]["fundingAddress"]);
    }

    private static void Check(Coop coop)
    {
        var secrets = ExactAmounts(coop);
        foreach (var name in Names)
            foreach (var row in coop.Ledger.Rows(name, isPublic: true))
            {
                PublicSchema.Check(name, row);
                var text = row.Key + row.Value!.ToJsonString(Plain);
                // Hashes may hold any digits.
                var readable = Hashes().Replace(text, "");
                Assert.All(Secrets, secret => Assert.DoesNotContain(secret, readable, StringComparison.Ordinal));
                Assert.DoesNotContain("did:", readable.Replace(Verifier, "", StringComparison.Ordinal), StringComparison.Ordinal);
                if (name is not ("loans" or "payments")) continue;
                Assert.DoesNotMatch(@"\d{4}-\d\d-\d\d", readable);
                Assert.DoesNotContain(Values(row.Value), secrets.Contains);
            }
    }

    /// <summary>What single persons borrowed, got, paid and owe, where it is too odd to be a rounded amount.</summary>
    private static HashSet<string> ExactAmounts(Coop coop)
    {
        var views = coop.Loans.Select(coop.View).ToList();
        var payments = coop.Ledger.Entries.Select(entry => entry.Event).OfType<PaymentEvents.PaymentAdded>().Select(added => added.Facts.Amount);
        return [.. views.SelectMany(view => (Money[])[view.ContractAmount, view.PayoutAmount, view.RepaidAmount, view.OutstandingAmount,
                view.OutstandingPrincipal, view.CreditBalance])
            .Concat(payments).Where(amount => Coarse.Amount(amount) != amount).Select(amount => amount.ToDecimalString())];
    }

    private static IEnumerable<string> Values(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Values(member.Value)),
        JsonArray items => items.SelectMany(Values),
        null => [],
        _ => [node.ToString()],
    };

    private static Coop WithLoans(int count, long cents)
    {
        var coop = new Coop();
        for (var person = 0; person < count; person++) coop.Lend(person, Shillings(cents));
        return coop;
    }

    private static Dictionary<string, JsonObject> Loans(Coop coop) =>
        coop.Ledger.Book("loans", isPublic: true).Where(row => row.Key.StartsWith("l/", StringComparison.Ordinal)).ToDictionary();

    private static void Revert(Coop coop, FundingKey key) => coop.Ledger.Do(new FundingCommands.Revert(
        AccountOf(Public), coop.Ledger.Next(), Ledger.Admin, new FundingKey($"back-{key}"), key, "x", coop.Ledger.Today));

    private static string HashOf(JsonObject value) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(CanonicalJson.Bytes(value)));

    private static readonly string[] Secrets = [Canary, Private.Value, "711999777", "711 999 777", "31337313", "Ole ", "flood", "admin-7", "agent-7"];

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hashes();
}
