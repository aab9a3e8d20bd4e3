using Growr.Actors.Feeds;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Chaos.Tests.Feeds;

/// <summary>A core both processes know: its writer and every block of it follow from its number.</summary>
internal sealed class ChaosCore(int number)
{
    private readonly Hash _seed = Blake2b.Hash256("chaos"u8, BitConverter.GetBytes(number));

    public int Number => number;

    public FeedWriter Writer => field ??= new FeedWriter(KeyPair.FromSeed(_seed.Span));

    public CoreKey Key => Writer.CoreKey;

    /// <summary>Up to 4 kB, some empty.</summary>
    public ReadOnlyMemory<byte> Block(ulong index)
    {
        var digest = Blake2b.Hash256(_seed.Span, BitConverter.GetBytes(index));
        var block = new byte[BitConverter.ToUInt16(digest.Span) % SizeBytesMax];
        for (var at = 0; at < block.Length; at += Bytes32.Size)
            digest.Span[..Math.Min(Bytes32.Size, block.Length - at)].CopyTo(block.AsSpan(at));
        return block;
    }

    public CommitOutcome Append(ICoreStore core, int blocks)
    {
        var length = core.Head.LengthBlocks;
        ReadOnlyMemory<byte>[] batch = [.. Enumerable.Range(0, blocks).Select(i => Block(length + (ulong)i))];
        return core.Commit(Feed.PlanAppend(core, Writer.Manifest, Writer.KeyPair, batch));
    }

    private const int SizeBytesMax = 4096;
}
