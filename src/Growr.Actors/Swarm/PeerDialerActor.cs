using System.Net;
using System.Net.Sockets;
using Akka.Actor;

namespace Growr.Actors.Swarm;

/// <summary>
/// Keeps one peer connected: dials, hands the socket to its parent, and dials again, later each time, when told that the
/// connection is lost. A restart dials anew.
/// </summary>
internal sealed class PeerDialerActor : ReceiveActor
{
    private readonly IPEndPoint _peer;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopped = new();
    private ITimer? _timer;
    private int _failures;

    /// <summary>To the parent, which owns the socket from then on.</summary>
    public sealed record Dialled(Socket Socket, IPEndPoint Peer);

    /// <summary>From the parent: the peer proved its key, so it is there.</summary>
    public sealed record Reached;

    /// <summary>From the parent: the connection was lost.</summary>
    public sealed record Lost;

    private sealed record DialFailed(Exception Cause);

    private sealed record DialNow;

    public PeerDialerActor(IPEndPoint peer, TimeProvider time)
    {
        (_peer, _time) = (peer, time);
        Receive<DialNow>(_ => Dial());
        Receive<Socket>(socket => Context.Parent.Tell(new Dialled(socket, _peer)));
        Receive<DialFailed>(failed =>
        {
            Context.Parent.Tell(new SwarmEvents.PeerUnreachable(_peer, failed.Cause.Message));
            DialLater();
        });
        Receive<Reached>(_ => _failures = 0);
        Receive<Lost>(_ => DialLater());
    }

    public static Props Props(IPEndPoint peer, TimeProvider time) => Akka.Actor.Props.Create(() => new PeerDialerActor(peer, time));

    protected override void PreStart() => Self.Tell(new DialNow());

    protected override void PostStop()
    {
        _timer?.Dispose();
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private void Dial() => _ = Connect(_peer, _stopped.Token).PipeTo(Self, failure: cause => new DialFailed(cause));

    private void DialLater()
    {
        var self = Self;
        var delay = RedialDelay.After(_failures++, Random.Shared.NextDouble());
        _timer?.Dispose();
        _timer = _time.CreateTimer(_ => self.Tell(new DialNow()), null, delay, Timeout.InfiniteTimeSpan);
        Context.Parent.Tell(new SwarmEvents.RedialPlanned(_peer, delay));
    }

    private static async Task<Socket> Connect(IPEndPoint peer, CancellationToken stopped)
    {
        var socket = new Socket(peer.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(peer, stopped);
            return socket;
        }
        catch (Exception cause) when (cause is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }
}
