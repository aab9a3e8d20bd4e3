using System.Text.Json;
using Growr.Host.Cli;
using Growr.Host.Tests.Demo;
using Growr.Host.Tests.Support;

namespace Growr.Host.Tests.Books;

/// <summary>Reading a served story's books from outside.</summary>
public sealed class BookCommandTests(ServedStory story)
{
    [Fact]
    public async Task Read_prints_an_entry_a_line_and_the_count_on_stderr()
    {
        var result = await story.ReadAsync("read", "projects");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(result.Output, line => line.StartsWith("p/", StringComparison.Ordinal) && line.Contains("Dairy goats", StringComparison.Ordinal));
        Assert.Contains($"{result.Output.Length} entries of book", result.Errors[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_prints_one_object_for_programs()
    {
        var read = (await story.ReadAsync("read", "loans", "--json")).Json;
        var book = story.Book("loans", isPublic: true);
        Assert.Equal(book.GetProperty("key").GetString(), read.GetProperty("key").GetString());
        Assert.Equal(book.GetProperty("keyHex").GetString(), read.GetProperty("keyHex").GetString());
        Assert.True(read.GetProperty("length").GetUInt64() >= book.GetProperty("length").GetUInt64());
        foreach (var entry in read.GetProperty("entries").EnumerateArray())
            Assert.Equal(["key", "value", "seq"], entry.EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Read_stops_at_its_limit(int limit)
    {
        var result = await story.ReadAsync("read", "loans", "--limit", $"{limit}");
        Assert.Equal(limit, result.Output.Length);
    }

    [Fact]
    public async Task Read_keeps_to_its_prefix()
    {
        var read = (await story.ReadAsync("read", "loans", "--prefix", "l/", "--json")).Json.GetProperty("entries").EnumerateArray().ToList();
        Assert.True(read.Count >= 7, $"{read.Count} loans");
        Assert.All(read, entry => Assert.StartsWith("l/", entry.GetProperty("key").GetString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("projects")]
    [InlineData("loans")]
    [InlineData("funding")]
    [InlineData("payments")]
    public async Task Every_public_book_verifies(string name)
    {
        var verified = (await story.ReadAsync("verify", name, "--json")).Json;
        Assert.True(verified.GetProperty("verified").GetBoolean());
        Assert.True(verified.GetProperty("length").GetUInt64() >= story.Book(name, isPublic: true).GetProperty("length").GetUInt64());
    }

    [Fact]
    public async Task Verify_tells_a_person_what_was_checked()
    {
        var result = await story.ReadAsync("verify", "projects");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("is intact", result.Output[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_prints_what_is_there_and_what_comes_and_ends_at_its_limit()
    {
        var there = (await story.ReadAsync("read", "loans", "--json")).Json;
        var length = there.GetProperty("length").GetUInt64();
        var limit = there.GetProperty("entries").GetArrayLength() + 1;        // one more than there is: it must wait for a new one
        var result = await story.ReadAsync("follow", "loans", "--limit", $"{limit}", "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(limit, result.Output.Length);
        Assert.True(JsonDocument.Parse(result.Output[^1]).RootElement.GetProperty("seq").GetUInt64() >= length);
    }

    [Fact]
    public async Task Follow_ends_with_0_at_Ctrl_C()
    {
        await using var follow = GrowrProcess.Start(
            "book", "follow", story.Book("projects", isPublic: true).GetProperty("key").GetString()!, "--peer", story.Tcp);
        await follow.LineAsync();
        await follow.SignalAsync("INT");
        Assert.Equal(0, (await follow.EndAsync()).ExitCode);
    }

    [Theory]
    [InlineData("projects")]
    [InlineData("loans")]
    public async Task A_full_book_is_not_offered(string name)
    {
        var key = story.Book(name, isPublic: false).GetProperty("keyHex").GetString()!;
        var result = await InProcess.RunAsync("book", "read", key, "--peer", story.Tcp);
        Assert.Contains("does not offer book", result.Error(UserError.Failure), StringComparison.Ordinal);
    }
}
