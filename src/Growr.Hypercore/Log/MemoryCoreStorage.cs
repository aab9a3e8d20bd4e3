using System.Collections.Concurrent;
using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>Cores in memory, for tests and for what need not survive. Keeps every promise of the seam except durability.</summary>
public sealed class MemoryCoreStorage : ICoreStorage
{
    private readonly ConcurrentDictionary<CoreKey, MemoryCore> _cores = new();
    private readonly ConcurrentDictionary<DiscoveryKey, MemoryCore> _byDiscoveryKey = new();

    /// <inheritdoc/>
    public IReadOnlyList<CoreKey> Keys => [.. _cores.Keys];

    /// <inheritdoc/>
    public ICoreStore Open(CoreKey key)
    {
        var core = _cores.GetOrAdd(key, static key => new MemoryCore(key));
        _byDiscoveryKey.TryAdd(DiscoveryKey.Of(key), core);
        return core;
    }

    /// <inheritdoc/>
    public bool TryFind(DiscoveryKey discoveryKey, out ICoreStore? core)
    {
        var isHeld = _byDiscoveryKey.TryGetValue(discoveryKey, out var found);
        core = found;
        return isHeld;
    }

    /// <summary>Nothing to release.</summary>
    public void Dispose()
    {
    }
}
