using System.Security.Cryptography;
using System.Text;
using Growr.Actors.Common;
using Growr.Actors.Identity.Jose;
using Growr.Hypercore.Crypto;

namespace Growr.Actors.Identity.Dids;

/// <summary>One person under another name in every project: two projects cannot tell that they serve the same person.</summary>
public static class PairwiseDid
{
    /// <summary>The key pair of a person (32 secret bytes) in one project; always the same for the same input. The caller disposes it.</summary>
    /// <remarks>HKDF-SHA-256 (RFC 5869): salt is the tenant id, info names the purpose and the project.</remarks>
    public static KeyPair Derive(ReadOnlySpan<byte> personSeed, TenantId tenant, ProjectKey project)
    {
        Span<byte> seed = stackalloc byte[KeyPair.SeedBytes];
        try
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA256, personSeed, seed, Encoding.UTF8.GetBytes(tenant.Value),
                Encoding.UTF8.GetBytes($"growr/pairwise-did/v1|{project.Value}"));
            return KeyPair.FromSeed(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>The did:key of a person in one project.</summary>
    public static string Of(ReadOnlySpan<byte> personSeed, TenantId tenant, ProjectKey project)
    {
        using var pair = Derive(personSeed, tenant, project);
        return DidKey.Format(VerificationKey.Of(pair.PublicKey));
    }
}
