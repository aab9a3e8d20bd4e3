using System.Runtime.InteropServices;
using Growr.Hypercore.Crypto;

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
