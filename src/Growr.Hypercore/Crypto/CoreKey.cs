using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Growr.Hypercore.Crypto;

/// <summary>The name of a core, 32 bytes: the hash of its manifest. Who knows it may read the core.</summary>
public readonly record struct CoreKey
{
    private readonly Bytes32 _bytes;

    /// <summary>Copies exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">The source has another length.</exception>
    public CoreKey(ReadOnlySpan<byte> source) => _bytes = new Bytes32(source);

    /// <summary>The 32 bytes, without copying.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => _bytes.Span;

    /// <summary>Lower case hex, 64 characters.</summary>
    public string ToHex() => _bytes.ToHex();

    /// <summary>The key as people write it: z-base-32, 52 characters.</summary>
    public string ToId() => ZBase32.Encode(Span);

    /// <summary>Reads a key written as 52 characters z-base-32, 64 characters hex, or a pear:// link to either.</summary>
    /// <remarks>Source: hypercore-id-encoding 1.3.0 index.js, <c>decode</c>.</remarks>
    public static bool TryParse(string? text, out CoreKey key)
    {
        key = default;
        if (text is null) return false;
        if (text.StartsWith(PearScheme, StringComparison.Ordinal)) text = text[PearScheme.Length..].Split('/')[0];
        Span<byte> bytes = stackalloc byte[Bytes32.Size];
        var read = text.Length switch
        {
            52 => ZBase32.TryDecode(text, bytes),
            64 => Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done,
            _ => false,
        };
        if (read) key = new CoreKey(bytes);
        return read;
    }

    private const string PearScheme = "pear://";

    /// <inheritdoc/>
    public override string ToString() => ToId();
}
