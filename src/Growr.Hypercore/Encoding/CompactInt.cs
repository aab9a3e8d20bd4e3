using System.Buffers;

namespace Growr.Hypercore.Encoding;

/// <summary>Signed integers as compact-encoding writes them: zig-zag (0, -1, 1, -2, …), then a uint.</summary>
/// <remarks>Source: compact-encoding 3.5.2 index.js, <c>int</c>.</remarks>
public static class CompactInt
{
    /// <summary>Largest value: 2^52 − 1.</summary>
    public const long Max = (1L << 52) - 1;

    /// <summary>Smallest value: −2^52.</summary>
    public const long Min = -(1L << 52);

    /// <summary>Appends a value in its shortest form.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside <see cref="Min"/> to <see cref="Max"/>.</exception>
    public static void Write(IBufferWriter<byte> output, long value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Max);
        ArgumentOutOfRangeException.ThrowIfLessThan(value, Min);
        CompactUInt.Write(output, (ulong)(value << 1 ^ value >> 63));
    }

    /// <summary>Reads one value and moves <paramref name="input"/> behind it.</summary>
    /// <returns>False, with the input where it was, when bytes are missing or the uint below is too large.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> input, out long value)
    {
        value = 0;
        if (!CompactUInt.TryRead(ref input, out var folded)) return false;
        value = (long)(folded >> 1) ^ -(long)(folded & 1);
        return true;
    }
}
