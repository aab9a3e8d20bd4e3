using System.Buffers;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>A wanted block, or node by its tree index.</summary>
/// <param name="Index">Block number in a block request, flat tree index in a hash request.</param>
/// <param name="Nodes">Levels the proof must climb from there to meet a node the asker holds.</param>
public readonly record struct NodeRequest(ulong Index, ulong Nodes);

/// <summary>A wanted byte position.</summary>
/// <param name="Bytes">Bytes before the position, without padding.</param>
/// <param name="PaddingBytes">Bytes of each block that do not count.</param>
public readonly record struct SeekRequest(ulong Bytes, ulong PaddingBytes);

/// <summary>A wanted growth of the log.</summary>
/// <param name="Start">Length the asker has.</param>
/// <param name="Length">Blocks to grow by; the answer may grow further.</param>
public readonly record struct UpgradeRequest(ulong Start, ulong Length);

/// <summary>Asks for a block or node, a seek, an upgrade, the manifest, or several of them in one proof.</summary>
/// <remarks>
/// Flags (1 block, 2 hash, 4 seek, 8 upgrade, 16 manifest, 32 priority), id, fork, then the parts flagged, in that order.
/// Source: hypercore 11.35.5 lib/messages.js, <c>wire.request</c>.
/// </remarks>
public readonly record struct RequestMessage
{
    private const ulong BlockFlag = 1, HashFlag = 2, SeekFlag = 4, UpgradeFlag = 8, ManifestFlag = 16, PriorityFlag = 32;

    /// <summary>Chosen by the asker, from 1; names the answer. 0 is not an ordinary request.</summary>
    public ulong Id { get; init; }

    /// <summary>The answering side's fork as the asker knows it.</summary>
    public ulong Fork { get; init; }

    /// <summary>Wanted block.</summary>
    public NodeRequest? Block { get; init; }

    /// <summary>Wanted tree node.</summary>
    public NodeRequest? Hash { get; init; }

    /// <summary>Wanted position.</summary>
    public SeekRequest? Seek { get; init; }

    /// <summary>Wanted growth.</summary>
    public UpgradeRequest? Upgrade { get; init; }

    /// <summary>The manifest is wanted.</summary>
    public bool WantsManifest { get; init; }

    /// <summary>0 normal; anything above goes first.</summary>
    public ulong Priority { get; init; }

    /// <summary>Appends the body.</summary>
    public void Encode(IBufferWriter<byte> output)
    {
        CompactUInt.Write(output, (Block is null ? 0 : BlockFlag) | (Hash is null ? 0 : HashFlag) |
            (Seek is null ? 0 : SeekFlag) | (Upgrade is null ? 0 : UpgradeFlag) |
            (WantsManifest ? ManifestFlag : 0) | (Priority == 0 ? 0 : PriorityFlag));
        CompactUInt.Write(output, Id);
        CompactUInt.Write(output, Fork);
        if (Block is { } block) WritePair(output, block.Index, block.Nodes);
        if (Hash is { } hash) WritePair(output, hash.Index, hash.Nodes);
        if (Seek is { } seek) WritePair(output, seek.Bytes, seek.PaddingBytes);
        if (Upgrade is { } upgrade) WritePair(output, upgrade.Start, upgrade.Length);
        if (Priority != 0) CompactUInt.Write(output, Priority);
    }

    /// <summary>Reads a body; bytes behind the last field are ignored.</summary>
    /// <returns>False for missing bytes.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> body, out RequestMessage message)
    {
        message = default;
        if (!CompactUInt.TryRead(ref body, out var flags)) return false;
        if (!CompactUInt.TryRead(ref body, out var id) || !CompactUInt.TryRead(ref body, out var fork)) return false;
        if (!TryReadPair(ref body, flags, BlockFlag, out var block) || !TryReadPair(ref body, flags, HashFlag, out var hash) ||
            !TryReadPair(ref body, flags, SeekFlag, out var seek) || !TryReadPair(ref body, flags, UpgradeFlag, out var upgrade))
            return false;
        ulong priority = 0;
        if ((flags & PriorityFlag) != 0 && !CompactUInt.TryRead(ref body, out priority)) return false;
        message = new RequestMessage
        {
            Id = id,
            Fork = fork,
            Block = block is var (blockIndex, blockNodes) ? new NodeRequest(blockIndex, blockNodes) : null,
            Hash = hash is var (hashIndex, hashNodes) ? new NodeRequest(hashIndex, hashNodes) : null,
            Seek = seek is var (bytes, padding) ? new SeekRequest(bytes, padding) : null,
            Upgrade = upgrade is var (start, length) ? new UpgradeRequest(start, length) : null,
            WantsManifest = (flags & ManifestFlag) != 0,
            Priority = priority,
        };
        return true;
    }

    private static void WritePair(IBufferWriter<byte> output, ulong first, ulong second)
    {
        CompactUInt.Write(output, first);
        CompactUInt.Write(output, second);
    }

    private static bool TryReadPair(ref ReadOnlySpan<byte> input, ulong flags, ulong flag, out (ulong, ulong)? pair)
    {
        pair = null;
        if ((flags & flag) == 0) return true;
        if (!CompactUInt.TryRead(ref input, out var first) || !CompactUInt.TryRead(ref input, out var second)) return false;
        pair = (first, second);
        return true;
    }
}
