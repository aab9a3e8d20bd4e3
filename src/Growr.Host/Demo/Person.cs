using System.Security.Cryptography;
using Growr.Actors.Common;
using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Jose;
using Growr.Hypercore.Crypto;

namespace Growr.Host.Demo;

/// <summary>A borrower of the story: a key that only this process knows, and a wallet of credentials bound to it.</summary>
internal sealed class Person : IDisposable
{
    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(KeyPair.SeedBytes);
    private readonly KeyPair _keys;

    public Person(string name)
    {
        Name = name;
        _keys = KeyPair.FromSeed(_seed);
        Signer = new Ed25519Signer(_keys);
    }

    /// <summary>Stays in this process; no book, log line or message has it.</summary>
    public string Name { get; }

    public ISigner Signer { get; }

    public List<string> Wallet { get; } = [];

    /// <summary>The name this person has in one project, and nowhere else.</summary>
    public string DidIn(TenantId tenant, ProjectKey project) => PairwiseDid.Of(_seed, tenant, project);

    public void Dispose()
    {
        _keys.Dispose();
        CryptographicOperations.ZeroMemory(_seed);
    }
}
