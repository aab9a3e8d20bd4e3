using System.Security.Cryptography;
using Growr.Hypercore.Crypto;
using PublicKey = Growr.Hypercore.Crypto.PublicKey;

namespace Growr.Hypercore.Noise;

/// <summary>Key agreement on the Edwards curve itself; nothing is converted to the Montgomery form of X25519.</summary>
/// <remarks>Source: noise-curve-ed 2.1.0 index.js, <c>dh</c>.</remarks>
internal static class NoiseCurve
{
    internal const int SharedBytes = 32;

    /// <summary>The secret two key pairs share.</summary>
    /// <returns>False when the other side's key is not a point of the prime order group.</returns>
    internal static bool TryAgree(KeyPair own, PublicKey other, Span<byte> shared)
    {
        Span<byte> seed = stackalloc byte[KeyPair.SeedBytes];
        Span<byte> scalar = stackalloc byte[SHA512.HashSizeInBytes];
        own.CopySeed(seed);
        SHA512.HashData(seed, scalar);
        scalar[0] &= 248;
        scalar[31] &= 127;
        scalar[31] |= 64;
        var agreed = Sodium.TryMultiply(scalar[..32], other.Span, shared);
        CryptographicOperations.ZeroMemory(seed);
        CryptographicOperations.ZeroMemory(scalar);
        return agreed;
    }
}
