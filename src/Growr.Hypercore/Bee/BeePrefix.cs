namespace Growr.Hypercore.Bee;

/// <summary>
/// The prefix of a sub-database: a part of one tree whose keys share their beginning. All sub-databases of a bee share
/// its tree and its version.
/// </summary>
/// <remarks>
/// Keys that are empty or a single zero byte can be read, but a range without lower bound does not list them.
/// Source: hyperbee 2.27.3 index.js, <c>sub</c>.
/// </remarks>
public sealed class BeePrefix
{
    private static readonly byte[] DefaultSeparator = [0];
    private readonly byte[] _bytes;

    private BeePrefix(byte[] bytes) => _bytes = bytes;

    /// <summary>No prefix: the whole bee.</summary>
    public static BeePrefix None { get; } = new([]);

    /// <summary>The bytes every key of the sub-database begins with, separator included.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The prefix of a sub-database inside this one.</summary>
    /// <param name="name">Its name, written as UTF-8.</param>
    /// <param name="separator">Bytes between name and key, one zero byte when empty. Not inherited by nested ones.</param>
    public BeePrefix Sub(string name, ReadOnlySpan<byte> separator = default) =>
        new([.. _bytes, .. System.Text.Encoding.UTF8.GetBytes(name), .. separator.IsEmpty ? DefaultSeparator : separator]);

    /// <summary>The key as it stands in the tree: the prefix, then the key.</summary>
    public byte[] Key(ReadOnlySpan<byte> key) => [.. _bytes, .. key];

    /// <summary>The range of the whole tree that holds a range of this sub-database.</summary>
    public BeeRange Range(BeeRange range)
    {
        if (_bytes.Length == 0) return range;
        return range with
        {
            Gt = range.Gt is null && range.Gte is null ? Key(DefaultSeparator) : Prefixed(range.Gt),
            Gte = Prefixed(range.Gte),
            Lt = range.Lt is null && range.Lte is null ? End() : Prefixed(range.Lt),
            Lte = Prefixed(range.Lte),
        };
    }

    /// <summary>The prefix in hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(_bytes);

    private ReadOnlyMemory<byte>? Prefixed(ReadOnlyMemory<byte>? key)
    {
        if (key is not { } bytes) return null;              // a null array would become an empty key, not a missing one
        return Key(bytes.Span);
    }

    /// <summary>The first key behind all keys with this prefix; null when the prefix is all 255 and nothing lies behind.</summary>
    private ReadOnlyMemory<byte>? End()
    {
        var length = _bytes.AsSpan().LastIndexOfAnyExcept(byte.MaxValue) + 1;
        if (length == 0) return null;
        var end = _bytes[..length];
        end[^1]++;
        return end;
    }
}
