using Akka.Actor;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Actors.Feeds;

/// <summary>
/// The single writer of one core. Plans with the rules of the log, commits while it handles the message (it runs on
/// <see cref="FeedDispatcher"/>) and answers only after the commit is durable. It holds nothing that the storage does not:
/// a restart reads the head again. Readers do not come here, they have the core itself.
/// </summary>
internal sealed class FeedActor : ReceiveActor
{
    private readonly ICoreStore _core;
    private readonly KeyStore _keys;
    private readonly FeedQuarantine _quarantine;
    private readonly FeedContinuity _continuity;

    public FeedActor(ICoreStore core, KeyStore keys, FeedQuarantine quarantine, FeedContinuity continuity)
    {
        (_core, _keys, _quarantine, _continuity) = (core, keys, quarantine, continuity);
        Receive<FeedCommands.Append>(append => Writing(() => Append(append)));
        Receive<FeedCommands.StoreData>(data => Writing(() => Store(data)));
        Receive<FeedCommands.Subscribe>(_ => Subscribe());
        Receive<FeedCommands.Unsubscribe>(_ => Unsubscribe(Sender));
        Receive<FeedCommands.HeadSeen>(seen => Compare(seen.Head));
        Receive<Terminated>(ended => Unsubscribe(ended.ActorRef));
    }

    public static Props Props(ICoreStore core, KeyStore keys, FeedQuarantine quarantine)
    {
        var continuity = new FeedContinuity();
        return Akka.Actor.Props.Create(() => new FeedActor(core, keys, quarantine, continuity)).WithDispatcher(FeedDispatcher.Id);
    }

    private CoreKey Key => _core.Key;

    private void Append(FeedCommands.Append append)
    {
        if (!_keys.TryGetWriter(Key, out var writer)) Refuse(AppendRefusal.NotTheWriter);
        else if (_continuity.AnotherHead is not null) Refuse(AppendRefusal.AnotherHeadExists);
        else if (!append.Expected.IsSameAs(_core.Head)) Refuse(AppendRefusal.HeadMoved);
        else
        {
            var plan = Feed.PlanAppend(_core, writer.Manifest, writer.KeyPair, append.Blocks, append.UserData);
            if (_core.Commit(plan) != CommitOutcome.Committed) Refuse(AppendRefusal.HeadMoved);
            else Appended(hasGrown: plan.Head is not null);
        }
    }

    private void Appended(bool hasGrown)
    {
        Sender.Tell(new FeedReplies.Appended(Key, _core.Head));
        if (hasGrown) TellGrowth();
    }

    private void Store(FeedCommands.StoreData data)
    {
        var before = _core.Head;
        var rejected = new List<FeedReplies.DataRejected>();
        // A second round only after a write that the disk had refused turned out to be stored: the head moved under us.
        while (!TryStore(data.Messages, rejected)) rejected.Clear();
        foreach (var rejection in rejected) Sender.Tell(rejection);
        var refused = rejected.Select(rejection => rejection.RequestId).ToHashSet();
        ulong[] stored = [.. data.Messages.Select(message => message.RequestId).Where(id => !refused.Contains(id))];
        Sender.Tell(new FeedReplies.Stored(Key, _core.Head, stored));
        if (!before.IsSameAs(_core.Head)) TellGrowth();
    }

    private bool TryStore(IReadOnlyList<DataMessage> messages, List<FeedReplies.DataRejected> rejected)
    {
        var batch = new ReplicaBatch(_core);
        foreach (var message in messages)
            if (batch.TryAdd(message) is { } violation)
                rejected.Add(new FeedReplies.DataRejected(Key, message.RequestId, violation));
        return batch.IsEmpty || _core.Commit(batch.ToCommit()) == CommitOutcome.Committed;
    }

    private void Refuse(AppendRefusal reason) => Sender.Tell(new FeedReplies.AppendRefused(Key, reason, _core.Head));

    private void Compare(LogHead seen)
    {
        if (!_keys.TryGetWriter(Key, out var writer) || IsInOurPast(seen)) return;
        if (TreeSignature.Verify(writer.Manifest, Key, seen) is null) _continuity.AnotherHead = seen;
    }

    private bool IsInOurPast(LogHead seen) => seen.Fork == _core.Head.Fork
        && seen.LengthBlocks <= _core.Head.LengthBlocks
        && MerkleTree.TryReadRoots(_core, seen.LengthBlocks, out var roots)
        && MerkleTree.TreeHash(roots) == seen.TreeHash;

    private void Subscribe()
    {
        if (_continuity.Subscribers.Add(Sender)) Context.Watch(Sender);
        Sender.Tell(new FeedEvents.FeedGrew(Key, _core.Head));
    }

    private void Unsubscribe(IActorRef subscriber)
    {
        if (_continuity.Subscribers.Remove(subscriber)) Context.Unwatch(subscriber);
    }

    private void TellGrowth()
    {
        var grew = new FeedEvents.FeedGrew(Key, _core.Head);
        foreach (var subscriber in _continuity.Subscribers) subscriber.Tell(grew);
    }

    // The asker hears of a failure before the supervisor does; what then happens to this actor is the catalog's decision.
    private void Writing(Action write)
    {
        try { write(); }
        catch (IOException cause)
        {
            Sender.Tell(new FeedReplies.WriteFailed(Key, cause.Message));
            throw;
        }
        catch (Exception cause) when (cause is CorruptCoreException or InvalidDataException)
        {
            _quarantine.Add(Key, cause.Message);
            Sender.Tell(new FeedReplies.WriteFailed(Key, cause.Message));
            throw;
        }
    }
}
