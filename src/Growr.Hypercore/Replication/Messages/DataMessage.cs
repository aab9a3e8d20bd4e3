using System.Buffers;
using Growr.Hypercore.Encoding;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>The answer to a request: what was asked for, with its proof. Owns its memory.</summary>
/// <remarks>
/// Flags (1 block, 2 hash, 4 seek, 8 upgrade, 16 manifest), request, fork, then the parts flagged, in that order.
/// Source: hypercore 11.35.5 lib/messages.js, <c>wire.data</c>.
/// </remarks>
public sealed record DataMessage
{
    private const ulong BlockFlag = 1, HashFlag = 2, SeekFlag = 4, UpgradeFlag = 8, ManifestFlag = 16;

    /// <summary>Id of the request; 0 for data nobody asked for.</summary>
    public ulong RequestId { get; init; }

    /// <summary>Fork the proof is for.</summary>
    public ulong Fork { get; init; }

    /// <summary>A block.</summary>
    public BlockProof? Block { get; init; }

    /// <summary>A tree node.</summary>
    public HashProof? Hash { get; init; }

    /// <summary>A position.</summary>
    public SeekProof? Seek { get; init; }

    /// <summary>Growth of the log.</summary>
    public UpgradeProof? Upgrade { get; init; }

    /// <summary>Who may sign the core.</summary>
    public Manifest? Manifest { get; init; }

    /// <summary>Appends the body.</summary>
    public void Encode(IBufferWriter<byte> output)
    {
        CompactUInt.Write(output, (Block is null ? 0 : BlockFlag) | (Hash is null ? 0 : HashFlag) |
            (Seek is null ? 0 : SeekFlag) | (Upgrade is null ? 0 : UpgradeFlag) | (Manifest is null ? 0 : ManifestFlag));
        CompactUInt.Write(output, RequestId);
        CompactUInt.Write(output, Fork);
        if (Block is not null) ProofPartCodec.Write(output, Block);
        if (Hash is not null) ProofPartCodec.Write(output, Hash.Index, Hash.Nodes);
        if (Seek is not null) ProofPartCodec.Write(output, Seek.Bytes, Seek.Nodes);
        if (Upgrade is not null) ProofPartCodec.Write(output, Upgrade);
        Manifest?.Encode(output);
    }

    /// <summary>Reads a body; all bytes kept are copied, bytes behind the last field are ignored.</summary>
    /// <returns>
    /// False for missing bytes, a block above <see cref="ProtocolLimits.BlockBytesMax"/>, more than
    /// <see cref="ProtocolLimits.ProofNodesMax"/> nodes in a list, a signature container above its limit, or a manifest
    /// that does not decode.
    /// </returns>
    public static bool TryDecode(ReadOnlySpan<byte> body, out DataMessage? message)
    {
        message = null;
        if (!CompactUInt.TryRead(ref body, out var flags)) return false;
        if (!CompactUInt.TryRead(ref body, out var id) || !CompactUInt.TryRead(ref body, out var fork)) return false;
        BlockProof? block = null;
        HashProof? hash = null;
        SeekProof? seek = null;
        UpgradeProof? upgrade = null;
        Manifest? manifest = null;
        if ((flags & BlockFlag) != 0 && !ProofPartCodec.TryRead(ref body, out block)) return false;
        if ((flags & HashFlag) != 0 && !ProofPartCodec.TryRead(ref body, out hash)) return false;
        if ((flags & SeekFlag) != 0 && !ProofPartCodec.TryRead(ref body, out seek)) return false;
        if ((flags & UpgradeFlag) != 0 && !ProofPartCodec.TryRead(ref body, out upgrade)) return false;
        if ((flags & ManifestFlag) != 0 && !Manifest.TryDecode(body, out manifest)) return false;
        message = new DataMessage
        {
            RequestId = id,
            Fork = fork,
            Block = block,
            Hash = hash,
            Seek = seek,
            Upgrade = upgrade,
            Manifest = manifest,
        };
        return true;
    }
}
