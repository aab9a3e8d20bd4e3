using System.Text.Json;
using Growr.Host.Tests.Support;
using Growr.Interop.Tests.Support;

namespace Growr.Interop.Tests.Program;

/// <summary>JavaScript reads the public loan book of <c>growr demo --serve</c>, and sees it grow. It verifies every block by itself.</summary>
public sealed class TheyReadTheDemoTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("growr-readme-");
    private GrowrProcess _growr = null!;
    private JsonElement _book;
    private string[] _tcp = [];

    public async ValueTask InitializeAsync()
    {
        _growr = GrowrProcess.Start("demo", "--json", "--serve");
        var report = await _growr.JsonAsync();
        _tcp = report.GetProperty("tcp").GetString()!.Split(':');
        _book = report.GetProperty("books").EnumerateArray().First(book =>
            book.GetProperty("name").GetString() == "loans" && book.GetProperty("public").GetBoolean());
    }

    [Fact]
    public async Task The_script_in_the_readme_prints_the_loan_book_and_the_next_new_loan()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "read.mjs"), ReadmeScript());
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "node_modules"), Path.Combine(Repository.Peers, "node_modules"));
        await using var reader = JsProcess.StartIn(_folder.FullName, "read.mjs", _book.GetProperty("key").GetString()!, _tcp[0], _tcp[1]);
        var known = new HashSet<string>();
        await reader.ReadUntilAsync("read", "the book's own entry", line =>
        {
            if (line.StartsWith("l/", StringComparison.Ordinal)) known.Add(line.Split(' ')[0]);
            return line.StartsWith("m/book", StringComparison.Ordinal);
        });
        Assert.True(known.Count >= 7, $"{known.Count} loans");
        await reader.ReadUntilAsync("grow", "a new loan", line =>
            line.StartsWith("written l/", StringComparison.Ordinal) && !known.Contains(line.Split(' ')[1]));
    }

    [Fact]
    public async Task The_peer_of_the_tests_reads_it_and_hears_of_the_next_row()
    {
        await using var reader = JsProcess.Start("read-bee.mjs", _tcp[0], _tcp[1], _book.GetProperty("keyHex").GetString()!, "--follow");
        var summary = JsonDocument.Parse(await reader.ReadUntilAsync("read", "the summary", line => line.Contains("treeHash", StringComparison.Ordinal)));
        var length = summary.RootElement.GetProperty("length").GetUInt64();
        Assert.True(length >= _book.GetProperty("length").GetUInt64());
        var change = await reader.ReadAsync("follow", "a change");
        Assert.True(change.GetProperty("seq").GetUInt64() >= length, change.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _growr.SignalAsync("TERM");
        await _growr.EndAsync();
        await _growr.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>What stands between the fences, as a reader of the README would copy it.</summary>
    private static string ReadmeScript()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));
        var start = Array.IndexOf(lines, "```js") + 1;
        Assert.True(start > 0, "The README has no script.");
        return string.Join('\n', lines.Skip(start).TakeWhile(line => line != "```"));
    }
}
