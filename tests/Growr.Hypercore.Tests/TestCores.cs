using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests;

/// <summary>Cores in memory for tests: the writer of the golden files, and blocks made as theirs are.</summary>
internal static class TestCores
{
    public static KeyPair VectorWriter() => Writer("writer");

    public static KeyPair Writer(string label) =>
        KeyPair.FromSeed(Blake2b.Hash256(System.Text.Encoding.UTF8.GetBytes($"vectors/{label}")).Span);

    public static byte[] Block(int i) =>
        [.. Enumerable.Range(0, i * 13 % 29 + 1).Select(j => (byte)(i * 31 + j * 7))];

    /// <summary>A core that holds blocks 0 to length - 1, appended in one batch.</summary>
    public static ICoreStore Written(KeyPair writer, int lengthBlocks, ICoreStorage? storage = null)
    {
        var core = (storage ?? new MemoryCoreStorage()).Open(Manifest.ForWriter(writer.PublicKey).DeriveKey());
        if (lengthBlocks > 0) Append(core, writer, lengthBlocks);
        return core;
    }

    /// <summary>Appends the next blocks in one batch.</summary>
    public static void Append(ICoreStore core, KeyPair writer, int countBlocks)
    {
        var first = (int)core.Head.LengthBlocks;
        var blocks = Enumerable.Range(first, countBlocks).Select(i => new ReadOnlyMemory<byte>(Block(i))).ToArray();
        var outcome = core.Commit(Feed.PlanAppend(core, Manifest.ForWriter(writer.PublicKey), writer, blocks));
        Assert.Equal(CommitOutcome.Committed, outcome);
    }

    /// <summary>Stores the manifest of a core that has no blocks yet.</summary>
    public static void StoreManifest(ICoreStore core, KeyPair writer) =>
        core.Commit(new CoreCommit { Expected = core.Head, Manifest = Manifest.ForWriter(writer.PublicKey).Encode() });

    /// <summary>An empty core of the same key in another storage.</summary>
    public static ICoreStore EmptyReplicaOf(ICoreReader core) => new MemoryCoreStorage().Open(core.Key);

    /// <summary>The same blocks as another core of another name and manifest, under a signature made elsewhere.</summary>
    public static ICoreStore Resigned(ICoreReader full, CoreKey key, Manifest? manifest, ReadOnlyMemory<byte> signature)
    {
        var (copy, length) = (new MemoryCoreStorage().Open(key), full.Head.LengthBlocks);
        var blocks = new List<LogBlock>();
        for (var i = 0UL; i < length; i++)
            if (full.TryGetBlock(i, out var block)) blocks.Add(new LogBlock(i, block));
        copy.Commit(new CoreCommit
        {
            Expected = copy.Head,
            Head = full.Head with { Signature = signature },
            Manifest = manifest?.Encode() ?? [],
            Nodes = NodesOf(full),
            Blocks = blocks,
        });
        return copy;
    }

    /// <summary>Every tree node a core holds.</summary>
    public static TreeNode[] NodesOf(ICoreReader core) =>
        [.. Enumerable.Range(0, 2 * (int)core.Head.LengthBlocks)
            .Where(i => core.TryGetNode((ulong)i, out _))
            .Select(i => core.TryGetNode((ulong)i, out var node) ? node : default)];

    /// <summary>A copy with every node and only some of the blocks.</summary>
    public static ICoreStore Sparse(ICoreReader full, int lengthBlocks, Func<int, bool> holds)
    {
        var copy = EmptyReplicaOf(full);
        var blocks = Enumerable.Range(0, lengthBlocks).Where(holds).Select(i => new LogBlock((ulong)i, Block(i)));
        copy.Commit(new CoreCommit
        {
            Expected = copy.Head,
            Head = full.Head,
            Manifest = full.Manifest,
            Nodes = NodesOf(full),
            Blocks = [.. blocks],
        });
        return copy;
    }
}
