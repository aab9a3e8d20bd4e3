using System.Text;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Actors.Tests.Feeds;

/// <summary>Commits as a storage sees them: it checks no signature, so any bytes will do.</summary>
internal static class Commits
{
    public static CoreKey Key(string name) => new(Blake2b.Hash256(Encoding.UTF8.GetBytes(name)).Span);

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>The next blocks of a core, one node each and a head that names the last of them.</summary>
    public static CoreCommit Append(ICoreReader core, params string[] blocks) => AppendTo(core.Head, blocks);

    public static CoreCommit AppendTo(LogHead head, params string[] blocks) => new()
    {
        Expected = head,
        Head = new LogHead(
            head.Fork,
            head.LengthBlocks + (ulong)blocks.Length,
            head.SizeBytes + (ulong)blocks.Sum(block => block.Length),
            Blake2b.Hash256(head.TreeHash.Span, Encoding.UTF8.GetBytes(string.Join('\n', blocks))),
            Bytes($"signed {head.LengthBlocks + (ulong)blocks.Length}")),
        Nodes = [.. blocks.Select((block, i) => Leaf(head.LengthBlocks + (ulong)i, block))],
        Blocks = [.. blocks.Select((block, i) => new LogBlock(head.LengthBlocks + (ulong)i, Bytes(block)))],
    };

    public static TreeNode Leaf(ulong index, string block) =>
        new(2 * index, (ulong)block.Length, Blake2b.Hash256(Encoding.UTF8.GetBytes(block)));

    /// <summary>A stored block as text, null when it is not held.</summary>
    public static string? Block(this ICoreReader core, ulong index) =>
        core.TryGetBlock(index, out var block) ? Text(block) : null;

    /// <summary>A stored value as text, null when there is none.</summary>
    public static string? UserData(this ICoreReader core, string name) =>
        core.TryGetUserData(name, out var value) ? Text(value) : null;
}
