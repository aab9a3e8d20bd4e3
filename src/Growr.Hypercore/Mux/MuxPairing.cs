namespace Growr.Hypercore.Mux;

/// <summary>One-sided opens, waiting in order of arrival for the other side's open of the same name.</summary>
internal sealed class MuxPairing
{
    private readonly Dictionary<MuxPairKey, List<MuxChannel>> _locals = [];
    private readonly Dictionary<MuxPairKey, List<MuxRemote>> _remotes = [];

    internal void Add(MuxChannel channel)
    {
        foreach (var key in channel.Keys) Add(_locals, key, channel);
    }

    internal void Add(MuxRemote remote) => Add(_remotes, remote.Key, remote);

    internal void Remove(MuxChannel channel)
    {
        foreach (var key in channel.Keys) Remove(_locals, key, channel);
    }

    internal void Remove(MuxRemote remote) => Remove(_remotes, remote.Key, remote);

    /// <summary>The local channel that has waited longest for an open of this name; it waits no more.</summary>
    internal MuxChannel? TakeLocal(MuxPairKey key)
    {
        if (!_locals.TryGetValue(key, out var waiting)) return null;
        var channel = waiting[0];
        Remove(channel);
        return channel;
    }

    /// <summary>The peer's open that has waited longest under one of these names; it waits no more.</summary>
    internal MuxRemote? TakeRemote(IEnumerable<MuxPairKey> keys)
    {
        foreach (var key in keys)
        {
            if (!_remotes.TryGetValue(key, out var waiting)) continue;
            var remote = waiting[0];
            Remove(remote);
            return remote;
        }
        return null;
    }

    // A name without waiting opens has no entry.
    private static void Add<T>(Dictionary<MuxPairKey, List<T>> table, MuxPairKey key, T item)
    {
        if (!table.TryGetValue(key, out var waiting)) table[key] = waiting = [];
        waiting.Add(item);
    }

    private static void Remove<T>(Dictionary<MuxPairKey, List<T>> table, MuxPairKey key, T item)
    {
        if (table.TryGetValue(key, out var waiting) && waiting.Remove(item) && waiting.Count == 0) table.Remove(key);
    }
}
