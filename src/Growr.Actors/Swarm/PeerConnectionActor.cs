using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Akka.Streams;
using Akka.Streams.Dsl;
using Growr.Actors.Feeds;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Replication;

namespace Growr.Actors.Swarm;

/// <summary>
/// One connection to one peer. Runs one graph, socket to session to socket, and carries messages between it and the feeds.
/// What it holds is lost when it stops, and nothing that matters: the peer is asked again on the next connection.
/// </summary>
internal sealed class PeerConnectionActor : ReceiveActor, IWithUnboundedStash
{
    /// <summary>Data that waits to be stored, beyond which no more is read from this peer.</summary>
    public const long UnstoredBytesMax = 8 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly IPEndPoint _peer;
    private readonly bool _isInitiator;
    private readonly SwarmSettings _settings;
    private readonly IActorRef _feeds;
    private readonly Dictionary<CoreKey, StoreQueue> _stores = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef _stage = ActorRefs.Nobody;

    private sealed record Ended(PeerEnding Ending);

    public PeerConnectionActor(Socket ownedSocket, IPEndPoint peer, bool isInitiator, SwarmSettings settings, IActorRef feeds)
    {
        (_socket, _peer, _isInitiator, _settings, _feeds) = (ownedSocket, peer, isInitiator, settings, feeds);
        Receive<PeerStageEvents.Started>(Start);
        Receive<Ended>(ended => End(ended.Ending));
        // Only the swarm speaks before the stage does; it follows a bounded number of cores.
        ReceiveAny(_ => Stash.Stash());
    }

    public IStash Stash { get; set; } = null!;

    public static Props Props(Socket ownedSocket, IPEndPoint peer, bool isInitiator, SwarmSettings settings, IActorRef feeds) =>
        Akka.Actor.Props.Create(() => new PeerConnectionActor(ownedSocket, peer, isInitiator, settings, feeds));

    protected override void PreStart() => _ = RunGraph().PipeTo(Self, success: ending => new Ended(ending));

    protected override void PostStop() => SocketFlow.Close(_socket);

    private void Running()
    {
        Receive<PeerStageEvents.Connected>(connected => Context.Parent.Tell(new SwarmEvents.PeerConnected(_peer, connected.PeerKey)));
        Receive<PeerStageEvents.CoreOpened>(Opened);
        Receive<PeerStageEvents.CoreClosed>(Closed);
        Receive<PeerStageEvents.DataArrived>(Store);
        Receive<PeerStageEvents.CoreNews>(Tell);
        Receive<FeedReplies.Stored>(Stored);
        Receive<FeedReplies.DataRejected>(rejected =>
            _stage.Tell(new PeerStageCommands.DataRejected(rejected.CoreKey, rejected.RequestId, rejected.Violation)));
        Receive<FeedReplies.WriteFailed>(failed => Finish(failed.CoreKey));
        Receive<FeedReplies.NotOpen>(notOpen => Finish(notOpen.CoreKey));
        Receive<FeedEvents.FeedGrew>(grew => _stage.Tell(new PeerStageCommands.CoreChanged(grew.CoreKey)));
        Receive<PeerStageCommands.Open>(open => _stage.Tell(open));
        Receive<PeerStageCommands.HangUp>(hangUp => _stage.Tell(hangUp));
        Receive<Ended>(ended => End(ended.Ending));
    }

    private Task<PeerEnding> RunGraph()
    {
        var settings = _settings;
        var isInitiator = _isInitiator;
        var stage = new PeerStage(
            now => new PeerSession(
                isInitiator, settings.Identity, settings.Nonces, settings.Published, SwarmSettings.Serving, now),
            settings.Time, Self, UnstoredBytesMax);
        return SocketFlow.Reads(_socket)
            .ViaMaterialized(stage, Keep.Right)
            .To(SocketFlow.Writes(_socket, settings.Time))
            .Run(Context.Materializer());
    }

    private void Start(PeerStageEvents.Started started)
    {
        _stage = started.Stage;
        Become(Running);
        Stash.UnstashAll();
    }

    private void Opened(PeerStageEvents.CoreOpened opened)
    {
        _feeds.Tell(new FeedCommands.Subscribe(opened.Core.Key));
        Context.Parent.Tell(new SwarmEvents.CoreOpened(_peer, opened.Core.Key));
    }

    private void Closed(PeerStageEvents.CoreClosed closed)
    {
        _feeds.Tell(new FeedCommands.Unsubscribe(closed.Core.Key));
        Context.Parent.Tell(new SwarmEvents.CoreClosed(_peer, closed.Core.Key, closed.WasRejected));
    }

    private void Tell(PeerStageEvents.CoreNews news)
    {
        object? told = news.Event switch
        {
            ReplicationEvent.RemoteChanged changed =>
                new SwarmEvents.CoreSeen(_peer, news.CoreKey, changed.Fork, changed.LengthBlocks),
            ReplicationEvent.ForkAhead ahead => new SwarmEvents.CoreForked(_peer, news.CoreKey, ahead.Fork),
            ReplicationEvent.Downloaded downloaded =>
                new SwarmEvents.CoreDownloaded(_peer, news.CoreKey, downloaded.LengthBlocks),
            _ => null,
        };
        if (told is not null) Context.Parent.Tell(told);
    }

    private void Store(PeerStageEvents.DataArrived arrived)
    {
        if (!_stores.TryGetValue(arrived.Core.Key, out var queue)) _stores[arrived.Core.Key] = queue = new StoreQueue(arrived.Core.Key);
        queue.Add(arrived.Data, arrived.Bytes);
        StoreNext(queue);
    }

    private void Stored(FeedReplies.Stored stored)
    {
        _stage.Tell(new PeerStageCommands.CoreChanged(stored.CoreKey));
        Finish(stored.CoreKey);
    }

    // A batch that was not stored is our disk's fault, not the peer's: it is asked for again when its requests time out.
    private void Finish(CoreKey core)
    {
        if (!_stores.TryGetValue(core, out var queue)) return;
        _stage.Tell(new PeerStageCommands.DataHandled(queue.Finish()));
        StoreNext(queue);
    }

    private void StoreNext(StoreQueue queue)
    {
        if (queue.TryTake() is { } batch) _feeds.Tell(batch);
    }

    private void End(PeerEnding ending)
    {
        if (ending is PeerEnding.Violated violated) _log.Warning("Peer {Peer} is dropped: {Violation}", _peer, violated.Reason);
        Context.Parent.Tell(new SwarmEvents.PeerGone(_peer, ending));
        Context.Stop(Self);
    }
}
