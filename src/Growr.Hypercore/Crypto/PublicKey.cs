using System.Diagnostics.CodeAnalysis;

namespace Growr.Hypercore.Crypto;

/// <summary>An Ed25519 public key, 32 bytes (compressed Edwards point).</summary>
public readonly record struct PublicKey
{
    private readonly Bytes32 _bytes;

    /// <summary>Copies exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">The source has another length.</exception>
    public PublicKey(ReadOnlySpan<byte> source) => _bytes = new Bytes32(source);

    /// <summary>The 32 bytes, without copying.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => _bytes.Span;

    /// <summary>Lower case hex, 64 characters.</summary>
    public string ToHex() => _bytes.ToHex();

    /// <inheritdoc/>
    public override string ToString() => ToHex();
}
