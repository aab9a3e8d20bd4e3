using System.Buffers;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Encoding;
using Growr.Hypercore.Log;

namespace Growr.Actors.Feeds;

/// <summary>What changes as one with every commit of a core. Immutable; readers hold one and never see half a commit.</summary>
internal sealed record CoreRecord(LogHead Head, ReadOnlyMemory<byte> Manifest, ulong ContiguousLengthBlocks)
{
    /// <summary>Far above what a manifest or a signature of one signer takes (70 and 68 bytes).</summary>
    public const int PartBytesMax = 1 << 20;

    private const ulong FormatVersion = 1;

    public static readonly CoreRecord Empty = new(LogHead.Empty, default, 0);

    /// <summary>Version, fork, length, size, tree hash, signature, manifest, contiguous length.</summary>
    public byte[] Encode()
    {
        var output = new ArrayBufferWriter<byte>(256);
        CompactUInt.Write(output, FormatVersion);
        CompactUInt.Write(output, Head.Fork);
        CompactUInt.Write(output, Head.LengthBlocks);
        CompactUInt.Write(output, Head.SizeBytes);
        output.Write(Head.TreeHash.Span);
        CompactBuffer.Write(output, Head.Signature.Span);
        CompactBuffer.Write(output, Manifest.Span);
        CompactUInt.Write(output, ContiguousLengthBlocks);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>False for bytes that <see cref="Encode"/> never wrote, or that contradict themselves.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> input, out CoreRecord record)
    {
        record = Empty;
        if (!CompactUInt.TryRead(ref input, out var version) || version != FormatVersion) return false;
        if (!CompactUInt.TryRead(ref input, out var fork)) return false;
        if (!CompactUInt.TryRead(ref input, out var lengthBlocks)) return false;
        if (!CompactUInt.TryRead(ref input, out var sizeBytes)) return false;
        if (!CompactBuffer.TryReadFixed(ref input, Bytes32.Size, out var treeHash)) return false;
        if (!CompactBuffer.TryRead(ref input, PartBytesMax, out var signature)) return false;
        if (!CompactBuffer.TryRead(ref input, PartBytesMax, out var manifest)) return false;
        if (!CompactUInt.TryRead(ref input, out var contiguousBlocks) || !input.IsEmpty) return false;
        var head = new LogHead(fork, lengthBlocks, sizeBytes, new Hash(treeHash), signature.ToArray());
        record = new CoreRecord(head, manifest.ToArray(), contiguousBlocks);
        return contiguousBlocks <= lengthBlocks && (lengthBlocks > 0 || sizeBytes == 0);
    }
}
