using Growr.Actors.Feeds;
using Growr.Hypercore;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;
using static Growr.Actors.Tests.Feeds.Commits;

namespace Growr.Actors.Tests.Feeds;

/// <summary>A feed that stores somebody else's core; the other side is a core in memory whose proofs are real.</summary>
public sealed class FeedReplicaTests : FeedTestKit
{
    private readonly FeedWriter _writer = new(KeyPair.FromSeed(new byte[32]));
    private readonly ICoreStore _origin;

    public FeedReplicaTests()
    {
        _origin = new MemoryCoreStorage().Open(_writer.CoreKey);
        Grow("one", "two", "three");
    }

    [Fact]
    public void Proven_data_is_stored_in_one_commit_and_told_to_subscribers()
    {
        var core = OpenReplica();
        var subscriber = CreateTestProbe();
        Catalog.Tell(new FeedCommands.Subscribe(core.Key), subscriber);
        subscriber.ExpectMsg<FeedEvents.FeedGrew>();
        Ask(new FeedCommands.StoreData(core.Key, [Upgrade(1, from: 0), Block(2, 0), Block(3, 2)]));
        var stored = ExpectMsg<FeedReplies.Stored>();
        Assert.Equal([1UL, 2, 3], stored.RequestIds);
        Assert.True(_origin.Head.IsSameAs(core.Head));
        Assert.Equal("one", core.Block(0));
        Assert.False(core.HasBlock(1));
        Assert.Equal("three", core.Block(2));
        Assert.Equal(3UL, subscriber.ExpectMsg<FeedEvents.FeedGrew>().Head.LengthBlocks);
    }

    [Fact]
    public void Data_that_is_not_proven_is_rejected_by_its_request_and_the_rest_is_stored()
    {
        var core = OpenReplica();
        var forged = Block(2, 0) with { Block = Block(2, 0).Block! with { Value = Bytes("0ne") } };
        Ask(new FeedCommands.StoreData(core.Key, [Upgrade(1, from: 0), forged, Block(3, 1)]));
        var rejected = ExpectMsg<FeedReplies.DataRejected>();
        Assert.Equal((2UL, Violation.WrongHash), (rejected.RequestId, rejected.Violation));
        Assert.Equal([1UL, 3], ExpectMsg<FeedReplies.Stored>().RequestIds);
        Assert.False(core.HasBlock(0));
        Assert.Equal("two", core.Block(1));
    }

    [Fact]
    public void An_upgrade_with_a_wrong_signature_leaves_the_core_as_it_was()
    {
        var core = OpenReplica();
        var upgrade = Upgrade(1, from: 0);
        var signature = upgrade.Upgrade!.Signature.ToArray();
        signature[20] ^= 1;
        Ask(new FeedCommands.StoreData(core.Key, [upgrade with { Upgrade = upgrade.Upgrade with { Signature = signature } }]));
        Assert.Equal(Violation.WrongSignature, ExpectMsg<FeedReplies.DataRejected>().Violation);
        Assert.Empty(ExpectMsg<FeedReplies.Stored>().RequestIds);
        Assert.Equal(0UL, core.Head.LengthBlocks);
        Assert.True(core.Manifest.IsEmpty);
    }

    [Fact]
    public void Blocks_of_a_known_length_do_not_count_as_growth()
    {
        var core = OpenReplica();
        Ask(new FeedCommands.StoreData(core.Key, [Upgrade(1, from: 0)]));
        ExpectMsg<FeedReplies.Stored>();
        var subscriber = CreateTestProbe();
        Catalog.Tell(new FeedCommands.Subscribe(core.Key), subscriber);
        subscriber.ExpectMsg<FeedEvents.FeedGrew>();
        Ask(new FeedCommands.StoreData(core.Key, [Block(2, 1)]));
        ExpectMsg<FeedReplies.Stored>();
        Grow("four");
        Ask(new FeedCommands.StoreData(core.Key, [Upgrade(3, from: 3)]));
        Assert.Equal(4UL, subscriber.ExpectMsg<FeedEvents.FeedGrew>().Head.LengthBlocks);
    }

    [Fact]
    public void A_disk_that_refuses_is_reported_and_the_same_data_is_stored_the_next_time()
    {
        var core = OpenReplica();
        var data = new FeedCommands.StoreData(core.Key, [Upgrade(1, from: 0), Block(2, 0)]);
        Storage.NextCommit = new IOException("the disk is full");
        Ask(data);
        ExpectMsg<FeedReplies.WriteFailed>();
        Ask(data);
        Assert.Equal([1UL, 2], ExpectMsg<FeedReplies.Stored>().RequestIds);
        Assert.Equal("one", core.Block(0));
    }

    [Fact]
    public void A_refusing_disk_does_not_make_a_feed_forget_why_it_must_not_sign()
    {
        var core = OpenOwn();
        Append(core, "one");
        Ask(new FeedCommands.HeadSeen(core.Key, HeadOfACopy(core, "two")));
        Ask(AppendTo(core.Key, core.Head, "two"));
        ExpectMsg<FeedReplies.AppendRefused>();
        Storage.NextCommit = new IOException("the disk is full");
        Ask(new FeedCommands.StoreData(core.Key, [CopyOf(core, "two")]));
        ExpectMsg<FeedReplies.WriteFailed>();
        Ask(AppendTo(core.Key, core.Head, "two"));
        Assert.Equal(AppendRefusal.AnotherHeadExists, ExpectMsg<FeedReplies.AppendRefused>().Reason);
    }

    private ICoreReader OpenReplica()
    {
        Ask(new FeedCommands.OpenReplica(_writer.CoreKey, IsShared: false));
        return ExpectMsg<FeedReplies.Opened>().Core;
    }

    private void Grow(params string[] blocks) =>
        _origin.Commit(Feed.PlanAppend(_origin, _writer.Manifest, _writer.KeyPair, [.. blocks.Select(Bytes)]));

    private DataMessage Upgrade(ulong id, ulong from) => Prove(_origin, new RequestMessage
    {
        Id = id,
        Upgrade = new UpgradeRequest(from, _origin.Head.LengthBlocks - from),
        WantsManifest = true,
    });

    // Of three blocks the first two hang under one root, the last is a root itself.
    private DataMessage Block(ulong id, ulong index) =>
        Prove(_origin, new RequestMessage { Id = id, Block = new NodeRequest(index, index < 2 ? 1UL : 0) });

    // What a restored copy of our own core would send after it went on by one block.
    private DataMessage CopyOf(ICoreReader core, string block)
    {
        var writer = Keys.Writer("book");
        var copy = new MemoryCoreStorage().Open(core.Key);
        for (ulong i = 0; i < core.Head.LengthBlocks; i++)
            copy.Commit(Feed.PlanAppend(copy, writer.Manifest, writer.KeyPair, [Bytes(core.Block(i)!)]));
        copy.Commit(Feed.PlanAppend(copy, writer.Manifest, writer.KeyPair, [Bytes(block)]));
        return Prove(copy, new RequestMessage { Id = 1, Upgrade = new UpgradeRequest(core.Head.LengthBlocks, 1) });
    }

    private static DataMessage Prove(ICoreReader core, RequestMessage request)
    {
        Assert.True(Prover.TryProve(core, request, out var data, out var reason), $"{reason}");
        return data!;
    }
}
