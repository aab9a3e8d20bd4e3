namespace Growr.Hypercore.Log;

/// <summary>
/// Finds byte positions in a log by the sizes its tree holds. Positions may leave out a padding that every block starts with,
/// as encrypted blocks do; a block that is shorter counts as empty.
/// </summary>
/// <remarks>Source: hypercore 11.35.5 lib/merkle-tree.js, <c>ByteSeeker</c>, <c>byteOffset</c>.</remarks>
public static class ByteSeek
{
    /// <summary>The block a position falls into, and how far into it, by the nodes that are held.</summary>
    /// <param name="core">The log at one head.</param>
    /// <param name="bytes">Bytes before the position, without padding.</param>
    /// <param name="paddingBytes">Bytes of each block that do not count.</param>
    /// <param name="blockIndex">The block; the first after the end for the end of the log.</param>
    /// <param name="offsetBytes">Bytes before the position in the block, without padding.</param>
    /// <returns>False for a position beyond the end, or when nodes on the way to it are not held.</returns>
    public static bool TryLocate(
        ICoreReader core, ulong bytes, ulong paddingBytes, out ulong blockIndex, out ulong offsetBytes)
    {
        (blockIndex, offsetBytes) = (0, 0);
        if (bytes == 0) return true;
        if (!MerkleTree.TryReadRoots(core, core.Head.LengthBlocks, out var roots)) return false;
        foreach (var root in roots)
        {
            var size = SizeOf(root, paddingBytes);
            if (bytes > size) bytes -= size;
            else return TryLocateBelow(core, root, bytes, paddingBytes, out blockIndex, out offsetBytes);
        }
        return false;
    }

    /// <summary>Bytes before the first block below a node, without padding.</summary>
    /// <returns>False for a node outside the log, or when nodes on the way to it are not held.</returns>
    internal static bool TryOffset(ICoreReader core, ulong lengthBlocks, ulong index, ulong paddingBytes, out ulong offsetBytes)
    {
        offsetBytes = 0;
        if (!MerkleTree.TryReadRoots(core, lengthBlocks, out var roots)) return false;
        foreach (var root in roots)
        {
            if (FlatTree.Contains(root.Index, index)) return TryOffsetBelow(core, root.Index, index, paddingBytes, ref offsetBytes);
            offsetBytes += SizeOf(root, paddingBytes);
        }
        return false;
    }

    /// <summary>Bytes below a node, without padding.</summary>
    internal static ulong SizeOf(in TreeNode node, ulong paddingBytes)
    {
        var padding = (UInt128)paddingBytes * FlatTree.CountLeaves(node.Index);
        return padding < node.SizeBytes ? node.SizeBytes - (ulong)padding : 0;
    }

    private static bool TryLocateBelow(
        ICoreReader core, in TreeNode root, ulong bytes, ulong paddingBytes, out ulong blockIndex, out ulong offsetBytes)
    {
        var (node, size) = (root.Index, SizeOf(root, paddingBytes));
        while (bytes != size && FlatTree.Depth(node) > 0)
        {
            (blockIndex, offsetBytes) = (0, 0);
            if (!core.TryGetNode(FlatTree.LeftChild(node), out var left)) return false;
            var leftSize = SizeOf(left, paddingBytes);
            if (bytes > leftSize)
            {
                (node, bytes, size) = (FlatTree.RightChild(node), bytes - leftSize, size - Math.Min(leftSize, size));
                continue;
            }
            (node, size) = (left.Index, leftSize);
        }
        var isEnd = bytes == size;
        (blockIndex, offsetBytes) = (FlatTree.RightSpan(node) / 2 + (isEnd ? 1UL : 0), isEnd ? 0 : bytes);
        return true;
    }

    private static bool TryOffsetBelow(ICoreReader core, ulong root, ulong index, ulong paddingBytes, ref ulong offsetBytes)
    {
        for (var node = root; node != index;)
        {
            var left = FlatTree.LeftChild(node);
            if (FlatTree.Contains(left, index))
            {
                node = left;
                continue;
            }
            if (!core.TryGetNode(left, out var passed)) return false;
            offsetBytes += SizeOf(passed, paddingBytes);
            node = FlatTree.RightChild(node);
        }
        return true;
    }
}
