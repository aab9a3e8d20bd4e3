using Growr.Actors.Feeds;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Chaos.Tests.Feeds;

/// <summary>Looks at a storage after a crash as a stranger would: believes signatures and proofs, nothing else.</summary>
internal sealed class Audit
{
    public ulong Blocks { get; private set; }

    public ulong AcknowledgedBlocks { get; private set; }

    public ulong LostBlocks { get; private set; }

    public int Forks { get; private set; }

    public int FailedReopens { get; private set; }

    /// <summary>Opens, checks every core, appends once more to each and closes.</summary>
    public void Check(string folder, int cores, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        try
        {
            using var storage = RocksCoreStorage.Open(folder);
            for (var i = 0; i < cores; i++)
                Check(new ChaosCore(i), storage.Open(new ChaosCore(i).Key), [.. acknowledged.Where(a => a.Core == i)]);
        }
        catch (Exception cause) when (cause is IOException or CorruptCoreException)
        {
            FailedReopens++;
            Console.WriteLine($"  reopening failed: {cause.Message}");
        }
    }

    private void Check(ChaosCore chaos, ICoreStore core, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        var head = core.Head;
        var acknowledgedLength = acknowledged.Select(a => a.LengthBlocks).DefaultIfEmpty().Max();
        Blocks += head.LengthBlocks;
        AcknowledgedBlocks += acknowledgedLength;
        LostBlocks += LostBelow(acknowledgedLength, chaos, core);
        Forks += acknowledged.Count(a => a.LengthBlocks <= head.LengthBlocks && TreeHash(core, a.LengthBlocks) != a.TreeHash);
        if (head.LengthBlocks > 0) AssertProven(chaos, core);
        Assert.Equal(head.LengthBlocks, core.ContiguousLengthBlocks);
        Assert.Equal(CommitOutcome.Committed, chaos.Append(core, 1));
        Assert.Equal((head.Fork, head.LengthBlocks + 1), (core.Head.Fork, core.Head.LengthBlocks));
        AssertProven(chaos, core);
    }

    private static ulong LostBelow(ulong lengthBlocks, ChaosCore chaos, ICoreStore core)
    {
        ulong lost = 0;
        for (ulong i = 0; i < lengthBlocks; i++)
            if (!core.TryGetBlock(i, out var block) || !block.Span.SequenceEqual(chaos.Block(i).Span)) lost++;
        return lost;
    }

    private static Growr.Hypercore.Crypto.Hash TreeHash(ICoreStore core, ulong lengthBlocks)
    {
        Assert.True(MerkleTree.TryReadRoots(core, lengthBlocks, out var roots));
        return MerkleTree.TreeHash(roots);
    }

    // Replicates the whole core with real proofs: the signature covers the head, the proofs lead every block to it.
    private static void AssertProven(ChaosCore chaos, ICoreStore core)
    {
        using var memory = new MemoryCoreStorage();
        var replica = memory.Open(core.Key);
        var whole = new UpgradeRequest(0, core.Head.LengthBlocks);
        Take(core, replica, new RequestMessage { Id = 1, Upgrade = whole, WantsManifest = true });
        Assert.True(core.Head.IsSameAs(replica.Head));
        for (ulong i = 0; i < core.Head.LengthBlocks; i++)
        {
            var nodes = MerkleTree.MissingNodes(replica, core.Head.LengthBlocks, i);
            Take(core, replica, new RequestMessage { Id = i + 2, Block = new NodeRequest(i, nodes) });
            Assert.True(replica.TryGetBlock(i, out var block));
            Assert.True(block.Span.SequenceEqual(chaos.Block(i).Span), $"Block {i} of core {chaos.Number} has other bytes.");
        }
    }

    private static void Take(ICoreStore from, ICoreStore to, RequestMessage request)
    {
        Assert.True(Prover.TryProve(from, request, out var data, out var reason), $"No proof for {request}: {reason}.");
        var batch = new ReplicaBatch(to);
        Assert.Null(batch.TryAdd(data!));
        Assert.Equal(CommitOutcome.Committed, to.Commit(batch.ToCommit()));
    }
}
