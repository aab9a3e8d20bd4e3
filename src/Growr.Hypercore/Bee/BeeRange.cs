namespace Growr.Hypercore.Bee;

/// <summary>
/// Which entries to read, and in which order. Bounds compare bytewise, a shorter key before a longer one it begins;
/// an exclusive bound wins over an inclusive one on the same side. The default is everything, ascending.
/// </summary>
public sealed record BeeRange
{
    /// <summary>Everything, ascending.</summary>
    public static BeeRange All { get; } = new();

    /// <summary>Only keys above this one.</summary>
    public ReadOnlyMemory<byte>? Gt { get; init; }

    /// <summary>Only this key and those above it.</summary>
    public ReadOnlyMemory<byte>? Gte { get; init; }

    /// <summary>Only keys below this one.</summary>
    public ReadOnlyMemory<byte>? Lt { get; init; }

    /// <summary>Only this key and those below it.</summary>
    public ReadOnlyMemory<byte>? Lte { get; init; }

    /// <summary>Descending instead of ascending.</summary>
    public bool IsReverse { get; init; }

    /// <summary>Number of entries at most; null for no limit.</summary>
    public ulong? LimitEntries { get; init; }

    internal ReadOnlyMemory<byte>? Lower => Gt ?? Gte;

    internal ReadOnlyMemory<byte>? Upper => Lt ?? Lte;

    internal bool IsLowerIncluded => Gt is null;

    internal bool IsUpperIncluded => Lt is null;

    /// <summary>Whether a key lies outside, on the side where the range ends.</summary>
    internal bool IsBehindEnd(ReadOnlySpan<byte> key)
    {
        if ((IsReverse ? Lower : Upper) is not { } end) return false;
        var order = IsReverse ? end.Span.SequenceCompareTo(key) : key.SequenceCompareTo(end.Span);
        return order > 0 || (order == 0 && !(IsReverse ? IsLowerIncluded : IsUpperIncluded));
    }
}
