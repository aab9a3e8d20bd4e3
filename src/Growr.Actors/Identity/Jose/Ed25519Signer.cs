using Growr.Actors.Identity.Dids;
using Growr.Hypercore.Crypto;

namespace Growr.Actors.Identity.Jose;

/// <summary>Signs with an Ed25519 pair, which stays owned by the caller.</summary>
public sealed class Ed25519Signer(KeyPair pair, string? keyId = null) : ISigner
{
    public VerificationKey Key { get; } = VerificationKey.Of(pair.PublicKey);

    /// <summary>As given, or that of the pair's did:key.</summary>
    public string KeyId => keyId ?? DidKey.MethodIdOf(Key);

    public string Algorithm => Algorithms.EdDsa;

    public byte[] Sign(ReadOnlySpan<byte> message) => pair.Sign(message);
}
