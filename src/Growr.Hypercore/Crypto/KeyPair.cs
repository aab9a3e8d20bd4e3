using NSec.Cryptography;

namespace Growr.Hypercore.Crypto;

/// <summary>An Ed25519 key pair. The secret lives in guarded memory until the pair is disposed and is never printed.</summary>
public sealed class KeyPair : IDisposable
{
    /// <summary>Bytes of a seed: 32.</summary>
    public const int SeedBytes = 32;

    /// <summary>Bytes of a signature: 64.</summary>
    public const int SignatureBytes = 64;

    private readonly Key _key;

    private KeyPair(Key key)
    {
        _key = key;
        PublicKey = new PublicKey(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>The half that may be known.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The pair that belongs to a 32-byte seed; the same seed always gives the same pair.</summary>
    /// <exception cref="ArgumentException">The seed has another length.</exception>
    public static KeyPair FromSeed(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedBytes) throw new ArgumentException($"A seed has {SeedBytes} bytes.", nameof(seed));
        var parameters = new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };
        return new KeyPair(Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey, parameters));
    }

    /// <summary>Signs a message: plain Ed25519 (RFC 8032), 64 bytes, the same for the same input.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => SignatureAlgorithm.Ed25519.Sign(_key, message);

    /// <summary>Whether a 64-byte signature was made for a message by the owner of a key. Any other length is false.</summary>
    public static bool Verify(PublicKey signer, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureBytes &&
        NSec.Cryptography.PublicKey.TryImport(
            SignatureAlgorithm.Ed25519, signer.Span, KeyBlobFormat.RawPublicKey, out var key) &&
        SignatureAlgorithm.Ed25519.Verify(key!, message, signature);

    /// <summary>Copies the 32-byte seed; the caller clears it after use.</summary>
    public void CopySeed(Span<byte> seed)
    {
        if (!_key.TryExport(KeyBlobFormat.RawPrivateKey, seed, out var written) || written != SeedBytes)
            throw new ArgumentException($"A seed has {SeedBytes} bytes.", nameof(seed));
    }

    /// <summary>The public key only.</summary>
    public override string ToString() => $"key pair of {PublicKey}";

    /// <summary>Wipes the secret.</summary>
    public void Dispose() => _key.Dispose();
}
