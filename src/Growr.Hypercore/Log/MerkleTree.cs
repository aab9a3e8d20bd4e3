using System.Buffers.Binary;
using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>Hashes of the tree over a log's blocks, and the nodes of it that a core holds.</summary>
/// <remarks>Source: hypercore-crypto 3.7.0 index.js, <c>data</c>, <c>parent</c>, <c>tree</c>; hypercore 11.35.5 lib/merkle-tree.js.</remarks>
public static class MerkleTree
{
    private const byte LeafType = 0;
    private const byte ParentType = 1;
    private const byte RootsType = 2;
    private const int SizeFieldBytes = sizeof(ulong);

    /// <summary>Hash of a log without blocks.</summary>
    public static readonly Hash EmptyHash = Blake2b.Hash256([RootsType]);

    /// <summary>The leaf of a block: its size and the hash of both.</summary>
    public static TreeNode Leaf(ulong blockIndex, ReadOnlySpan<byte> block)
    {
        Span<byte> prefix = stackalloc byte[1 + SizeFieldBytes];
        prefix[0] = LeafType;
        BinaryPrimitives.WriteUInt64LittleEndian(prefix[1..], (ulong)block.Length);
        return new TreeNode(FlatTree.Leaf(blockIndex), (ulong)block.Length, Blake2b.Hash256(prefix, block));
    }

    /// <summary>The node above two siblings, given in any order.</summary>
    /// <exception cref="OverflowException">The sizes add up to more than 64 bits hold.</exception>
    public static TreeNode Parent(in TreeNode one, in TreeNode other)
    {
        var isOrdered = one.Index < other.Index;
        var size = checked(one.SizeBytes + other.SizeBytes);
        Span<byte> input = stackalloc byte[1 + SizeFieldBytes + 2 * Bytes32.Size];
        input[0] = ParentType;
        BinaryPrimitives.WriteUInt64LittleEndian(input[1..], size);
        (isOrdered ? one : other).Hash.Span.CopyTo(input[(1 + SizeFieldBytes)..]);
        (isOrdered ? other : one).Hash.Span.CopyTo(input[(1 + SizeFieldBytes + Bytes32.Size)..]);
        return new TreeNode(FlatTree.Parent(one.Index), size, Blake2b.Hash256(input));
    }

    /// <summary>Hash of a whole log: of its roots, from the left.</summary>
    public static Hash TreeHash(ReadOnlySpan<TreeNode> roots)
    {
        var hasher = Blake2b.Start256();
        hasher.Append([RootsType]);
        Span<byte> place = stackalloc byte[2 * SizeFieldBytes];
        foreach (ref readonly var root in roots)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(place, root.Index);
            BinaryPrimitives.WriteUInt64LittleEndian(place[SizeFieldBytes..], root.SizeBytes);
            hasher.Append(root.Hash.Span);
            hasher.Append(place);
        }
        return hasher.Finish();
    }

    /// <summary>The stored roots of a length up to the core's own, from the left.</summary>
    /// <returns>False when a root is not held; for a committed length that means the storage is damaged.</returns>
    public static bool TryReadRoots(ICoreReader core, ulong lengthBlocks, out TreeNode[] roots)
    {
        var indexes = FlatTree.FullRoots(lengthBlocks);
        roots = new TreeNode[indexes.Length];
        for (var i = 0; i < indexes.Length; i++)
            if (!core.TryGetNode(indexes[i], out roots[i])) return false;
        return true;
    }

    /// <summary>
    /// Levels to climb from a block's leaf to a node that is held: what a request for the block names as its number of
    /// nodes. 0 when the leaf is held, and for a block outside the log.
    /// </summary>
    /// <param name="core">Tells which nodes are held.</param>
    /// <param name="lengthBlocks">Length of the log.</param>
    /// <param name="blockIndex">Block number.</param>
    /// <param name="promised">Nodes that will be held by the time the answer comes, if any.</param>
    /// <remarks>Source: hypercore 11.35.5 lib/merkle-tree.js, <c>missingNodes</c>.</remarks>
    public static ulong MissingNodes(
        ICoreReader core, ulong lengthBlocks, ulong blockIndex, IReadOnlySet<ulong>? promised = null)
    {
        if (blockIndex >= lengthBlocks) return 0;
        var end = FlatTree.Leaf(lengthBlocks);
        var levels = 0UL;
        for (var node = FlatTree.Leaf(blockIndex); promised?.Contains(node) != true && !core.TryGetNode(node, out _); levels++)
        {
            node = FlatTree.Parent(node);
            if (FlatTree.RightSpan(node) >= end) break;
        }
        return levels;
    }
}
