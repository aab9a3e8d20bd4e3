using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication;

public sealed class ReplicationSessionTests : IDisposable
{
    private static readonly ReplicationOptions ServeOnly = new() { Download = false };
    private static readonly ReplicationOptions Fetch = new();

    private readonly KeyPair _writer = TestCores.VectorWriter();

    public void Dispose() => _writer.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1000)]
    public void A_whole_log_is_downloaded(int lengthBlocks)
    {
        var (server, client) = Pair(lengthBlocks);
        new SessionNetwork(server, client).Open();
        AssertSame(server, client);
        Assert.Equal(1, client.Count<ReplicationEvent.Downloaded>());
        Assert.Equal(lengthBlocks, client.Events.OfType<ReplicationEvent.DataReceived>().Count(e => e.Data.Block is not null));
    }

    [Fact]
    public void A_log_is_downloaded_through_a_peer_that_downloaded_it()
    {
        var (server, middle) = Pair(37);
        new SessionNetwork(server, middle).Open();
        var relay = new SessionPeer(middle.Core, Fetch);
        var last = new SessionPeer(TestCores.EmptyReplicaOf(server.Core), Fetch);
        new SessionNetwork(relay, last).Open();
        AssertSame(server, last);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(7, 3)]
    public void Appends_are_followed_live(int blocksAtOnce, int times)
    {
        var (server, client) = Pair(2);
        var network = new SessionNetwork(server, client).Open();
        for (var i = 1; i <= times; i++)
        {
            network.Append(server, _writer, blocksAtOnce);
            network.Run();
            AssertSame(server, client);
            Assert.Equal(1 + i, client.Count<ReplicationEvent.Downloaded>());
        }
    }

    [Fact]
    public void Appends_during_a_download_are_fetched_too()
    {
        var (server, client) = Pair(50);
        var network = new SessionNetwork(server, client);
        var carried = 0;
        network.Loses = (_, _) =>
        {
            if (++carried % 10 == 0 && server.Core.Head.LengthBlocks < 60) network.Append(server, _writer, 1);
            return false;
        };
        network.Open();
        Assert.Equal(60UL, client.Core.Head.LengthBlocks);
        AssertSame(server, client);
    }

    [Fact]
    public void A_single_block_appended_to_a_followed_log_travels_with_its_upgrade()
    {
        var (server, client) = Pair(5);
        var network = new SessionNetwork(server, client).Open();
        network.Append(server, _writer, 1);
        network.Run();
        var last = client.Events.OfType<ReplicationEvent.DataReceived>().Last().Data;
        Assert.True(last is { Block.Index: 5, Upgrade: { Start: 5, Length: 1 } });
    }

    [Fact]
    public void Lost_answers_are_asked_for_again()
    {
        var (server, client) = Pair(300);
        var lost = 0;
        var network = new SessionNetwork(server, client)
        {
            Loses = (_, type) => SessionNetwork.IsData(type) && ++lost % 7 == 0,
        };
        network.Open();
        while (client.Core.ContiguousLengthBlocks < 300) Assert.True(network.PassTimeout());
        AssertSame(server, client);
        Assert.All(client.Rejected, violation => Assert.Equal(Violation.UnanchoredProof, violation));
        Assert.True(lost / 7 > 10);
    }

    [Fact]
    public void A_peer_that_never_answers_is_given_up_after_three_timeouts()
    {
        var (server, client) = Pair(5);
        var network = new SessionNetwork(server, client) { Loses = (_, type) => SessionNetwork.IsData(type) }.Open();
        Assert.Equal(new Instant(1000) + Fetch.RequestTimeout, client.Session.NextTimeout);
        network.PassTimeout();
        network.PassTimeout();
        Assert.Equal(0, client.Count<ReplicationEvent.CloseWanted>());
        network.PassTimeout();
        Assert.Equal(new ReplicationEvent.CloseWanted(CloseReason.Unanswered), client.Events[^1]);
        Assert.Equal(3, client.CountSent(MessageType.Request));
        Assert.Null(client.Session.NextTimeout);
    }

    [Fact]
    public void A_slow_peer_that_answers_now_and_then_is_not_given_up()
    {
        var (server, client) = Pair(100);
        var network = new SessionNetwork(server, client);
        var answers = 0;
        network.Loses = (_, type) => SessionNetwork.IsData(type) && ++answers % 3 == 0;
        network.Open();
        while (network.PassTimeout())
        {
        }
        AssertSame(server, client);
        Assert.Equal(0, client.Count<ReplicationEvent.CloseWanted>());
    }

    [Fact]
    public void A_timeout_counts_from_the_last_answer()
    {
        var (server, client) = Pair(2);
        var network = new SessionNetwork(server, client)
        {
            Loses = (_, type) => SessionNetwork.IsData(type) && client.Core.Head.LengthBlocks > 0,
        }.Open();
        Assert.True(RequestMessage.TryDecode(client.Sent.Last(m => m.Type == MessageType.Request).Body, out var last));
        Assert.True(Prover.TryProve(server.Core, last, out var data, out _));
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        data!.Encode(output);
        var later = network.Now + TimeSpan.FromSeconds(10);
        client.Receive(MessageType.Data, output.WrittenSpan.ToArray(), later);
        Assert.Equal(later + Fetch.RequestTimeout, client.Session.NextTimeout);
        client.Session.HandleTimeout(network.Now + Fetch.RequestTimeout);
        Assert.Equal(later + Fetch.RequestTimeout, client.Session.NextTimeout);
    }

    [Theory]
    [InlineData(3UL, true)]
    [InlineData(5UL, false)]
    public void Only_a_shorter_peers_sync_is_answered_with_an_acknowledgement(ulong length, bool isAnswered)
    {
        var (server, client) = Pair(5);
        var network = new SessionNetwork(server, client).Open();
        var said = server.CountSent(MessageType.Sync);
        server.Receive(MessageType.Sync, Encode(new SyncMessage { LengthBlocks = length, IsDownloading = true }), network.Now);
        network.Run();
        Assert.Equal(said + (isAnswered ? 1 : 0), server.CountSent(MessageType.Sync));
        if (!isAnswered) return;
        Assert.True(SyncMessage.TryDecode(server.Sent[^1].Body, out var answer));
        Assert.Equal((length, true), (answer.RemoteLengthBlocks, answer.CanUpgrade));
    }

    [Theory]
    [InlineData(0UL, true, true, true)]
    [InlineData(2UL, true, true, false)]        // the peer has not heard of our length yet
    [InlineData(0UL, false, true, false)]       // it cannot prove an upgrade
    [InlineData(0UL, true, false, false)]       // it does not answer
    public void An_upgrade_is_asked_of_a_peer_that_can_give_it(ulong acknowledged, bool canUpgrade, bool isUploading, bool isAsked)
    {
        var (_, client) = Pair(5);
        client.Session.Opened(false, new Instant(0));
        var sync = new SyncMessage
        {
            LengthBlocks = 5,
            RemoteLengthBlocks = acknowledged,
            CanUpgrade = canUpgrade,
            IsUploading = isUploading,
        };
        client.Receive(MessageType.Sync, Encode(sync), new Instant(0));
        while (client.TryPoll(out _, out _))
        {
        }
        Assert.Equal(isAsked ? 1 : 0, client.CountSent(MessageType.Request));
    }

    [Fact]
    public void No_more_requests_are_in_flight_than_allowed()
    {
        var (server, client) = Pair(1000);
        client.Stores = false;
        Run(server, client, upgradeFirst: true);
        Assert.Equal(ProtocolLimits.RequestsInFlightMax, client.CountSent(MessageType.Request) - 1);
    }

    [Fact]
    public void In_a_whole_download_each_tree_node_travels_once()
    {
        var (server, client) = Pair(1000);
        new SessionNetwork(server, client).Open();
        var nodes = client.Events.OfType<ReplicationEvent.DataReceived>().Sum(e => e.Data.Block?.Nodes.Count ?? 0);
        Assert.InRange(nodes, 1, 1000);
        Assert.Empty(client.Rejected);
    }

    [Fact]
    public void Large_blocks_leave_fewer_requests_in_flight()
    {
        var core = TestCores.Written(_writer, 0);
        var blocks = Enumerable.Repeat(new ReadOnlyMemory<byte>(new byte[100_000]), 30).ToArray();
        core.Commit(Feed.PlanAppend(core, Manifest.ForWriter(_writer.PublicKey), _writer, blocks));
        var server = new SessionPeer(core, ServeOnly);
        var client = new SessionPeer(TestCores.EmptyReplicaOf(core), Fetch with { BytesInFlightMax = 1_000_000 }) { Stores = false };
        Run(server, client, upgradeFirst: true);
        Assert.Equal(10, client.CountSent(MessageType.Request) - 1);
    }

    [Fact]
    public void A_stalled_disk_is_not_mistaken_for_a_stalled_peer()
    {
        var (server, client) = Pair(5);
        client.Stores = false;
        var network = new SessionNetwork(server, client).Open();
        Assert.Null(client.Session.NextTimeout);
        client.Stores = true;
        client.Store(client.Events.OfType<ReplicationEvent.DataReceived>().Single().Data, network.Now);
        network.Run();
        AssertSame(server, client);
    }

    [Fact]
    public void What_a_sparse_peer_holds_is_fetched_from_it_and_nothing_else_is_asked()
    {
        var (full, _) = Pair(40);
        var sparse = TestCores.Sparse(full.Core, 40, index => index is not (4 or 20 or 21));
        var (server, client) = (new SessionPeer(sparse, ServeOnly), new SessionPeer(TestCores.EmptyReplicaOf(sparse), Fetch));
        new SessionNetwork(server, client).Open();
        Assert.Equal(37, Enumerable.Range(0, 40).Count(i => client.Core.HasBlock((ulong)i)));
        Assert.Equal(0, client.Count<ReplicationEvent.Downloaded>());
        Assert.Equal(0, server.CountSent(MessageType.NoData));
        var bitfield = server.Sent.Single(message => message.Type == MessageType.Bitfield).Body;
        Assert.Equal("0002efffcfffff000000", Vectors.Hex(bitfield));
    }

    [Fact]
    public void Blocks_that_reach_a_sparse_peer_later_are_fetched_once_it_tells()
    {
        var (full, _) = Pair(40);
        var sparse = TestCores.Sparse(full.Core, 40, index => index != 4);
        var (server, client) = (new SessionPeer(sparse, ServeOnly), new SessionPeer(TestCores.EmptyReplicaOf(sparse), Fetch));
        var network = new SessionNetwork(server, client).Open();
        sparse.Commit(new CoreCommit { Expected = sparse.Head, Blocks = [new LogBlock(4, TestCores.Block(4))] });
        server.Session.CoreChanged(network.Now);
        network.Run();
        AssertSame(full, client);
        Assert.Equal(1, client.Count<ReplicationEvent.Downloaded>());
    }

    [Fact]
    public void A_refused_block_is_asked_again_later()
    {
        var (full, _) = Pair(3);
        var sparse = TestCores.Sparse(full.Core, 3, index => index != 1);
        var (server, client) = (new SessionPeer(sparse, ServeOnly), new SessionPeer(TestCores.EmptyReplicaOf(sparse), Fetch));
        var network = new SessionNetwork(server, client).Open();
        client.Receive(MessageType.Range, [0, 0, 3], network.Now);
        network.Run();
        Assert.Equal(1, server.CountSent(MessageType.NoData));
        sparse.Commit(new CoreCommit { Expected = sparse.Head, Blocks = [new LogBlock(1, TestCores.Block(1))] });
        Assert.True(network.PassTimeout());
        AssertSame(full, client);
    }

    [Fact]
    public void A_channel_without_a_downloader_is_to_be_closed()
    {
        var core = TestCores.Written(_writer, 3);
        var (one, other) = (new SessionPeer(core, ServeOnly), new SessionPeer(core, ServeOnly));
        new SessionNetwork(one, other).Open();
        Assert.Contains(new ReplicationEvent.CloseWanted(CloseReason.Idle), one.Events);
        Assert.Contains(new ReplicationEvent.CloseWanted(CloseReason.Idle), other.Events);
    }

    [Fact]
    public void Two_sides_in_step_say_nothing_more()
    {
        var (server, client) = Pair(5);
        var network = new SessionNetwork(server, client).Open();
        var said = server.Sent.Count + client.Sent.Count;
        server.Session.CoreChanged(network.Now);
        client.Session.CoreChanged(network.Now);
        network.Run();
        Assert.Equal(said, server.Sent.Count + client.Sent.Count);
        Assert.Null(client.Session.NextTimeout);
    }

    [Fact]
    public void Control_messages_go_before_answers_and_a_cancelled_request_is_never_answered()
    {
        var (server, client) = Pair(5);
        var network = new SessionNetwork(server, client).Open();
        for (var id = 100UL; id < 103; id++) server.Receive(MessageType.Request, Encode(BlockRequest(id, 0)), network.Now);
        server.Receive(MessageType.Cancel, [101], network.Now);
        TestCores.Append(server.Core, _writer, 1);
        server.Session.CoreChanged(network.Now);
        var types = new List<int>();
        while (server.TryPoll(out var type, out _)) types.Add(type);
        Assert.Equal([MessageType.Range, MessageType.Sync, MessageType.Data, MessageType.Data], types);
    }

    [Fact]
    public void The_latest_request_with_priority_is_answered_first()
    {
        var (server, client) = Pair(5);
        var network = new SessionNetwork(server, client).Open();
        server.Receive(MessageType.Request, Encode(BlockRequest(100, 0)), network.Now);
        server.Receive(MessageType.Request, Encode(BlockRequest(101, 1) with { Priority = 1 }), network.Now);
        server.Receive(MessageType.Request, Encode(BlockRequest(102, 2) with { Priority = 1 }), network.Now);
        var ids = new List<ulong>();
        while (server.TryPoll(out _, out var body))
            if (DataMessage.TryDecode(body, out var data)) ids.Add(data!.RequestId);
        Assert.Equal([102, 101, 100], ids);
    }

    private static RequestMessage BlockRequest(ulong id, ulong index) => new() { Id = id, Block = new NodeRequest(index, 0) };

    private static byte[] Encode(RequestMessage request)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        request.Encode(output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Encode(SyncMessage sync)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        sync.Encode(output);
        return output.WrittenSpan.ToArray();
    }

    private (SessionPeer Server, SessionPeer Client) Pair(int lengthBlocks)
    {
        var core = TestCores.Written(_writer, lengthBlocks);
        return (new SessionPeer(core, ServeOnly), new SessionPeer(TestCores.EmptyReplicaOf(core), Fetch));
    }

    /// <summary>Lets the upgrade be stored, and nothing after it.</summary>
    private static void Run(SessionPeer server, SessionPeer client, bool upgradeFirst)
    {
        var network = new SessionNetwork(server, client).Open();
        if (upgradeFirst) client.Store(client.Events.OfType<ReplicationEvent.DataReceived>().Single().Data, network.Now);
        network.Run();
    }

    private static void AssertSame(SessionPeer server, SessionPeer client)
    {
        Assert.Null(client.Violated);
        Assert.Null(server.Violated);
        Assert.True(client.Core.Head.IsSameAs(server.Core.Head));
        for (var i = 0UL; i < server.Core.Head.LengthBlocks; i++)
        {
            Assert.True(client.Core.TryGetBlock(i, out var copy) && server.Core.TryGetBlock(i, out var block) &&
                copy.Span.SequenceEqual(block.Span), $"block {i}");
        }
    }
}
