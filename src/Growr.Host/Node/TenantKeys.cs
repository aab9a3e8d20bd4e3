using Growr.Actors.Common;
using Growr.Actors.Feeds;
using Growr.Actors.Payments;
using Growr.Hypercore.Crypto;

namespace Growr.Host.Node;

/// <summary>Each organization's key for hashes of codes, derived from the node's seed.</summary>
public sealed class TenantKeys(KeyStore keys) : ITenantKeys
{
    public byte[] BlindingKey(TenantId tenant)
    {
        var key = new byte[KeyPair.SeedBytes];
        keys.Writer($"blinding/{tenant}").KeyPair.CopySeed(key);
        return key;
    }
}
