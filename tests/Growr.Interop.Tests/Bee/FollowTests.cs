using System.Text;
using System.Threading.Channels;
using Growr.Host.Books;
using Growr.Interop.Tests.Support;

namespace Growr.Interop.Tests.Bee;

/// <summary>A JavaScript peer writes a book and <c>growr book follow</c> prints it: entries first, then each change.</summary>
public sealed class FollowTests
{
    [Theory]
    [InlineData("", 2, new[] { "b  \"2\"", "a/1  \"3\"", "b  deleted", "a/2  \"4\"", "a/1  deleted", "a/1  \"5\"" })]
    [InlineData("a/", 1, new[] { "a/1  \"3\"", "a/2  \"4\"", "a/1  deleted", "a/1  \"5\"" })]
    public async Task What_is_there_comes_first_and_then_every_change_once(string prefix, int there, string[] expected)
    {
        await using var peer = new JsPeer();
        var core = await peer.CreateAsync("book");
        await core.BatchAsync(["put", "a/1", "\"1\""], ["put", "b", "\"2\""], ["put", "a/1", "\"3\""]);
        var (output, address) = (new LineWriter(), $"127.0.0.1:{await peer.ListenAsync()}");
        var command = BookCommand.Build(output, TextWriter.Null);
        var run = command.Parse(
            ["follow", core.Key, "--peer", address, "--prefix", prefix, "--limit", $"{expected.Length}"]).InvokeAsync();

        var lines = new List<string>();
        while (lines.Count < there) lines.Add(await output.NextAsync(run));
        await core.BatchAsync(["del", "b"], ["put", "a/2", "\"4\""]);
        while (lines.Count < expected.Length - 2) lines.Add(await output.NextAsync(run));
        await core.BatchAsync(["del", "a/1"]);
        await core.BatchAsync(["put", "a/1", "\"5\""]);
        while (lines.Count < expected.Length) lines.Add(await output.NextAsync(run));

        Assert.Equal(0, await run);
        Assert.Equal(expected, lines);
    }

    /// <summary>Hands out lines as they are written.</summary>
    private sealed class LineWriter : StringWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => _lines.Writer.TryWrite(value ?? "");

        /// <summary>The next line; ends with the command's own failure if that comes instead.</summary>
        public async Task<string> NextAsync(Task<int> run)
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var next = _lines.Reader.ReadAsync(timeout.Token).AsTask();
            if (await Task.WhenAny(next, run) == run && !next.IsCompleted) Assert.Fail($"follow ended with {await run} before its last line.");
            return await next;
        }
    }
}
