using System.Security.Cryptography;
using Growr.Actors.Identity.Dids;

namespace Growr.Actors.Identity.Jose;

/// <summary>Signs with a P-256 key (ES256), which stays owned by the caller.</summary>
public sealed class P256Signer : ISigner
{
    private readonly ECDsa _key;

    /// <exception cref="ArgumentException">The key is on another curve.</exception>
    public P256Signer(ECDsa key, string? keyId = null)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        if (!VerificationKey.TryFromP256(point.X, point.Y, out var known)) throw new ArgumentException("Not a P-256 key.", nameof(key));
        (_key, Key, KeyId) = (key, known, keyId ?? DidKey.MethodIdOf(known));
    }

    public VerificationKey Key { get; }

    public string KeyId { get; }

    public string Algorithm => Algorithms.Es256;

    public byte[] Sign(ReadOnlySpan<byte> message) =>
        _key.SignData(message.ToArray(), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
