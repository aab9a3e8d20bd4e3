using System.Buffers;
using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication;

public sealed class HostilePeerTests : IDisposable
{
    private static readonly Instant Now = new(0);

    private readonly KeyPair _writer = TestCores.VectorWriter();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void A_peer_that_keeps_asking_what_nobody_can_prove_is_violated_after_64_times()
    {
        var server = Server(5);
        for (var i = 0; i < ProtocolLimits.InvalidRequestsMax; i++)
        {
            Send(server, MessageType.Request, new RequestMessage { Id = 1, Block = new NodeRequest(0, 60) }.Encode);
            Assert.Null(server.Violated);
            Assert.True(server.TryPoll(out var type, out var body));
            Assert.Equal(MessageType.NoData, type);
            Assert.True(NoDataMessage.TryDecode(body, out var noData) && noData.Reason == NoDataReason.InvalidRequest);
        }
        Send(server, MessageType.Request, new RequestMessage { Id = 1, Block = new NodeRequest(0, 0) }.Encode);
        Assert.Equal(Violation.TooManyInvalidRequests, server.Violated);
    }

    [Fact]
    public void Requests_nobody_reads_answers_to_are_bounded_and_the_same_id_counts_once()
    {
        var server = Server(5);
        for (var i = 0UL; i < 3 * ProtocolLimits.RequestsQueuedMax; i++)
            Send(server, MessageType.Request, new RequestMessage { Id = i % ProtocolLimits.RequestsQueuedMax, Block = new NodeRequest(0, 0) }.Encode);
        Assert.Null(server.Violated);
        Send(server, MessageType.Request, new RequestMessage { Id = 5000, Block = new NodeRequest(0, 0) }.Encode);
        Assert.Equal(Violation.TooManyRequests, server.Violated);
    }

    [Fact]
    public void Wants_nobody_reads_answers_to_are_bounded()
    {
        var server = Server(5);
        for (var i = 0; i < ProtocolLimits.WantsQueuedMax; i++) Send(server, MessageType.Want, new WantMessage(0, 32, false).Encode);
        Assert.Null(server.Violated);
        Send(server, MessageType.Want, new WantMessage(0, 32, false).Encode);
        Assert.Equal(Violation.TooManyWants, server.Violated);
    }

