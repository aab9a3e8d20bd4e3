using Akka.Actor;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Actors.Feeds;

/// <summary>
/// Every core of this node by its key: opens them, checks what the disk gives back, keeps one <see cref="FeedActor"/> per
/// core, and decides which of them peers may find. Books and the swarm talk to it. Nothing of it survives a restart of the
/// process but what is in the storage: each book opens its core again.
/// </summary>
public sealed class FeedCatalogActor : ReceiveActor
{
    private readonly ICoreStorage _storage;
    private readonly KeyStore _keys;
    private readonly SharedCores _shared;
    private readonly FeedQuarantine _quarantine;
    private readonly Dictionary<CoreKey, IActorRef> _feeds = [];

    public FeedCatalogActor(ICoreStorage storage, KeyStore keys, SharedCores shared, FeedQuarantine quarantine)
    {
        (_storage, _keys, _shared, _quarantine) = (storage, keys, shared, quarantine);
        Receive<FeedCommands.OpenOwn>(open =>
            Open(_keys.Writer(open.Name).CoreKey, open.IsShared, open.IsEncrypted ? _keys.Encryption(open.Name) : null));
        Receive<FeedCommands.OpenReplica>(open => Open(open.CoreKey, open.IsShared));
        Receive<FeedCommands.Withdraw>(withdraw => _shared.Withdraw(withdraw.CoreKey));
        Receive<FeedCommands.ForCore>(PassOn);
        Receive<Terminated>(ended => Forget(_feeds.First(feed => feed.Value.Equals(ended.ActorRef)).Key));
    }

    public static Props Props(ICoreStorage storage, KeyStore keys, SharedCores shared, FeedQuarantine quarantine) =>
        Akka.Actor.Props.Create(() => new FeedCatalogActor(storage, keys, shared, quarantine)).WithDispatcher(FeedDispatcher.Id);

    /// <summary>
    /// The disk refused: start again from what it holds. Damaged bytes: stop, they are in quarantine by now. Anything else is
    /// a mistake of ours: stop, the owner opens the core anew.
    /// </summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(cause => cause is IOException ? Directive.Restart : Directive.Stop);

    private void Open(CoreKey key, bool isShared, BlockEncryption? encryption = null)
    {
        if (_quarantine.Contains(key)) Refuse(_quarantine.Explain(key));
        else
        {
            try { Sender.Tell(new FeedReplies.Opened(key, Start(key, isShared), encryption)); }
            catch (IOException cause) { Refuse(cause.Message); }
            catch (CorruptCoreException cause)
            {
                _quarantine.Add(key, cause.Message);
                Refuse(cause.Message);
            }
        }

        void Refuse(string message) => Sender.Tell(new FeedReplies.OpenRefused(key, message));
    }

    private ICoreStore Start(CoreKey key, bool isShared)
    {
        var core = _storage.Open(key);
        if (!_feeds.ContainsKey(key))
        {
            CoreCheck.Verify(core);
            _feeds[key] = Context.Watch(Context.ActorOf(FeedActor.Props(core, _keys, _quarantine)));
        }
        if (isShared) _shared.Share(core);
        return core;
    }

    private void PassOn(FeedCommands.ForCore message)
    {
        if (_feeds.TryGetValue(message.CoreKey, out var feed)) feed.Forward(message);
        else Sender.Tell(new FeedReplies.NotOpen(message.CoreKey));
    }

    private void Forget(CoreKey key)
    {
        _feeds.Remove(key);
        _shared.Withdraw(key);
    }
}
