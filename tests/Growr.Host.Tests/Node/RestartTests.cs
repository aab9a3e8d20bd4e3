using System.Globalization;
using System.Text.Json;
using Growr.Host.Node;
using Growr.Host.Tests.Support;

namespace Growr.Host.Tests.Node;

/// <summary>A data folder outlives the process that wrote it, however that ended.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_stopped_demo_goes_on_as_a_node_with_the_same_books()
    {
        JsonElement told;
        await using (var demo = GrowrProcess.Start("demo", "--data", _folder.Path, "--serve", "--json"))
        {
            told = await demo.JsonAsync();
            await demo.SignalAsync("TERM");
            var ended = await demo.EndAsync();
            Assert.Equal(0, ended.ExitCode);
            Assert.Empty(ended.Output);
            Assert.Empty(ended.Errors);
        }
        var first = await RunAsync();
        Assert.Equal(PublicBooks(told).Select(book => book.Key), first.Select(book => book.Key));
        Assert.All(PublicBooks(told).Zip(first, (then, now) => now.Length >= then.Length), Assert.True);
        Assert.Equal(first, await RunAsync());
        await PaymentsAgreeAsync(told);
    }

    [Fact]
    public async Task A_killed_demo_leaves_books_that_verify_and_a_folder_that_goes_on()
    {
        await using (var demo = GrowrProcess.Start("demo", "--data", _folder.Path, "--serve"))
        {
            await demo.SaysAsync("Instalment 3");
            await demo.SignalAsync("KILL");
            Assert.NotEqual(0, (await demo.EndAsync()).ExitCode);
        }
        var killed = await RunAsync();
        Assert.Equal(4, killed.Count);
        Assert.NotEmpty((await GrowrProcess.RunAsync("demo", "--data", _folder.Path, "--json")).Json.GetProperty("loans").EnumerateArray());
        var gone = await RunAsync();
        Assert.Equal(8, gone.Count);
        Assert.Equal(killed, gone.Take(4));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs a node on the folder, verifies every book that it offers from outside, and stops it.</summary>
    private async Task<List<(string Key, ulong Length)>> RunAsync()
    {
        await using var node = GrowrProcess.Start("run", "--data", _folder.Path, "--listen", "127.0.0.1:0", "--json");
        var ready = await node.JsonAsync();
        var tcp = ready.GetProperty("tcp").GetString()!;
        var books = ready.GetProperty("books").EnumerateArray().Select(Book).ToList();
        var verified = new List<(string, ulong)>();
        foreach (var (key, _) in books) verified.Add(Book((await InProcess.RunAsync("book", "verify", key, "--peer", tcp, "--json")).Json));
        await node.SignalAsync("TERM");
        Assert.Equal(0, (await node.EndAsync()).ExitCode);
        return verified;
    }

    /// <summary>Every payment a loan names is in the book of payments with the same amount, and there are no others but the payouts.</summary>
    private async Task PaymentsAgreeAsync(JsonElement told)
    {
        await using var node = await GrowrNode.StartAsync(new NodeSettings { DataFolder = _folder.Path });
        var payments = node.BooksOf(node.Organizations.Single().Id).Read("payments");
        foreach (var loan in told.GetProperty("loans").EnumerateArray())
        {
            var rows = payments.Rows($"pay/{loan.GetProperty("key").GetString()}/").ToDictionary(row => (string)row.Value["key"]!, row => row.Value);
            foreach (var payment in loan.GetProperty("payments").EnumerateArray())
                Assert.Equal(payment.GetProperty("amount").GetString(), (string?)rows[payment.GetProperty("paymentKey").GetString()!]["amount"]);
            var payout = Assert.Single(rows.Values, row => (string)row["key"]! == loan.GetProperty("disbursement").GetProperty("paymentKey").GetString());
            Assert.Equal(
                Amount(loan.GetProperty("repaidAmount").GetString()!), rows.Values.Except([payout]).Sum(row => Amount((string)row["amount"]!)));
        }
    }

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<(string Key, ulong Length)> PublicBooks(JsonElement told) =>
        told.GetProperty("books").EnumerateArray().Where(book => book.GetProperty("public").GetBoolean()).Select(Book);

    private static (string Key, ulong Length) Book(JsonElement book) => (book.GetProperty("key").GetString()!, book.GetProperty("length").GetUInt64());
}
