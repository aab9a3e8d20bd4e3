using Growr.Hypercore.Log;

namespace Growr.Actors.Feeds;

/// <summary>Whether a stored head is one its writer signed.</summary>
internal static class CoreCheck
{
    /// <exception cref="CorruptCoreException">Manifest, roots, tree hash and signature do not belong together.</exception>
    public static void Verify(ICoreReader core)
    {
        var head = core.Head;
        if (head.LengthBlocks == 0) return;
        if (!Manifest.TryOf(core, out var manifest))
            throw new CorruptCoreException($"The manifest of core {core.Key} does not belong to it.");
        if (!MerkleTree.TryReadRoots(core, head.LengthBlocks, out var roots) || MerkleTree.TreeHash(roots) != head.TreeHash)
            throw new CorruptCoreException($"The roots of core {core.Key} are not those of its head, {head.LengthBlocks} blocks.");
        if (TreeSignature.Verify(manifest!, core.Key, head, roots) is { } violation)
            throw new CorruptCoreException($"The head of core {core.Key}, {head.LengthBlocks} blocks: {violation}.");
    }
}
