using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>
/// Which node answers a seek: one that ends at the position or holds it, as far down as the tree is held. With it the asker
/// knows the sizes on both sides of the way, and can go on from there.
/// </summary>
/// <remarks>Source: hypercore 11.35.5 lib/merkle-tree.js, <c>seekFromHead</c>, <c>seekUntrustedTree</c>, <c>seekTrustedTree</c>.</remarks>
internal static class SeekTarget
{
    /// <summary>The node in a log of a length; null for a position beyond it.</summary>
    /// <returns>False when the log's roots are not held.</returns>
    public static bool TryFind(ICoreReader core, ulong lengthBlocks, SeekRequest seek, out ulong? target)
    {
        target = null;
        if (!MerkleTree.TryReadRoots(core, lengthBlocks, out var roots)) return false;
        var bytes = seek.Bytes;
        foreach (var root in roots)
        {
            var size = ByteSeek.SizeOf(root, seek.PaddingBytes);
            if (bytes > size)
            {
                bytes -= size;
                continue;
            }
            target = bytes == size ? root.Index : Descend(core, root.Index, bytes, seek.PaddingBytes);
            break;
        }
        return true;
    }

    /// <summary>The node below another; the position must lie there.</summary>
    /// <returns>Null, or why there is none.</returns>
    public static NoDataReason? FindBelow(ICoreReader core, ulong lengthBlocks, ulong top, SeekRequest seek, out ulong target)
    {
        target = top;
        if (!ByteSeek.TryOffset(core, lengthBlocks, top, seek.PaddingBytes, out var offset)) return NoDataReason.NotAvailable;
        if (offset > seek.Bytes) return NoDataReason.InvalidRequest;
        if (offset == seek.Bytes) return null;
        if (!core.TryGetNode(top, out var node)) return NoDataReason.NotAvailable;
        var bytes = seek.Bytes - offset;
        if (bytes >= ByteSeek.SizeOf(node, seek.PaddingBytes)) return NoDataReason.InvalidRequest;
        target = Descend(core, top, bytes, seek.PaddingBytes);
        return null;
    }

    private static ulong Descend(ICoreReader core, ulong node, ulong bytes, ulong paddingBytes)
    {
        while (bytes > 0 && FlatTree.Depth(node) > 0 && core.TryGetNode(FlatTree.LeftChild(node), out var left))
        {
            var size = ByteSeek.SizeOf(left, paddingBytes);
            if (size == bytes) return left.Index;
            (node, bytes) = size > bytes ? (left.Index, bytes) : (FlatTree.RightChild(node), bytes - size);
        }
        return node;
    }
}
