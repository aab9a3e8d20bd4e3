using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Growr.Actors.Swarm;
using Growr.Actors.Tests.Feeds;
using Growr.Hypercore;
using Microsoft.Extensions.Time.Testing;

namespace Growr.Actors.Tests.Swarm;

public sealed class SwarmActorTests
{
    [Fact]
    public async Task Two_nodes_replicate_a_core_and_its_later_appends()
    {
        await using var server = await SwarmNode.StartAsync("server");
        await using var reader = await SwarmNode.StartAsync("reader");
        var written = await server.Write("book", isShared: true, "one", "two", "three");
        var copy = await reader.Follow(written.Key);
        reader.Dial(server.Endpoint);

        await reader.HearDownloaded(3);
        Assert.True(written.Head.IsSameAs(copy.Head));
        Assert.Equal("three", copy.Block(2));

        await server.Append(written, "four");
        await reader.HearDownloaded(4);
        Assert.Equal("four", copy.Block(3));
    }

    [Fact]
    public async Task A_large_core_and_a_small_one_arrive_over_one_connection()
    {
        await using var server = await SwarmNode.StartAsync("server");
        await using var reader = await SwarmNode.StartAsync("reader");
        var large = await server.Write("large", isShared: true, [.. Enumerable.Range(0, 30).Select(i => new string((char)('a' + i % 26), 1_000_000))]);
        var small = await server.Write("small", isShared: true, "one");
        reader.Dial(server.Endpoint);
        var largeCopy = await reader.Follow(large.Key);
        var smallCopy = await reader.Follow(small.Key);
        var (first, second) = (await reader.Hear<SwarmEvents.CoreDownloaded>(), await reader.Hear<SwarmEvents.CoreDownloaded>());
        Assert.Equal([1UL, 30UL], new[] { first.LengthBlocks, second.LengthBlocks }.Order());
        Assert.Equal(large.Block(29), largeCopy.Block(29));
        Assert.Equal("one", smallCopy.Block(0));
    }

    [Fact]
    public async Task A_copy_is_passed_on_to_a_third_node()
    {
        await using var writer = await SwarmNode.StartAsync("writer");
        await using var middle = await SwarmNode.StartAsync("middle");
        await using var reader = await SwarmNode.StartAsync("reader");
        var written = await writer.Write("book", isShared: true, "one", "two");
        await middle.Follow(written.Key);
        middle.Dial(writer.Endpoint);
        await middle.HearDownloaded(2);

        var copy = await reader.Follow(written.Key);
        reader.Dial(middle.Endpoint);
        await reader.HearDownloaded(2);
        await writer.Append(written, "three");
        await reader.HearDownloaded(3);
        Assert.Equal("three", copy.Block(2));
    }

    [Fact]
    public async Task A_core_that_is_not_published_is_not_served()
    {
        await using var server = await SwarmNode.StartAsync("server");
        await using var reader = await SwarmNode.StartAsync("reader");
        var hidden = await server.Write("full book", isShared: false, "one");
        var copy = await reader.Follow(hidden.Key);
        reader.Dial(server.Endpoint);
        Assert.True((await reader.Hear<SwarmEvents.CoreClosed>()).WasRejected);
        Assert.Equal(0UL, copy.Head.LengthBlocks);
    }

    [Fact]
    public async Task A_peer_that_sends_garbage_loses_its_own_connection_only()
    {
        await using var server = await SwarmNode.StartAsync("server");
        await using var reader = await SwarmNode.StartAsync("reader");
        var written = await server.Write("book", isShared: true, "one");
        await reader.Follow(written.Key);
        reader.Dial(server.Endpoint);
        await reader.HearDownloaded(1);

        using var garbage = await ConnectTo(server);
        await garbage.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        var warning = await server.Hear<Warning>();
        Assert.Contains(nameof(Violation.FrameTooLarge), warning.Message.ToString(), StringComparison.Ordinal);
        await AssertClosed(garbage);

        await server.Append(written, "two");
        await reader.HearDownloaded(2);
    }

    [Fact]
    public async Task A_peer_that_stalls_in_the_handshake_is_dropped_while_another_goes_on()
    {
        var time = new FakeTimeProvider();
        await using var server = await SwarmNode.StartAsync("server", settings => settings with { Time = time });
        await using var reader = await SwarmNode.StartAsync("reader", settings => settings with { Time = time });
        var written = await server.Write("book", isShared: true, "one");
        await reader.Follow(written.Key);
        reader.Dial(server.Endpoint);
        await reader.HearDownloaded(1);

        using var silent = await ConnectTo(server);
        using var halting = await ConnectTo(server);
        await halting.SendAsync(new byte[] { 32, 0, 0, 1, 2, 3 });
        Task<SwarmEvents.PeerGone> Gone(Socket socket) =>
            server.Hear<SwarmEvents.PeerGone>(gone => gone.Peer.Equals(socket.LocalEndPoint));
        var firstGone = Gone(silent);
        for (var i = 0; i < 12; i++)
        {
            // The half frame comes byte by byte; that does not buy time.
            if (i < 9) await halting.SendAsync(new byte[] { 4 });
            time.Advance(TimeSpan.FromSeconds(1));
            await server.Append(written, $"block {i}");
            await reader.HearDownloaded((ulong)i + 2);
        }
        Assert.Equal(new PeerEnding.Violated(Violation.HandshakeTimeout), (await firstGone).Ending);
        await AssertClosed(silent);
        await AssertClosed(halting);
    }

