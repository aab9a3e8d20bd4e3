using System.Numerics;

namespace Growr.Hypercore.Log;

/// <summary>
/// In-order numbers of a binary tree: block i is leaf 2i, odd numbers are parents; all 64 bit. Indexes of a log stay
/// below 2^53, as everything on the wire does.
/// </summary>
/// <remarks>Source: flat-tree 1.x index.js; the numbers there are limited to 53 bits, some to 32.</remarks>
public static class FlatTree
{
    /// <summary>Most roots a log can have: one for each bit of its length.</summary>
    public const int RootsMax = 64;

    /// <summary>Leaf of a block.</summary>
    public static ulong Leaf(ulong blockIndex) => 2 * blockIndex;

    /// <summary>Levels above the leaves: number of trailing one bits.</summary>
    public static int Depth(ulong index) => BitOperations.TrailingZeroCount(~index);

    /// <summary>Place of a node among those of its depth, from the left, from 0.</summary>
    public static ulong Offset(ulong index) => index >> 1 >> Depth(index);

    /// <summary>The node at a depth and an offset.</summary>
    public static ulong Index(int depth, ulong offset) => ((offset << 1 | 1) << depth) - 1;

    /// <summary>The node above.</summary>
    public static ulong Parent(ulong index) => Index(Depth(index) + 1, Offset(index) >> 1);

    /// <summary>The other child of the node above.</summary>
    public static ulong Sibling(ulong index) => Index(Depth(index), Offset(index) ^ 1);

    /// <summary>Left child; the node must be a parent.</summary>
    public static ulong LeftChild(ulong index) => index - HalfWidth(index);

    /// <summary>Right child; the node must be a parent.</summary>
    public static ulong RightChild(ulong index) => index + HalfWidth(index);

    /// <summary>Leftmost leaf below, as a tree index.</summary>
    public static ulong LeftSpan(ulong index) => index + 1 - CountLeaves(index);

    /// <summary>Rightmost leaf below, as a tree index.</summary>
    public static ulong RightSpan(ulong index) => index - 1 + CountLeaves(index);

    /// <summary>Number of leaves below; 1 for a leaf.</summary>
    public static ulong CountLeaves(ulong index) => 1UL << Depth(index);

    /// <summary>Whether a node is another node or lies below it.</summary>
    public static bool Contains(ulong index, ulong other) => LeftSpan(index) <= other && other <= RightSpan(index);

    /// <summary>Roots of a log of a length, from the left: one per set bit of the length.</summary>
    public static ulong[] FullRoots(ulong lengthBlocks)
    {
        var roots = new ulong[BitOperations.PopCount(lengthBlocks)];
        var covered = 0UL;
        for (var i = 0; i < roots.Length; i++)
        {
            var leaves = 1UL << BitOperations.Log2(lengthBlocks - covered);
            roots[i] = 2 * covered + leaves - 1;
            covered += leaves;
        }
        return roots;
    }

    /// <summary>Nodes that lead from the roots of one length to those of a longer one, in the order they are needed in.</summary>
    /// <param name="start">Length in blocks to start from; 0 lists every root.</param>
    /// <param name="end">Length in blocks to reach.</param>
    public static IReadOnlyList<ulong> UpgradeNodes(ulong start, ulong end)
    {
        var nodes = new List<ulong>();
        var isConnected = start == 0;
        foreach (var root in FullRoots(end))
        {
            if (RightSpan(root) < Leaf(start)) continue;
            if (isConnected || !Contains(root, Leaf(start - 1))) nodes.Add(root);
            else
                for (var node = Leaf(start - 1); node != root; node = Parent(node))
                    if (Sibling(node) > Leaf(start - 1)) nodes.Add(Sibling(node));
            isConnected = true;
        }
        return nodes;
    }

    private static ulong HalfWidth(ulong index) => CountLeaves(index) >> 1;
}
