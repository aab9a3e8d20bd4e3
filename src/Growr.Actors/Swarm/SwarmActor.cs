using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Growr.Actors.Feeds;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Actors.Swarm;

/// <summary>
/// The live peers of this node: one child that listens, one per peer to be dialled, one per connection. It remembers what is
/// followed and whom to dial; a restart of the node asks for both again.
/// </summary>
public sealed class SwarmActor : ReceiveActor
{
    private readonly SwarmSettings _settings;
    private readonly IActorRef _feeds;
    private readonly Dictionary<IPEndPoint, IActorRef> _dialers = [];
    private readonly Dictionary<IActorRef, IPEndPoint> _connections = [];
    private readonly Dictionary<CoreKey, ICoreReader> _followed = [];
    private readonly Dictionary<CoreKey, List<IActorRef>> _followers = [];
    private readonly HashSet<IActorRef> _subscribers = [];
    private readonly List<IActorRef> _askers = [];
    private object? _listening;

    public SwarmActor(SwarmSettings settings, IActorRef feeds)
    {
        (_settings, _feeds) = (settings, feeds);
        ReceiveCommands();
        ReceiveSockets();
        ReceiveFeeds();
        ReceivePeers();
        if (settings.ListenOn is null) _listening = new SwarmReplies.NotListening("This node is not set to listen.");
        if (settings.ListenOn is { } listenOn) Context.ActorOf(PeerListenerActor.Props(listenOn, settings.Time), "listener");
    }

    public static Props Props(SwarmSettings settings, IActorRef feeds) =>
        Akka.Actor.Props.Create(() => new SwarmActor(settings, feeds));

    /// <summary>
    /// A connection that throws is gone, its socket with it: nothing of it can be used again. The listener and the dialers
    /// start anew.
    /// </summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        maxNrOfRetries: 10, withinTimeRange: TimeSpan.FromMinutes(1),
        localOnlyDecider: _ => _connections.ContainsKey(Sender) ? Directive.Stop : Directive.Restart);

    private void ReceiveCommands()
    {
        Receive<SwarmCommands.Dial>(dial =>
        {
            if (!_dialers.ContainsKey(dial.Peer))
                _dialers[dial.Peer] = Context.ActorOf(PeerDialerActor.Props(dial.Peer, _settings.Time));
        });
        Receive<SwarmCommands.HangUp>(hangUp =>
        {
            StopDialling(hangUp.Peer);
            foreach (var (connection, peer) in _connections)
                if (peer.Equals(hangUp.Peer)) connection.Tell(new PeerStageCommands.HangUp());
        });
        Receive<SwarmCommands.Follow>(Follow);
        Receive<SwarmCommands.Subscribe>(_ =>
        {
            if (_subscribers.Add(Sender)) Context.Watch(Sender);
        });
        Receive<SwarmCommands.GetEndpoint>(_ =>
        {
            if (_listening is null) _askers.Add(Sender);
            else Sender.Tell(_listening);
        });
        Receive<SwarmCommands.GetPeers>(_ => Sender.Tell(new SwarmReplies.Peers([.. _connections.Values])));
    }

    private void ReceiveSockets()
    {
        Receive<PeerListenerActor.Bound>(bound => AnswerAskers(new SwarmReplies.Listening(bound.Endpoint)));
        Receive<PeerListenerActor.BindFailed>(failed => AnswerAskers(
            new SwarmReplies.NotListening($"{failed.Endpoint} cannot be listened on: {failed.Message}. Choose another port.")));
        Receive<PeerListenerActor.Accepted>(accepted => Connect(accepted.Socket, accepted.Peer, isInitiator: false));
        Receive<PeerDialerActor.Dialled>(dialled => Connect(dialled.Socket, dialled.Peer, isInitiator: true));
        Receive<SwarmEvents.PeerUnreachable>(Publish);
        Receive<SwarmEvents.RedialPlanned>(Publish);
    }

    private void ReceiveFeeds()
    {
        Receive<FeedReplies.Opened>(opened =>
        {
            _followed[opened.CoreKey] = opened.Core;
            foreach (var connection in _connections.Keys) Replicate(connection, opened.Core);
            AnswerFollowers(opened.CoreKey, new SwarmReplies.Following(opened.CoreKey, opened.Core));
        });
        Receive<FeedReplies.OpenRefused>(refused =>
            AnswerFollowers(refused.CoreKey, new SwarmReplies.FollowRefused(refused.CoreKey, refused.Message)));
    }

    private void ReceivePeers()
    {
        Receive<SwarmEvents.PeerConnected>(connected =>
        {
            if (_dialers.TryGetValue(connected.Peer, out var dialer)) dialer.Tell(new PeerDialerActor.Reached());
            Publish(connected);
        });
        Receive<SwarmEvents.CoreOpened>(Publish);
        Receive<SwarmEvents.CoreClosed>(Publish);
        Receive<SwarmEvents.CoreSeen>(Publish);
        Receive<SwarmEvents.CoreForked>(Publish);
        Receive<SwarmEvents.CoreDownloaded>(Publish);
        Receive<SwarmEvents.PeerGone>(gone =>
        {
            if (gone.Ending is PeerEnding.Violated) StopDialling(gone.Peer);
            Forget(Sender);
            Publish(gone);
        });
        Receive<Terminated>(ended =>
        {
            _subscribers.Remove(ended.ActorRef);
            Forget(ended.ActorRef);
        });
    }

    private void Forget(IActorRef connection)
    {
        if (_connections.Remove(connection, out var peer) && _dialers.TryGetValue(peer, out var dialer))
            dialer.Tell(new PeerDialerActor.Lost());
    }

    private void AnswerAskers(object answer)
    {
        _listening = answer;
        foreach (var asker in _askers) asker.Tell(answer);
        _askers.Clear();
    }

    private void Follow(SwarmCommands.Follow follow)
    {
        if (!_followers.TryGetValue(follow.CoreKey, out var followers)) _followers[follow.CoreKey] = followers = [];
        followers.Add(Sender);
        _feeds.Tell(new FeedCommands.OpenReplica(follow.CoreKey, follow.IsShared));
    }

    private void AnswerFollowers(CoreKey core, object answer)
    {
        if (!_followers.Remove(core, out var followers)) return;
        foreach (var follower in followers) follower.Tell(answer);
    }

    private void Connect(Socket ownedSocket, IPEndPoint peer, bool isInitiator)
    {
        if (_connections.Count >= _settings.ConnectionsMax)
        {
            ownedSocket.Dispose();
            Publish(new SwarmEvents.PeerGone(peer, new PeerEnding.TooMany()));
            if (isInitiator) Sender.Tell(new PeerDialerActor.Lost());
            return;
        }
        var connection = Context.Watch(
            Context.ActorOf(PeerConnectionActor.Props(ownedSocket, peer, isInitiator, _settings, _feeds)));
        _connections[connection] = peer;
        foreach (var core in _followed.Values) Replicate(connection, core);
    }

    private static void Replicate(IActorRef connection, ICoreReader core) =>
        connection.Tell(new PeerStageCommands.Open(core, SwarmSettings.Following));

    private void StopDialling(IPEndPoint peer)
    {
        if (_dialers.Remove(peer, out var dialer)) Context.Stop(dialer);
    }

    private void Publish(object @event)
    {
        foreach (var subscriber in _subscribers) subscriber.Tell(@event);
    }
}
