namespace Growr.Hypercore.Log;

/// <summary>What one signer adds to the signature of a log with several.</summary>
/// <param name="Signer">Place of the signer in the manifest.</param>
/// <param name="Signature">64 bytes.</param>
/// <param name="PatchBlocks">How much longer than the log the tree is that was signed; 0 for the log itself.</param>
/// <param name="PatchNodes">Nodes that lead from the log to the longer tree; empty without a patch.</param>
public sealed record SignerSignature(
    ulong Signer, ReadOnlyMemory<byte> Signature, ulong PatchBlocks, IReadOnlyList<TreeNode> PatchNodes)
{
    /// <summary>The same signature, made for a longer log, as a signature of the shorter log it starts with.</summary>
    /// <param name="lengthBlocks">Length of the shorter log.</param>
    /// <param name="signed">Holds the nodes of the longer log.</param>
    /// <param name="signedLengthBlocks">Length that was signed.</param>
    /// <exception cref="ArgumentException">The log signed is the shorter one, or nodes of it are not held.</exception>
    public SignerSignature PatchedFrom(ulong lengthBlocks, ICoreReader signed, ulong signedLengthBlocks)
    {
        if (signedLengthBlocks < lengthBlocks)
            throw new ArgumentException($"{signedLengthBlocks} blocks were signed, not {lengthBlocks}.", nameof(signedLengthBlocks));
        if (signedLengthBlocks == lengthBlocks) return this;
        var nodes = new List<TreeNode>();
        foreach (var index in FlatTree.UpgradeNodes(lengthBlocks, signedLengthBlocks))
            if (signed.TryGetNode(index, out var node)) nodes.Add(node);
            else throw new ArgumentException($"Core {signed.Key} does not hold node {index}.", nameof(signed));
        return this with { PatchBlocks = signedLengthBlocks - lengthBlocks, PatchNodes = nodes };
    }
}
