using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;

namespace Growr.Actors.Feeds;

/// <summary>The cores peers may find. The catalog actor decides what is in it; connections read it from any thread.</summary>
public sealed class SharedCores : ICoreCatalog
{
    private readonly ConcurrentDictionary<DiscoveryKey, ICoreReader> _cores = new();

    public bool TryFind(DiscoveryKey discoveryKey, [NotNullWhen(true)] out ICoreReader? core) =>
        _cores.TryGetValue(discoveryKey, out core);

    internal void Share(ICoreReader core) => _cores[DiscoveryKey.Of(core.Key)] = core;

    internal void Withdraw(CoreKey key) => _cores.TryRemove(DiscoveryKey.Of(key), out _);
}
