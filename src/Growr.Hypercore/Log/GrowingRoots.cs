using System.Runtime.InteropServices;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Log;

/// <summary>The roots of a log while it grows. Every node that comes to be is handed to the caller's list.</summary>
internal sealed class GrowingRoots(IEnumerable<TreeNode> roots)
{
    private readonly List<TreeNode> _roots = [.. roots];

    public int Count => _roots.Count;

    public TreeNode this[int position] => _roots[position];

    public TreeNode Last => _roots[^1];

    public ulong LengthBlocks => _roots.Count == 0 ? 0 : FlatTree.RightSpan(Last.Index) / 2 + 1;

    public ulong SizeBytes => _roots.Aggregate(0UL, (sum, root) => checked(sum + root.SizeBytes));

    public Hash TreeHash() => MerkleTree.TreeHash(CollectionsMarshal.AsSpan(_roots));

    public GrowingRoots Copy() => new(_roots);

    public TreeNode[] ToArray() => [.. _roots];

    /// <summary>Grows to a longer length by the nodes it takes for that, each asked for when its turn comes.</summary>
    /// <param name="lengthBlocks">The length to reach.</param>
    /// <param name="take">Gives the node of an index; null ends the growth.</param>
    /// <param name="created">Receives every node given or computed.</param>
    /// <returns>False when a node was not there, or the log would have more bytes than can be written.</returns>
    public bool TryGrow(ulong lengthBlocks, Func<ulong, TreeNode?> take, List<TreeNode> created)
    {
        var position = 0;
        foreach (var root in FlatTree.FullRoots(lengthBlocks))
        {
            if (position < Count && this[position].Index == root)
            {
                position++;
                continue;
            }
            // The first root that differs swallows all held roots from here on; later ones come whole.
            while (position < Count && Last.Index != root)
                if (!TryTake(FlatTree.Sibling(Last.Index), take, created)) return false;
            if (position == Count && !TryTake(root, take, created)) return false;
            position = Count;
        }
        return SizeBytes <= CompactUInt.Max;
    }

    private bool TryTake(ulong index, Func<ulong, TreeNode?> take, List<TreeNode> created)
    {
        if (take(index) is not { } node) return false;
        Append(node, created);
        return Last.SizeBytes <= CompactUInt.Max;
    }

    /// <summary>Adds the next node on the right and merges while the last two are siblings.</summary>
    public void Append(TreeNode node, List<TreeNode> created)
    {
        created.Add(node);
        while (_roots.Count > 0 && Last.Index == FlatTree.Sibling(node.Index))
        {
            node = MerkleTree.Parent(Last, node);
            _roots.RemoveAt(_roots.Count - 1);
            created.Add(node);
        }
        _roots.Add(node);
    }
}
