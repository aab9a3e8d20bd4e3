using Growr.Interop.Tests.Support;

namespace Growr.Interop.Tests.Replication;

/// <summary>A node of ours and a JavaScript peer, and one connection between them.</summary>
internal sealed class Meeting : IAsyncDisposable
{
    public OurNode Ours { get; } = new();

    public JsPeer Theirs { get; } = new();

    public async Task ConnectAsync(bool weDial)
    {
        if (weDial) Ours.Dial(await Theirs.ListenAsync());
        else await Theirs.DialAsync(await Ours.PortAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Theirs.DisposeAsync();
        await Ours.DisposeAsync();
    }

    /// <summary>Blocks of many sizes, the empty one and one of a megabyte among them.</summary>
    public static byte[][] Blocks(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var block = new byte[i switch { 3 => 0, 7 => 1024 * 1024, _ => random.Next(2000) }];
            random.NextBytes(block);
            return block;
        })];
    }

    public static string[] Hex(IEnumerable<byte[]> blocks) => [.. blocks.Select(Convert.ToHexStringLower)];

    public static string[][] Puts(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(i => new[] { "put", $"loan/{i:0000}", $$"""{"owed":{{i}}}""" })];
}
