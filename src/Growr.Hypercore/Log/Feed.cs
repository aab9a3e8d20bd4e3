using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>The writer's side of a log: turns blocks into one signed, atomic change of a core. Stores nothing itself.</summary>
/// <remarks>Source: hypercore 11.35.5 lib/merkle-tree.js <c>MerkleTreeBatch.append</c>, lib/core.js <c>append</c>.</remarks>
public static class Feed
{
    /// <summary>
    /// Plans the append of a batch under one signature. The commit names the head it was planned on; the plan is signed, so
    /// it must not leave the process before its commit is durable, and a plan that was refused must be dropped.
    /// </summary>
    /// <param name="core">The core as committed; its roots are read.</param>
    /// <param name="manifest">The core's manifest: version 1 with the writer as only signer. Stored with the first append.</param>
    /// <param name="writer">Signs the new head.</param>
    /// <param name="blocks">Blocks to append, at most 15 MiB each. None: only user data is stored, nothing is signed.</param>
    /// <param name="userData">Values stored beside the blocks in the same commit.</param>
    /// <exception cref="ArgumentException">A block is too large, or manifest, writer and core do not belong together.</exception>
    /// <exception cref="InvalidDataException">The core lacks a root of its own head: the storage is damaged.</exception>
    public static CoreCommit PlanAppend(
        ICoreReader core,
        Manifest manifest,
        KeyPair writer,
        IReadOnlyList<ReadOnlyMemory<byte>> blocks,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? userData = null)
    {
        RequireOneWriter(core.Key, manifest, writer);
        var head = core.Head;
        var commit = new CoreCommit
        {
            Expected = head,
            Manifest = core.Manifest.IsEmpty ? manifest.Encode() : ReadOnlyMemory<byte>.Empty,
            UserData = userData ?? new Dictionary<string, ReadOnlyMemory<byte>>(),
        };
        if (blocks.Count == 0) return commit;
        if (!MerkleTree.TryReadRoots(core, head.LengthBlocks, out var stored))
            throw new InvalidDataException($"Core {core.Key} lacks a root of its own length {head.LengthBlocks}.");

        var roots = new GrowingRoots(stored);
        var nodes = new List<TreeNode>(2 * blocks.Count);
        var placed = new LogBlock[blocks.Count];
        for (var i = 0; i < blocks.Count; i++)
        {
            RequireSize(blocks[i].Length);
            placed[i] = new LogBlock(head.LengthBlocks + (ulong)i, blocks[i]);
            roots.Append(MerkleTree.Leaf(placed[i].Index, blocks[i].Span), nodes);
        }
        var (length, hash) = (roots.LengthBlocks, roots.TreeHash());
        var signature = TreeSignature.Sign(writer, core.Key, hash, length, head.Fork);
        return commit with
        {
            Head = new LogHead(head.Fork, length, roots.SizeBytes, hash, signature),
            Nodes = nodes,
            Blocks = placed,
        };
    }

    private static void RequireOneWriter(CoreKey core, Manifest manifest, KeyPair writer)
    {
        if (manifest.DeriveKey() != core)
            throw new ArgumentException($"The manifest does not belong to core {core}.", nameof(manifest));
        if (manifest is not { Version: 1, Quorum: 1, Signers.Count: 1, Prologue: null })
            throw new ArgumentException("Only cores with a version 1 manifest and one signer are written.", nameof(manifest));
        if (manifest.Signers[0].PublicKey != writer.PublicKey)
            throw new ArgumentException($"{writer} may not sign core {core}.", nameof(writer));
    }

    private static void RequireSize(int sizeBytes)
    {
        if (sizeBytes <= ProtocolLimits.BlockBytesMax) return;
        throw new ArgumentException(
            $"A block has {sizeBytes} bytes; at most {ProtocolLimits.BlockBytesMax} are possible.", "blocks");
    }
}
