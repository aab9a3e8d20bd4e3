using Growr.Hypercore.Encoding;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>Recomputes hashes from the nodes of a proof. Nodes must come in exactly the order they are needed in.</summary>
internal static class ProofReader
{
    /// <summary>Climbs from the block, node and position of an answer to the end of their common path.</summary>
    /// <param name="data">The answer.</param>
    /// <param name="created">Receives every node given or computed.</param>
    /// <param name="top">The last node computed; null when the answer has neither block, node nor position.</param>
    /// <returns>False for nodes that are missing, surplus or out of order.</returns>
    public static bool TryReadPath(DataMessage data, List<TreeNode> created, out TreeNode? top)
    {
        top = null;
        TreeNode? none = null, found = null;
        if (data.Seek is { Nodes: [var position, ..] } seek && !TryClimb(position, seek.Nodes, 1, created, ref none, out found)) return false;
        if (data.Block is { } block)
        {
            if (block.Index >= ProtocolLimits.LogLengthBlocksMax) return false;
            return TryClimb(MerkleTree.Leaf(block.Index, block.Value.Span), block.Nodes, 0, created, ref found, out top);
        }
        top = found;
        if (data.Hash is not { } hash) return true;
        if (hash.Nodes.Count == 0 || hash.Nodes[0].Index != hash.Index) return false;
        return TryClimb(hash.Nodes[0], hash.Nodes, 1, created, ref found, out top);
    }

    /// <summary>Grows roots by the nodes of an upgrade, first to the length asked for, then to the signed one.</summary>
    /// <param name="upgrade">The upgrade.</param>
    /// <param name="prologue">First blocks the manifest fixes, if any.</param>
    /// <param name="roots">Roots at the upgrade's start; grown in place.</param>
    /// <param name="created">Receives every node given or computed.</param>
    /// <param name="top">End of the block's path; taken in place of the one node left out for it, then null.</param>
    public static Violation? Grow(
        UpgradeProof upgrade, ManifestPrologue? prologue, GrowingRoots roots, List<TreeNode> created, ref TreeNode? top)
    {
        if (upgrade.Length == 0 || upgrade.Length > ProtocolLimits.LogLengthBlocksMax - upgrade.Start) return Violation.MalformedProof;
        if (!TryGrow(roots, upgrade.Start + upgrade.Length, upgrade.Nodes, created, ref top)) return Violation.MalformedProof;
        if (prologue is { } start && !IsOnPrologue(upgrade, start, roots)) return Violation.WrongPrologue;
        if (upgrade.AdditionalNodes.Count == 0) return null;
        var last = FlatTree.RightSpan(upgrade.AdditionalNodes[^1].Index) / 2;
        if (last < roots.LengthBlocks || last >= ProtocolLimits.LogLengthBlocksMax) return Violation.MalformedProof;
        TreeNode? none = null;
        return TryGrow(roots, last + 1, upgrade.AdditionalNodes, created, ref none) ? null : Violation.MalformedProof;
    }

    /// <summary>A log starts with its whole prologue; one of exactly that length has the hash the manifest names.</summary>
    private static bool IsOnPrologue(UpgradeProof upgrade, ManifestPrologue prologue, GrowingRoots roots)
    {
        if (upgrade.Start >= prologue.LengthBlocks) return true;
        if (upgrade.Start > 0 || upgrade.Length < prologue.LengthBlocks) return false;
        return upgrade.Length > prologue.LengthBlocks || roots.TreeHash() == prologue.TreeHash;
    }

    /// <summary>Climbs by siblings; one of them may be the end of another path, which then must be met on the way.</summary>
    private static bool TryClimb(
        TreeNode node, IReadOnlyList<TreeNode> siblings, int next, List<TreeNode> created, ref TreeNode? other, out TreeNode? top)
    {
        top = null;
        created.Add(node);
        while (next < siblings.Count || other is not null)
        {
            TreeNode sibling;
            if (other is { } end && end.Index == FlatTree.Sibling(node.Index)) (sibling, other) = (end, null);
            else if (next < siblings.Count && siblings[next].Index == FlatTree.Sibling(node.Index)) created.Add(sibling = siblings[next++]);
            else return false;
            node = MerkleTree.Parent(node, sibling);
            if (node.SizeBytes > CompactUInt.Max) return false;
            created.Add(node);
        }
        top = node;
        return true;
    }

    private static bool TryGrow(
        GrowingRoots roots, ulong lengthBlocks, IReadOnlyList<TreeNode> nodes, List<TreeNode> created, ref TreeNode? top)
    {
        var (taken, path) = (0, top);
        var isGrown = roots.TryGrow(lengthBlocks, Take, created);
        top = path;
        return isGrown && taken == nodes.Count;

        TreeNode? Take(ulong index)
        {
            if (path is { } node && node.Index == index)
            {
                path = null;
                return node;
            }
            return taken < nodes.Count && nodes[taken].Index == index ? nodes[taken++] : null;
        }
    }
}
