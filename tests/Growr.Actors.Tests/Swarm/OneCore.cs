using System.Diagnostics.CodeAnalysis;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;

namespace Growr.Actors.Tests.Swarm;

/// <summary>A catalog with one core, or with none.</summary>
internal sealed class OneCore(ICoreReader? core) : ICoreCatalog
{
    public static readonly OneCore None = new(null);

    public bool TryFind(DiscoveryKey discoveryKey, [NotNullWhen(true)] out ICoreReader? found)
    {
        found = core is not null && DiscoveryKey.Of(core.Key) == discoveryKey ? core : null;
        return found is not null;
    }
}
