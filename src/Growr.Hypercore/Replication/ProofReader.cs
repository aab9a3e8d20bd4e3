using Growr.Hypercore.Encoding;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>Recomputes hashes from the nodes of a proof. Nodes must come in exactly the order they are needed in.</summary>
internal static class ProofReader
{
    /// <summary>Climbs from the block or node of an answer to the end of its path.</summary>
    /// <param name="data">The answer.</param>
    /// <param name="created">Receives every node given or computed.</param>
    /// <param name="top">The last node computed; null when the answer has neither block nor node.</param>
    /// <returns>False for nodes that are missing, surplus or out of order.</returns>
    public static bool TryReadPath(DataMessage data, List<TreeNode> created, out TreeNode? top)
    {
        top = null;
        if (data.Block is { } block)
        {
            if (block.Index >= ProtocolLimits.LogLengthBlocksMax) return false;
            return TryClimb(MerkleTree.Leaf(block.Index, block.Value.Span), block.Nodes, 0, created, out top);
        }
        if (data.Hash is not { } hash) return true;
        if (hash.Nodes.Count == 0 || hash.Nodes[0].Index != hash.Index) return false;
        return TryClimb(hash.Nodes[0], hash.Nodes, 1, created, out top);
    }

    /// <summary>Grows roots by the nodes of an upgrade, first to the length asked for, then to the signed one.</summary>
    /// <param name="upgrade">The upgrade.</param>
    /// <param name="roots">Roots at the upgrade's start; grown in place.</param>
    /// <param name="created">Receives every node given or computed.</param>
    /// <param name="top">End of the block's path; taken in place of the one node left out for it, then null.</param>
    public static bool TryGrow(UpgradeProof upgrade, GrowingRoots roots, List<TreeNode> created, ref TreeNode? top)
    {
        if (upgrade.Length == 0 || upgrade.Length > ProtocolLimits.LogLengthBlocksMax - upgrade.Start) return false;
        if (!TryGrow(roots, upgrade.Start + upgrade.Length, upgrade.Nodes, created, ref top)) return false;
        if (upgrade.AdditionalNodes.Count > 0)
        {
            var last = FlatTree.RightSpan(upgrade.AdditionalNodes[^1].Index) / 2;
            if (last < roots.LengthBlocks || last >= ProtocolLimits.LogLengthBlocksMax) return false;
            TreeNode? none = null;
            if (!TryGrow(roots, last + 1, upgrade.AdditionalNodes, created, ref none)) return false;
        }
        return roots.SizeBytes <= CompactUInt.Max;
    }

    private static bool TryClimb(
        TreeNode node, IReadOnlyList<TreeNode> siblings, int first, List<TreeNode> created, out TreeNode? top)
    {
        top = null;
        created.Add(node);
        for (var i = first; i < siblings.Count; i++)
        {
            if (siblings[i].Index != FlatTree.Sibling(node.Index)) return false;
            created.Add(siblings[i]);
            node = MerkleTree.Parent(node, siblings[i]);
            if (node.SizeBytes > CompactUInt.Max) return false;
            created.Add(node);
        }
        top = node;
        return true;
    }

    private static bool TryGrow(
        GrowingRoots roots, ulong lengthBlocks, IReadOnlyList<TreeNode> nodes, List<TreeNode> created, ref TreeNode? top)
    {
        var taken = 0;
        var position = 0;
        foreach (var root in FlatTree.FullRoots(lengthBlocks))
        {
            if (position < roots.Count && roots[position].Index == root)
            {
                position++;
                continue;
            }
            // The first root that differs swallows all held roots from here on; later ones come whole.
            while (position < roots.Count && roots.Last.Index != root)
                if (!TryTake(FlatTree.Sibling(roots.Last.Index), ref top)) return false;
            if (position == roots.Count && !TryTake(root, ref top)) return false;
            position = roots.Count;
        }
        return taken == nodes.Count;

        bool TryTake(ulong index, ref TreeNode? top)
        {
            if (top is { } path && path.Index == index)
            {
                roots.Append(path, created);
                top = null;
            }
            else if (taken < nodes.Count && nodes[taken].Index == index) roots.Append(nodes[taken++], created);
            else return false;
            return roots.Last.SizeBytes <= CompactUInt.Max;
        }
    }
}
