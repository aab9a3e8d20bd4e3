using System.Buffers;
using Growr.Hypercore.Encoding;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>Bytes of the parts of a data message.</summary>
internal static class ProofPartCodec
{
    public static void Write(IBufferWriter<byte> output, BlockProof block)
    {
        CompactUInt.Write(output, block.Index);
        CompactBuffer.Write(output, block.Value.Span);
        TreeNodeCodec.Write(output, block.Nodes);
    }

    public static void Write(IBufferWriter<byte> output, ulong place, IReadOnlyList<TreeNode> nodes)
    {
        CompactUInt.Write(output, place);
        TreeNodeCodec.Write(output, nodes);
    }

    public static void Write(IBufferWriter<byte> output, UpgradeProof upgrade)
    {
        CompactUInt.Write(output, upgrade.Start);
        CompactUInt.Write(output, upgrade.Length);
        TreeNodeCodec.Write(output, upgrade.Nodes);
        TreeNodeCodec.Write(output, upgrade.AdditionalNodes);
        CompactBuffer.Write(output, upgrade.Signature.Span);
    }

    public static bool TryRead(ref ReadOnlySpan<byte> input, out BlockProof? block)
    {
        block = null;
        if (!CompactUInt.TryRead(ref input, out var index)) return false;
        if (!CompactBuffer.TryRead(ref input, ProtocolLimits.BlockBytesMax, out var value)) return false;
        if (!TreeNodeCodec.TryRead(ref input, ProtocolLimits.ProofNodesMax, out var nodes)) return false;
        block = new BlockProof(index, value.ToArray(), nodes);
        return true;
    }

    public static bool TryRead(ref ReadOnlySpan<byte> input, out HashProof? hash)
    {
        hash = null;
        if (!CompactUInt.TryRead(ref input, out var index) || !TreeNodeCodec.TryRead(ref input, ProtocolLimits.ProofNodesMax, out var nodes)) return false;
        hash = new HashProof(index, nodes);
        return true;
    }

    public static bool TryRead(ref ReadOnlySpan<byte> input, out SeekProof? seek)
    {
        seek = null;
        if (!CompactUInt.TryRead(ref input, out var bytes) || !TreeNodeCodec.TryRead(ref input, ProtocolLimits.ProofNodesMax, out var nodes)) return false;
        seek = new SeekProof(bytes, nodes);
        return true;
    }

    public static bool TryRead(ref ReadOnlySpan<byte> input, out UpgradeProof? upgrade)
    {
        upgrade = null;
        if (!CompactUInt.TryRead(ref input, out var start) || !CompactUInt.TryRead(ref input, out var length)) return false;
        if (!TreeNodeCodec.TryRead(ref input, ProtocolLimits.ProofNodesMax, out var nodes) || !TreeNodeCodec.TryRead(ref input, ProtocolLimits.ProofNodesMax, out var additional)) return false;
        if (!CompactBuffer.TryRead(ref input, ProtocolLimits.SignatureContainerBytesMax, out var signature)) return false;
        upgrade = new UpgradeProof(start, length, nodes, additional, signature.ToArray());
        return true;
    }
}
