using System.Buffers;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Log;

/// <summary>Bytes of tree nodes in proofs and signature containers: index uint, size uint, hash fixed32.</summary>
internal static class TreeNodeCodec
{
    private const int NodeBytesMin = 2 + Bytes32.Size;

    public static void Write(IBufferWriter<byte> output, IReadOnlyCollection<TreeNode> nodes)
    {
        CompactUInt.Write(output, (ulong)nodes.Count);
        foreach (var node in nodes)
        {
            CompactUInt.Write(output, node.Index);
            CompactUInt.Write(output, node.SizeBytes);
            output.Write(node.Hash.Span);
        }
    }

    public static bool TryRead(ref ReadOnlySpan<byte> input, int nodesMax, out TreeNode[] nodes)
    {
        nodes = [];
        if (!CompactArray.TryReadCount(ref input, nodesMax, NodeBytesMin, out var count)) return false;
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
