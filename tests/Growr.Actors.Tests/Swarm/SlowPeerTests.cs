using System.Buffers;
using System.Net.Sockets;
using Growr.Actors.Swarm;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Microsoft.Extensions.Time.Testing;

namespace Growr.Actors.Tests.Swarm;

public sealed class SlowPeerTests
{
    [Fact]
    public async Task A_peer_that_asks_for_much_and_reads_nothing_is_dropped_when_its_time_is_up()
    {
        var time = new FakeTimeProvider();
        await using var server = await SwarmNode.StartAsync("server", settings => settings with { Time = time });
        var written = await server.Write("book", isShared: true, [.. Enumerable.Range(0, 40).Select(i => new string('x', 1_000_000))]);

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(server.Endpoint);
        using var identity = KeyPair.FromSeed(new byte[32]);
        using var peer = new PeerSession(
            true, identity, new SystemNonces(), OneCore.None, SwarmSettings.Serving, time.Now());
        peer.Open(new MemoryCoreStorage().Open(written.Key), new ReplicationOptions { BytesInFlightMax = long.MaxValue }, time.Now());
        await AskForMuch(peer, socket, time);
        await UntilNothingMoves(socket);

        // Nothing is read any more. The node's write waits; time passes; the connection ends, and only then.
        var gone = server.Hear<SwarmEvents.PeerGone>();
        while (!gone.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(gone, Task.Delay(20));
        }
        Assert.Contains("has read nothing", Assert.IsType<PeerEnding.Failed>((await gone).Ending).Message, StringComparison.Ordinal);
    }

    // The node's write waits once our receive buffer is full and stays as it is; before that no time may pass.
    private static async Task UntilNothingMoves(Socket socket)
    {
        var (last, unchanged) = (0, 0);
        while (unchanged < 10)
        {
            await Task.Delay(20);
            unchanged = socket.Available > 0 && socket.Available == last ? unchanged + 1 : 0;
            last = socket.Available;
        }
    }

    // Verifies and stores the first answer, which is the upgrade; then asks for all blocks.
    private static async Task AskForMuch(PeerSession peer, Socket socket, TimeProvider time)
    {
        var output = new ArrayBufferWriter<byte>();
        var input = new byte[4096];
        var isLengthKnown = false;
        while (true)
        {
            while (peer.TryPollEvent(out var @event))
            {
                if (@event is not PeerEvent.Replicated { Event: ReplicationEvent.DataReceived received } replicated) continue;
                var core = (ICoreStore)replicated.Core;
                var batch = new ReplicaBatch(core);
                Assert.Null(batch.TryAdd(received.Data));
                core.Commit(batch.ToCommit());
                peer.CoreChanged(DiscoveryKey.Of(core.Key), time.Now());
                isLengthKnown = true;
            }
            output.ResetWrittenCount();
            while (peer.TryPollTransmit(output)) { }
            await socket.SendAsync(output.WrittenMemory);
            if (isLengthKnown) return;
            var read = await socket.ReceiveAsync(input);
            peer.Receive(input.AsSpan(0, read), time.Now());
        }
    }
}
