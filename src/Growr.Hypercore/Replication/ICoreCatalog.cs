using System.Diagnostics.CodeAnalysis;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Replication;

/// <summary>The cores that may be replicated with peers. Safe to ask from any thread; answers from memory.</summary>
public interface ICoreCatalog
{
    /// <summary>
    /// The core a peer names by its discovery key. False also for a core that is held but not shared: a peer cannot tell
    /// the two apart.
    /// </summary>
    bool TryFind(DiscoveryKey discoveryKey, [NotNullWhen(true)] out ICoreReader? core);
}
