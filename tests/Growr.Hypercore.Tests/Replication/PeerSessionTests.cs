using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Replication;

public sealed class PeerSessionTests : IDisposable
{
    private readonly PeerNode _reader = new(isInitiator: true);
    private readonly PeerNode _server = new(isInitiator: false);
    private readonly KeyPair _writer = TestCores.Writer("one");

    public void Dispose()
    {
        _reader.Dispose();
        _server.Dispose();
        _writer.Dispose();
    }

    [Fact]
    public void A_reader_that_knows_only_the_key_downloads_the_whole_core()
    {
        var written = _server.Publish(_writer, 40);
        var copy = _reader.Follow(written.Key);
        PeerNode.Settle(_reader, _server);

        Equal(written, copy);
        Assert.Equal(["connected", "opened", "downloaded 40"], _reader.News);
        Assert.Equal(["connected", "opened"], _server.News);
    }

    [Fact]
    public void Appends_arrive_live()
    {
        var written = _server.Publish(_writer, 3);
        var copy = _reader.Follow(written.Key);
        PeerNode.Settle(_reader, _server);
        foreach (var count in new[] { 1, 2, 30 })
        {
            _server.Append(written, _writer, count);
            PeerNode.Settle(_reader, _server);
            Equal(written, copy);
        }
    }

    [Fact]
    public void A_core_that_starts_empty_is_followed_from_its_first_block()
    {
        var written = _server.Publish(_writer, 0);
        var copy = _reader.Follow(written.Key);
        PeerNode.Settle(_reader, _server);
        _server.Append(written, _writer, 2);
        PeerNode.Settle(_reader, _server);
        Equal(written, copy);
    }

    [Fact]
    public void The_side_that_dialled_may_be_the_one_that_serves()
    {
        var written = _reader.Publish(_writer, 5);
        var copy = _server.Follow(written.Key);
        PeerNode.Settle(_reader, _server);
        Equal(written, copy);
    }

    [Fact]
    public void Five_cores_share_one_connection_and_take_turns()
    {
        var written = Enumerable.Range(0, 5).Select(i => _server.Publish(TestCores.Writer($"core {i}"), 50 + i)).ToArray();
        var copies = written.Select(core => _reader.Follow(core.Key)).ToArray();
        PeerNode.Settle(_reader, _server);
        foreach (var (core, copy) in written.Zip(copies)) Equal(core, copy);
    }

    [Fact]
    public void A_core_is_opened_on_a_running_connection_and_several_more_later()
    {
        PeerNode.Settle(_reader, _server);
        for (var i = 0; i < 3; i++)
        {
            var written = _server.Publish(TestCores.Writer($"later {i}"), 4);
            var copy = _reader.Follow(written.Key);
            PeerNode.Settle(_reader, _server);
            Equal(written, copy);
        }
    }

    [Fact]
    public void A_core_served_first_and_followed_later_is_downloaded()
    {
        // The other side follows it too and has nothing yet, so both open it.
        var copy = _reader.Follow(Manifest.ForWriter(_writer.PublicKey).DeriveKey());
        var written = _server.Publish(_writer, 0);
        PeerNode.Settle(_reader, _server);
        _server.Session.Open(written, PeerNode.Following, _server.Now);
        PeerNode.Settle(_reader, _server);

        TestCores.Append(copy, _writer, 6);
        _reader.Session.CoreChanged(DiscoveryKey.Of(copy.Key), _reader.Now);
        PeerNode.Settle(_reader, _server);
        Equal(copy, written);
    }

    [Fact]
    public void An_unknown_or_unpublished_core_is_rejected_and_the_connection_goes_on()
    {
        var hidden = TestCores.Written(_writer, 3, _server.Storage);
        var empty = _reader.Follow(hidden.Key);
        PeerNode.Settle(_reader, _server);
        Assert.Equal(["connected", "rejected"], _reader.News);
        Assert.Equal(0ul, empty.Head.LengthBlocks);

        var other = _server.Publish(TestCores.Writer("two"), 3);
        var copy = _reader.Follow(other.Key);
        PeerNode.Settle(_reader, _server);
        Equal(other, copy);
    }

    [Fact]
    public void A_peer_that_does_not_know_the_key_is_dropped()
    {
        var written = _server.Publish(_writer, 3);
        using var peer = new HandPeer(_server);
        peer.Open(written.Key, isCapable: false);
        peer.Exchange(_server);
        Assert.Equal(["connected", "violated WrongCapability"], _server.News);
        Assert.Empty(_server.Take());
        Assert.Null(_server.Session.NextTimeout);
    }

    [Fact]
    public void Bytes_altered_on_the_way_end_the_connection_and_store_nothing_wrong() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 100_000], Gen.Int[1, 255]).Sample((turn, place, change) =>
        {
            using PeerNode reader = new(isInitiator: true), server = new(isInitiator: false);
            var written = server.Publish(_writer, 20);
            var copy = reader.Follow(written.Key);
            for (var i = 0; i < 60; i++)
            {
                byte[] fromReader = reader.Take(), fromServer = server.Take();
                if (i == turn && fromServer.Length > 0) fromServer[place % fromServer.Length] ^= (byte)change;
                server.Give(fromReader);
                reader.Give(fromServer);
            }
            for (ulong i = 0; i < copy.Head.LengthBlocks; i++)
                if (copy.TryGetBlock(i, out var block)) Assert.Equal(TestCores.Block((int)i), block.ToArray());
        }, iter: 150);

    [Fact]
    public void Arbitrary_messages_on_an_open_channel_never_throw() =>
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 10], Gen.Byte.Array[0, 40]).Array[1, 20]).Sample((isFollowing, messages) =>
        {
            using var server = new PeerNode(isInitiator: false);
            var written = server.Publish(_writer, 5);
            if (isFollowing) server.Follow(written.Key);
            using var peer = new HandPeer(server);
            var channel = peer.Open(written.Key, isCapable: true);
            foreach (var (type, body) in messages)
            {
                peer.Mux.Send(channel, type, body);
                peer.Exchange(server);
            }
        }, iter: 300);

    [Fact]
    public void A_malformed_message_names_its_violation()
    {
        var written = _server.Publish(_writer, 3);
        using var peer = new HandPeer(_server);
        peer.Mux.Send(peer.Open(written.Key, isCapable: true), 0, [0xff]);
        peer.Exchange(_server);
        Assert.Equal("violated MalformedMessage", _server.News[^1]);
    }

    [Fact]
    public void A_peer_that_sends_opens_and_reads_nothing_is_not_read_for_ever()
    {
        using var peer = new HandPeer(_server);
        // A batch on channel 0 that opens number 1 again and again; each time it is rejected and free again.
        byte[] open = [5, 1, 1, 1, (byte)'x', 0];
        byte[] frame = [0, 0, 0, .. Enumerable.Repeat(open, 10_000).SelectMany(bytes => bytes)];
        for (var i = 0; i < 100 && _server.Session.CanReceive; i++) _server.Give(peer.Say(frame));
        Assert.False(_server.Session.CanReceive);
        while (_server.Take().Length > 0) { }
        Assert.True(_server.Session.CanReceive);
    }

    private static void Equal(ICoreReader expected, ICoreReader actual)
    {
        Assert.True(expected.Head.IsSameAs(actual.Head));
        Assert.Equal(expected.Head.LengthBlocks, actual.ContiguousLengthBlocks);
        for (ulong i = 0; i < expected.Head.LengthBlocks; i++)
        {
            Assert.True(actual.TryGetBlock(i, out var block));
            Assert.Equal(TestCores.Block((int)i), block.ToArray());
        }
    }
}
