using System.Buffers;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Encoding;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>Bytes of the parts of a data message. A node is index uint, size uint, hash fixed32.</summary>
internal static class ProofPartCodec
{
    private const int NodeBytesMin = 2 + Bytes32.Size;

    public static void Write(IBufferWriter<byte> output, BlockProof block)
    {
        CompactUInt.Write(output, block.Index);
        CompactBuffer.Write(output, block.Value.Span);
        WriteNodes(output, block.Nodes);
    }

    public static void Write(IBufferWriter<byte> output, ulong place, IReadOnlyList<TreeNode> nodes)
    {
        CompactUInt.Write(output, place);
        WriteNodes(output, nodes);
    }

    public static void Write(IBufferWriter<byte> output, UpgradeProof upgrade)
    {
        CompactUInt.Write(output, upgrade.Start);
        CompactUInt.Write(output, upgrade.Length);
        WriteNodes(output, upgrade.Nodes);
        WriteNodes(output, upgrade.AdditionalNodes);
        CompactBuffer.Write(output, upgrade.Signature.Span);
    }

    public static bool TryRead(ref ReadOnlySpan<byte> input, out BlockProof? block)
    {
        block = null;
        if (!CompactUInt.TryRead(ref input, out var index)) return false;
        if (!CompactBuffer.TryRead(ref input, ProtocolLimits.BlockBytesMax, out var value)) return false;
        if (!TryReadNodes(ref input, out var nodes)) return false;
        block = new BlockProof(index, value.ToArray(), nodes);
        return true;
    }

    public static bool TryRead(ref ReadOnlySpan<byte> input, out HashProof? hash)
    {
        hash = null;
        if (!CompactUInt.TryRead(ref input, out var index) || !TryReadNodes(ref input, out var nodes)) return false;
        hash = new HashProof(index, nodes);
        return true;
    }

    public static bool TryRead(ref ReadOnlySpan<byte> input, out SeekProof? seek)
    {
        seek = null;
        if (!CompactUInt.TryRead(ref input, out var bytes) || !TryReadNodes(ref input, out var nodes)) return false;
        seek = new SeekProof(bytes, nodes);
        return true;
    }

    public static bool TryRead(ref ReadOnlySpan<byte> input, out UpgradeProof? upgrade)
    {
        upgrade = null;
        if (!CompactUInt.TryRead(ref input, out var start) || !CompactUInt.TryRead(ref input, out var length)) return false;
        if (!TryReadNodes(ref input, out var nodes) || !TryReadNodes(ref input, out var additional)) return false;
        if (!CompactBuffer.TryRead(ref input, ProtocolLimits.SignatureContainerBytesMax, out var signature)) return false;
        upgrade = new UpgradeProof(start, length, nodes, additional, signature.ToArray());
        return true;
    }

    private static void WriteNodes(IBufferWriter<byte> output, IReadOnlyList<TreeNode> nodes)
    {
        CompactUInt.Write(output, (ulong)nodes.Count);
        foreach (var node in nodes)
        {
            CompactUInt.Write(output, node.Index);
            CompactUInt.Write(output, node.SizeBytes);
            output.Write(node.Hash.Span);
        }
    }

    private static bool TryReadNodes(ref ReadOnlySpan<byte> input, out TreeNode[] nodes)
    {
        nodes = [];
        if (!CompactArray.TryReadCount(ref input, ProtocolLimits.ProofNodesMax, NodeBytesMin, out var count)) return false;
        nodes = count == 0 ? [] : new TreeNode[count];
        for (var i = 0; i < count; i++)
        {
            if (!CompactUInt.TryRead(ref input, out var index) || !CompactUInt.TryRead(ref input, out var size)) return false;
            if (!CompactBuffer.TryReadFixed(ref input, Bytes32.Size, out var hash)) return false;
            nodes[i] = new TreeNode(index, size, new Hash(hash));
        }
        return true;
    }
}
