using System.Collections.Immutable;
using Growr.Actors.Feeds;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Actors.Swarm;

/// <summary>
/// A peer's answers on their way to a core's feed: one batch at a time, and everything that came meanwhile is the next one.
/// How much waits is bounded by what the connection reads ahead.
/// </summary>
internal sealed class StoreQueue(CoreKey coreKey)
{
    private readonly List<DataMessage> _waiting = [];
    private long _waitingBytes;
    private long? _storingBytes;

    public void Add(IEnumerable<DataMessage> data, long bytes)
    {
        _waiting.AddRange(data);
        _waitingBytes += bytes;
    }

    /// <summary>The next batch, when none is under way.</summary>
    public FeedCommands.StoreData? TryTake()
    {
        if (_storingBytes is not null || _waiting.Count == 0) return null;
        var batch = new FeedCommands.StoreData(coreKey, _waiting.ToImmutableArray());
        (_storingBytes, _waitingBytes) = (_waitingBytes, 0);
        _waiting.Clear();
        return batch;
    }

    /// <summary>The batch under way is done with.</summary>
    /// <returns>Its size.</returns>
    public long Finish()
    {
        var bytes = _storingBytes ?? 0;
        _storingBytes = null;
        return bytes;
    }
}
