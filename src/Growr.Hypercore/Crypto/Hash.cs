using System.Diagnostics.CodeAnalysis;

namespace Growr.Hypercore.Crypto;

/// <summary>A BLAKE2b-256 digest, 32 bytes: of a block, a tree node, a tree.</summary>
public readonly record struct Hash
{
    private readonly Bytes32 _bytes;

    /// <summary>Copies exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">The source has another length.</exception>
    public Hash(ReadOnlySpan<byte> source) => _bytes = new Bytes32(source);

    /// <summary>The 32 bytes, without copying.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => _bytes.Span;

    /// <summary>Lower case hex, 64 characters.</summary>
    public string ToHex() => _bytes.ToHex();

    /// <inheritdoc/>
    public override string ToString() => ToHex();
}
