using System.Diagnostics.CodeAnalysis;

namespace Growr.Hypercore.Crypto;

/// <summary>What is announced about a core: BLAKE2b-256 keyed with the core key. Names a core without letting its reader open it.</summary>
public readonly record struct DiscoveryKey
{
    private readonly Bytes32 _bytes;

    /// <summary>Copies exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">The source has another length.</exception>
    public DiscoveryKey(ReadOnlySpan<byte> source) => _bytes = new Bytes32(source);

    /// <summary>The 32 bytes, without copying.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => _bytes.Span;

    /// <summary>Lower case hex, 64 characters.</summary>
    public string ToHex() => _bytes.ToHex();

    /// <summary>The discovery key of a core: BLAKE2b-256 of the ASCII text "hypercore", keyed with the core key.</summary>
    /// <remarks>Source: hypercore-crypto 3.7.0 index.js, <c>discoveryKey</c>.</remarks>
    public static DiscoveryKey Of(CoreKey key) => new(Blake2b.Keyed256(key.Span, "hypercore"u8).Span);

    /// <inheritdoc/>
    public override string ToString() => ToHex();
}
