using Growr.Host.Tests.Support;
using Growr.Interop.Tests.Support;

namespace Growr.Interop.Tests.Program;

/// <summary>A book written in JavaScript and served over TCP, read by <c>growr book</c>.</summary>
public sealed class WeReadTheirBookTests
{
    [Fact]
    public async Task Growr_prints_verifies_and_follows_a_book_that_javascript_wrote()
    {
        await using var peer = new JsPeer();
        var book = await peer.CreateAsync("harvest");
        var state = await book.BatchAsync(["put", "maize", "{\"bags\":12}"], ["put", "millet", "plain text"], ["put", "rice", "7"]);
        var tcp = $"127.0.0.1:{await peer.ListenAsync()}";

        var read = await GrowrProcess.RunAsync("book", "read", book.Key, "--peer", tcp);
        Assert.Equal(["maize  {\"bags\":12}", "millet  \"plain text\"", "rice  7"], read.Output);
        var some = await GrowrProcess.RunAsync("book", "read", book.Key, "--peer", tcp, "--prefix", "m", "--limit", "1");
        Assert.Equal(["maize  {\"bags\":12}"], some.Output);

        var verified = (await GrowrProcess.RunAsync("book", "verify", book.Key, "--peer", tcp, "--json")).Json;
        Assert.True(verified.GetProperty("verified").GetBoolean());
        Assert.Equal(state, new JsState(
            verified.GetProperty("length").GetUInt64(), verified.GetProperty("fork").GetUInt64(), verified.GetProperty("treeHash").GetString()!));

        await using var follow = GrowrProcess.Start("book", "follow", book.Key, "--peer", tcp, "--limit", "4");
        for (var entry = 0; entry < 3; entry++) await follow.LineAsync();
        await book.BatchAsync(["put", "beans", "3"]);
        Assert.Equal("beans  3", await follow.LineAsync());
        Assert.Equal(0, (await follow.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_log_that_is_no_book_is_said_to_be_none()
    {
        await using var peer = new JsPeer();
        var log = await peer.CreateAsync("log");
        await log.AppendAsync("no book"u8.ToArray());
        var result = await GrowrProcess.RunAsync("book", "read", log.Key, "--peer", $"127.0.0.1:{await peer.ListenAsync()}");
        Assert.Contains("is a verified log, but not a book", result.Error(exitCode: 1), StringComparison.Ordinal);
    }
}
