using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;

namespace Growr.Actors.Swarm;

/// <summary>Accepts connections and hands the sockets to its parent, which decides about them. A restart binds the port again.</summary>
internal sealed class PeerListenerActor : ReceiveActor
{
    private const int Backlog = 128;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(200);

    private readonly Socket _socket;
    private readonly IPEndPoint _listenOn;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private ITimer? _pause;

    /// <summary>To the parent: the port is bound.</summary>
    public sealed record Bound(IPEndPoint Endpoint);

    /// <summary>To the parent: the port cannot be had; the listener is gone.</summary>
    public sealed record BindFailed(IPEndPoint Endpoint, string Message);

    /// <summary>To the parent, which owns the socket from then on.</summary>
    public sealed record Accepted(Socket Socket, IPEndPoint Peer);

    private sealed record AcceptFailed(Exception Cause);

    private sealed record AcceptAgain;

    public PeerListenerActor(IPEndPoint listenOn, TimeProvider time)
    {
        (_listenOn, _time) = (listenOn, time);
        _socket = new Socket(listenOn.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Receive<Socket>(accepted =>
        {
            accepted.NoDelay = true;
            Context.Parent.Tell(new Accepted(accepted, (IPEndPoint)accepted.RemoteEndPoint!));
            AcceptNext();
        });
        // The peer left between knocking and being let in; or the operating system is short of something.
        Receive<AcceptFailed>(failed =>
        {
            _log.Info("A connection could not be accepted: {0}", failed.Cause.Message);
            var self = Self;
            _pause?.Dispose();
            _pause = _time.CreateTimer(_ => self.Tell(new AcceptAgain()), null, PauseAfterFailure, Timeout.InfiniteTimeSpan);
        });
        Receive<AcceptAgain>(_ => AcceptNext());
    }

    public static Props Props(IPEndPoint listenOn, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new PeerListenerActor(listenOn, time));

    protected override void PreStart()
    {
        try
        {
            _socket.Bind(_listenOn);
            _socket.Listen(Backlog);
        }
        catch (SocketException cause)
        {
            Context.Parent.Tell(new BindFailed(_listenOn, cause.Message));
            Context.Stop(Self);
            return;
        }
        Context.Parent.Tell(new Bound((IPEndPoint)_socket.LocalEndPoint!));
        AcceptNext();
    }

    protected override void PostStop()
    {
        _pause?.Dispose();
        _socket.Dispose();
    }

    private void AcceptNext() => _ = _socket.AcceptAsync().PipeTo(Self, failure: cause => new AcceptFailed(cause));
}