    [Fact]
    public async Task A_server_that_sends_a_forged_block_is_dropped_and_not_dialled_again()
    {
        var time = new FakeTimeProvider();
        await using var forger = await SwarmNode.StartAsync(
            "forger", settings => settings with { Published = new ForgingCatalog(settings.Published) });
        await using var reader = await SwarmNode.StartAsync("reader", settings => settings with { Time = time });
        var written = await forger.Write("book", isShared: true, "one", "two");
        var copy = await reader.Follow(written.Key);
        reader.Dial(forger.Endpoint);
        var gone = await reader.Hear<SwarmEvents.PeerGone>();
        Assert.Equal(new PeerEnding.Violated(Violation.WrongHash), gone.Ending);
        Assert.False(copy.HasBlock(1));

        time.Advance(RedialDelay.Longest);
        Assert.Empty((await reader.Swarm.Ask<SwarmReplies.Peers>(new SwarmCommands.GetPeers(), SwarmNode.Within)).Endpoints);
    }

    [Fact]
    public async Task A_peer_that_is_not_there_is_dialled_again_until_it_is()
    {
        var time = new FakeTimeProvider();
        await using var reader = await SwarmNode.StartAsync("reader", settings => settings with { Time = time });
        var free = FreeEndpoint();
        reader.Dial(free);
        for (var i = 0; i < 3; i++)
        {
            await reader.Hear<SwarmEvents.PeerUnreachable>();
            time.Advance((await reader.Hear<SwarmEvents.RedialPlanned>()).Delay);
        }

        await reader.Hear<SwarmEvents.RedialPlanned>();
        await using var server = await SwarmNode.StartAsync("server", settings => settings with { ListenOn = free });
        time.Advance(RedialDelay.Longest);
        await reader.Hear<SwarmEvents.PeerConnected>();
    }

    [Fact]
    public async Task A_lost_connection_is_dialled_again_and_one_hung_up_is_not()
    {
        var time = new FakeTimeProvider();
        await using var server = await SwarmNode.StartAsync("server");
        await using var reader = await SwarmNode.StartAsync("reader", settings => settings with { Time = time });
        reader.Dial(server.Endpoint);
        await reader.Hear<SwarmEvents.PeerConnected>();
        var peer = (await server.Hear<SwarmEvents.PeerConnected>()).Peer;
        server.Swarm.Tell(new SwarmCommands.HangUp(peer));
        Assert.Equal(new PeerEnding.ClosedByPeer(), (await reader.Hear<SwarmEvents.PeerGone>()).Ending);
        time.Advance((await reader.Hear<SwarmEvents.RedialPlanned>()).Delay);
        await reader.Hear<SwarmEvents.PeerConnected>();

        reader.Swarm.Tell(new SwarmCommands.HangUp(server.Endpoint));
        Assert.Equal(new PeerEnding.ClosedByUs(), (await reader.Hear<SwarmEvents.PeerGone>()).Ending);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_turned_away()
    {
        await using var server = await SwarmNode.StartAsync("server", settings => settings with { ConnectionsMax = 1 });
        using var first = await ConnectTo(server);
        using var second = await ConnectTo(server);
        Assert.Equal(new PeerEnding.TooMany(), (await server.Hear<SwarmEvents.PeerGone>()).Ending);
        await AssertClosed(second);
    }

    [Fact]
    public async Task A_taken_port_is_reported_in_words()
    {
        await using var server = await SwarmNode.StartAsync("server");
        await using var other = await SwarmNode.StartAsync("other", settings => settings with { ListenOn = server.Endpoint });
        var answer = await other.Swarm.Ask<SwarmReplies.NotListening>(new SwarmCommands.GetEndpoint(), SwarmNode.Within);
        Assert.Contains("Choose another port", answer.Message, StringComparison.Ordinal);
    }

    private static async Task<Socket> ConnectTo(SwarmNode node)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(node.Endpoint);
        return socket;
    }

    private static async Task AssertClosed(Socket socket)
    {
        using var patience = new CancellationTokenSource(SwarmNode.Within);
        try
        {
            while (await socket.ReceiveAsync(new byte[1024], SocketFlags.None, patience.Token) > 0) { }
        }
        catch (SocketException cause)
        {
            Assert.Equal(SocketError.ConnectionReset, cause.SocketErrorCode);
        }
    }

    private static IPEndPoint FreeEndpoint()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}
