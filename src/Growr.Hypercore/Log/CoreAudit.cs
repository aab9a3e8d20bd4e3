namespace Growr.Hypercore.Log;

/// <summary>Recomputes a whole core from its blocks: what a reader does who believes nothing but the core key.</summary>
public static class CoreAudit
{
    /// <summary>
    /// Hashes every block, builds the tree anew, compares it with the head, and checks the head's signature and the manifest
    /// against the core key. Reads each block once; memory does not grow with the core.
    /// </summary>
    /// <param name="core">A core of which all blocks are held.</param>
    /// <param name="progress">Called with the number of blocks done, from time to time; may be null.</param>
    public static AuditReport Run(ICoreReader core, Action<ulong>? progress = null)
    {
        var head = core.Head;
        if (head.LengthBlocks == 0) return new AuditReport(head, null, null);
        if (!Manifest.TryOf(core, out var manifest))
            return new AuditReport(head, AuditFault.ManifestOfAnotherCore, null);

        var roots = new GrowingRoots([]);
        var created = new List<TreeNode>();
        for (var index = 0UL; index < head.LengthBlocks; index++)
        {
            if (!core.TryGetBlock(index, out var block)) return new AuditReport(head, AuditFault.BlockMissing, index);
            var leaf = MerkleTree.Leaf(index, block.Span);
            if (!core.TryGetNode(leaf.Index, out var stored) || stored != leaf) return new AuditReport(head, AuditFault.BlockChanged, index);
            created.Clear();
            roots.Append(leaf, created);
            if ((index + 1) % ProgressStepBlocks == 0) progress?.Invoke(index + 1);
        }
        if (roots.TreeHash() != head.TreeHash || roots.SizeBytes != head.SizeBytes) return new AuditReport(head, AuditFault.TreeDiffers, null);
        var isSigned = TreeSignature.Verify(manifest!, core.Key, head, roots.ToArray()) is null;
        return new AuditReport(head, isSigned ? null : AuditFault.NotSigned, null);
    }

    private const ulong ProgressStepBlocks = 4096;
}

/// <summary>What an audit found.</summary>
/// <param name="Head">The head that was audited.</param>
/// <param name="Fault">What is wrong; null when every block and the signature are as the writer made them.</param>
/// <param name="BlockIndex">The block at fault, where it is about one.</param>
public sealed record AuditReport(LogHead Head, AuditFault? Fault, ulong? BlockIndex);

/// <summary>Why a core is not what its writer signed.</summary>
public enum AuditFault
{
    /// <summary>The manifest is malformed or hashes to another core key.</summary>
    ManifestOfAnotherCore = 1,

    /// <summary>A block is not held.</summary>
    BlockMissing,

    /// <summary>A block's hash differs from its leaf in the tree.</summary>
    BlockChanged,

    /// <summary>The tree over all blocks differs from the head.</summary>
    TreeDiffers,

    /// <summary>The head is not signed by the core's writer or enough of its signers.</summary>
    NotSigned,
}
