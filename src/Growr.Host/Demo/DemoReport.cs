using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Host.Cli;
using Growr.Host.Node;

namespace Growr.Host.Demo;

/// <summary>What the demo shows at the end. Every list is read from the books, none from the actors.</summary>
internal sealed record DemoReport(
    JsonObject Project, IReadOnlyList<JsonObject> Loans, IReadOnlyList<JsonObject> Declined, IReadOnlyList<JsonObject> Funding,
    IReadOnlyList<DemoBook> Books, string Tcp, long ElapsedMs)
{
    public static DemoReport Read(TenantBooks books, ProjectKey project, string tcp, long elapsedMs) => new(
        books.Read("projects").Row($"p/{project}") ?? throw new InvalidOperationException("The project is not in its book."),
        [.. books.Read("loans").Rows($"l/{project}/").Select(row => row.Value)],
        [.. books.Read("loans").Rows($"a/{project}/").Select(row => row.Value)],
        [.. books.Read("funding").Rows($"f/{project}/").Select(row => row.Value)],
        [.. books.Handles.Select(handle => new DemoBook(
            handle.Kind.Name, handle.Key.ToId(), handle.Key.ToHex(), handle.Core.Head.LengthBlocks, handle.Kind.IsPublic))],
        tcp, elapsedMs);

    /// <param name="print">Where to.</param>
    /// <param name="folder">Where the books stay; null when they go with the demo.</param>
    /// <param name="serve">Whether the node goes on.</param>
    public void Print(Output print, string? folder, bool serve)
    {
        print.Say($"Project {Text(Project, "name")}: {Text(Project, "status")}, up to {Text(Project, "amount")} {Text(Project, "currency")}");
        print.Table("Loans", ["loan", "status", ">amount", ">to repay", ">repaid", ">owed", "days late"], Loans.Select(loan => (string[])
        [
            Text(loan, "key")[..8], Text(loan, "status"), Text(loan, "contractAmount"), Text(loan, "commitmentAmount"), Text(loan, "repaidAmount"),
            Text(loan, "outstandingAmount"), DaysLate(loan),
        ]));
        print.Table("Declined applications", ["application", ">amount", "reasons"], Declined.Select(application => (string[])
        [
            Text(application, "key")[..8], Text(application, "amount"), string.Join("\n", application["reasons"]!.AsArray().Select(reason => InWords((string)reason!))),
        ]));
        print.Table("Capital", ["direction", "tranche", ">amount", "status"], Funding.Select(row => (string[])
            [Text(row, "paymentType"), Text(row, "tranche"), Text(row, "amount"), Text(row, "status")]));
        print.Table("Books", ["book", "for", ">blocks", "key"], Books.Select(book => (string[])
            [book.Name, book.Public ? "public" : "local", book.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), book.Key]));
        var loans = Books.First(book => book is { Name: "loans", Public: true });
        print.Say($"Told in {ElapsedMs / 1000.0:0.0} s.");
        if (serve)
        {
            print.Say("Anyone can check the public loan book, block by block, and follow it as it grows:");
            print.Say($"  growr book verify {loans.Key} --peer {Tcp}");
            print.Say($"  growr book follow {loans.Key} --peer {Tcp}");
        }
        else print.Say(folder is null
            ? "To let others read the books: growr demo --serve"
            : $"To let others read the books: growr run --data {folder}");
    }

    /// <summary>A reason as the project's criteria explain it to a borrower; the code stays in front.</summary>
    private string InWords(string reason)
    {
        var parts = reason.Split(": ");
        return Project["eligibilityCriteria"]?["declineTexts"]?[parts[^1]] is { } words ? $"{parts[0]}: {words}" : reason;
    }

    private static string DaysLate(JsonObject loan) => Text(loan, "bucket") is var bucket && bucket == "CURRENT" ? "-" : bucket;

    private static string Text(JsonObject row, string name) => row[name]?.ToString() ?? "-";
}

/// <param name="Name">projects, loans, funding or payments.</param>
/// <param name="Key">z-base-32.</param>
/// <param name="KeyHex">The same in hex.</param>
/// <param name="Length">Blocks.</param>
/// <param name="Public">Whether peers may replicate it.</param>
internal sealed record DemoBook(string Name, string Key, string KeyHex, ulong Length, bool Public);