    [Theory]
    [InlineData(MessageType.Sync, "0f0005")]
    [InlineData(MessageType.Sync, "0f00ffffffffffffff1f0000")]
    [InlineData(MessageType.Request, "0101000f")]
    [InlineData(MessageType.Cancel, "")]
    [InlineData(MessageType.Data, "01010004ff")]
    [InlineData(MessageType.NoData, "0101")]
    [InlineData(MessageType.Want, "00")]
    [InlineData(MessageType.Bitfield, "0002ffff")]
    [InlineData(MessageType.Range, "0000")]
    public void Malformed_bodies_are_a_violation(int type, string hex)
    {
        var client = Client(Server(5));
        client.Receive(type, Convert.FromHexString(hex), Now);
        Assert.Equal(Violation.MalformedMessage, client.Violated);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    public void Extensions_and_unknown_messages_are_ignored(int type)
    {
        var client = Client(Server(5));
        client.Receive(type, [0xff, 0xff], Now);
        Assert.Null(client.Violated);
    }

    [Fact]
    public void Data_nobody_asked_for_is_dropped()
    {
        var server = Server(5);
        var client = Client(server);
        Assert.True(Prover.TryProve(server.Core, new RequestMessage { Upgrade = new(0, 5), WantsManifest = true }, out var data, out _));
        foreach (var id in new ulong[] { 0, 1, 77 }) Send(client, MessageType.Data, (data! with { RequestId = id }).Encode);
        Assert.Equal(0, client.Count<ReplicationEvent.DataReceived>());
        Assert.Null(client.Violated);
    }

    [Fact]
    public void An_answer_that_brings_another_thing_than_asked_is_dropped()
    {
        var server = Server(5);
        var client = Client(server);
        Send(client, MessageType.Sync, Sync(length: 5).Encode);
        Assert.True(Poll(client, MessageType.Request));
        Assert.True(Prover.TryProve(server.Core, new RequestMessage { Id = 1, Block = new(4, 0), WantsManifest = true }, out var data, out _));
        Send(client, MessageType.Data, data!.Encode);
        Assert.Equal(0, client.Count<ReplicationEvent.DataReceived>());
        Assert.False(Poll(client, MessageType.Request));
    }

    [Fact]
    public void After_a_bad_proof_nothing_more_is_asked_of_the_peer()
    {
        var server = Server(5);
        var client = Client(server);
        var network = new SessionNetwork(server, client)
        {
            Loses = (from, type) => from == server && type == MessageType.Data,
        }.Open();
        Assert.True(DataMessage.TryDecode(server.Sent.Last(m => m.Type == MessageType.Data).Body, out var data));
        var forged = data! with { Upgrade = data.Upgrade! with { Signature = new byte[TreeSignature.SingleContainerBytes] } };
        Send(client, MessageType.Data, forged.Encode);
        Assert.Equal([Violation.MalformedSignature], client.Rejected);
        Send(client, MessageType.Sync, Sync(length: 6).Encode);
        Assert.False(Poll(client, MessageType.Request));
        Assert.Equal(0UL, client.Core.Head.LengthBlocks);
    }

    [Fact]
    public void A_proof_that_stands_on_nothing_is_forgiven_once()
    {
        var server = Server(8);
        var client = Client(server);
        var network = new SessionNetwork(server, client)
        {
            Loses = (from, type) => from == server && type == MessageType.Data && client.Core.Head.LengthBlocks > 0,
        }.Open();
        for (var time = 1; time <= 2; time++)
        {
            var asked = client.Sent.Last(m => m.Type == MessageType.Request && RequestMessage.TryDecode(m.Body, out var r) && r.Block?.Index == 0);
            Assert.True(RequestMessage.TryDecode(asked.Body, out var request));
            Assert.True(Prover.TryProve(server.Core, request with { Block = new NodeRequest(0, 1) }, out var tooShort, out _));
            Send(client, MessageType.Data, tooShort!.Encode);
            Assert.Equal(time, client.Rejected.Count(violation => violation == Violation.UnanchoredProof));
            Assert.Equal(time == 1, Poll(client, MessageType.Request));
        }
    }

    [Fact]
    public void A_higher_fork_is_reported_once_and_nothing_is_asked_on_it()
    {
        var client = Client(Server(5));
        for (var i = 0; i < 3; i++) Send(client, MessageType.Sync, (Sync(length: 5) with { Fork = 2 }).Encode);
        Assert.Equal([new ReplicationEvent.ForkAhead(2)], client.Events.OfType<ReplicationEvent.ForkAhead>());
        Assert.False(Poll(client, MessageType.Request));
    }

    [Fact]
    public void A_peer_that_declines_32_times_is_left_alone_until_later()
    {
        var server = Server(400);
        var client = Client(server);
        var network = new SessionNetwork(server, client)
        {
            Loses = (from, type) => from == server && type == MessageType.Data && client.Core.Head.LengthBlocks > 0,
        }.Open();
        for (var id = 2; id < 2 + ProtocolLimits.NoDataMax; id++)
        {
            Assert.Equal(ProtocolLimits.RequestsInFlightMax + id - 2, client.CountSent(MessageType.Request) - 1);
            Send(client, MessageType.NoData, new NoDataMessage((ulong)id, NoDataReason.NotAvailable).Encode);
            Assert.Equal(id < 1 + ProtocolLimits.NoDataMax, Poll(client, MessageType.Request));
        }
        network.Loses = (_, _) => false;
        while (network.PassTimeout())
        {
        }
        Assert.Equal(400UL, client.Core.ContiguousLengthBlocks);
    }

    [Fact]
    public void An_upgrade_overtaken_by_another_peer_is_dropped_and_the_rest_is_fetched()
    {
        var server = Server(5);
        var client = Client(server);
        var network = new SessionNetwork(server, client)
        {
            Loses = (from, type) => from == server && type == MessageType.Data,
        }.Open();
        Assert.True(DataMessage.TryDecode(server.Sent.Last(m => m.Type == MessageType.Data).Body, out var late));
        TestCores.Append(server.Core, _writer, 2);
        Assert.True(Prover.TryProve(server.Core, new RequestMessage { Upgrade = new(0, 6), WantsManifest = true }, out var other, out _));
        client.Store(other!, network.Now);
        Assert.Equal(7UL, client.Core.Head.LengthBlocks);
        network.Loses = (_, _) => false;
        client.Receive(MessageType.Data, Body(late!.Encode), network.Now);
        server.Session.CoreChanged(network.Now);
        network.Run();
        Assert.Equal(7UL, client.Core.ContiguousLengthBlocks);
        Assert.Null(client.Violated);
    }

    [Fact]
    public void Any_messages_in_any_order_neither_throw_nor_store_anything_unproven() =>
        Gen.Select(Gen.Int[0, 10], Gen.OneOf(Gen.Byte.Array[0, 40], Gen.Byte[0, 40].Array[0, 12])).List[1, 60].Sample(messages =>
        {
            var server = Server(5);
            foreach (var peer in new[] { server, Client(server), new SessionPeer(TestCores.Sparse(server.Core, 5, i => i == 3), new()) })
            {
                peer.Session.Opened(true, Now);
                foreach (var (type, body) in messages)
                {
                    peer.Receive(type, body, Now);
                    for (var i = 0; i < 4 && peer.TryPoll(out _, out _); i++) peer.DrainEvents(Now);
                }
                peer.Session.HandleTimeout(Now + TimeSpan.FromMinutes(1));
                Assert.True(peer.Core.Head.LengthBlocks == 0 || peer.Core.Head.IsSameAs(server.Core.Head));
            }
        }, iter: 500);

    private SessionPeer Server(int lengthBlocks)
    {
        var server = new SessionPeer(TestCores.Written(_writer, lengthBlocks), new ReplicationOptions { Download = false });
        server.Session.Opened(false, Now);
        while (server.TryPoll(out _, out _))
        {
        }
        return server;
    }

    private static SessionPeer Client(SessionPeer server)
    {
        var client = new SessionPeer(TestCores.EmptyReplicaOf(server.Core), new ReplicationOptions());
        client.Session.Opened(false, Now);
        return client;
    }

    private static SyncMessage Sync(ulong length) => new() { LengthBlocks = length, CanUpgrade = true, IsUploading = true, HasManifest = true };

    private static void Send(SessionPeer to, int type, Action<IBufferWriter<byte>> encode) => to.Receive(type, Body(encode), Now);

    private static byte[] Body(Action<IBufferWriter<byte>> encode)
    {
        var output = new ArrayBufferWriter<byte>();
        encode(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Drains the peer; whether a message of a type was among what it sent.</summary>
    private static bool Poll(SessionPeer peer, int wanted)
    {
        var isSent = false;
        while (peer.TryPoll(out var type, out _)) isSent |= type == wanted;
        return isSent;
    }
}
