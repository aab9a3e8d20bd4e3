using System.Buffers;
using System.Buffers.Binary;

namespace Growr.Hypercore.Encoding;

/// <summary>Unsigned integers as compact-encoding writes them: 1, 3, 5 or 9 bytes, little endian, below 2^53.</summary>
/// <remarks>Source: compact-encoding 3.5.2 index.js, <c>uint</c>. Longer forms than needed are read, never written.</remarks>
public static class CompactUInt
{
    /// <summary>Largest value a JavaScript peer can represent exactly: 2^53 − 1.</summary>
    public const ulong Max = (1UL << 53) - 1;

    private const byte Prefix16 = 0xfd;
    private const byte Prefix32 = 0xfe;
    private const byte Prefix64 = 0xff;

    /// <summary>Bytes <see cref="Write"/> takes for a value: 1, 3, 5 or 9.</summary>
    public static int SizeOf(ulong value) => value switch
    {
        < Prefix16 => 1,
        <= ushort.MaxValue => 3,
        <= uint.MaxValue => 5,
        _ => 9,
    };

    /// <summary>Appends a value in its shortest form.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is above <see cref="Max"/>.</exception>
    public static void Write(IBufferWriter<byte> output, ulong value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Max);
        var size = SizeOf(value);
        var span = output.GetSpan(size);
        switch (size)
        {
            case 1: span[0] = (byte)value; break;
            case 3: span[0] = Prefix16; BinaryPrimitives.WriteUInt16LittleEndian(span[1..], (ushort)value); break;
            case 5: span[0] = Prefix32; BinaryPrimitives.WriteUInt32LittleEndian(span[1..], (uint)value); break;
            default: span[0] = Prefix64; BinaryPrimitives.WriteUInt64LittleEndian(span[1..], value); break;
        }
        output.Advance(size);
    }

    /// <summary>Reads one value and moves <paramref name="input"/> behind it.</summary>
    /// <returns>False, with the input where it was, when bytes are missing or the value is above <see cref="Max"/>.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> input, out ulong value)
    {
        value = 0;
        if (input.IsEmpty) return false;
        var size = input[0] switch { < Prefix16 => 1, Prefix16 => 3, Prefix32 => 5, _ => 9 };
        if (input.Length < size) return false;
        var read = size switch
        {
            1 => input[0],
            3 => BinaryPrimitives.ReadUInt16LittleEndian(input[1..]),
            5 => BinaryPrimitives.ReadUInt32LittleEndian(input[1..]),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(input[1..]),
        };
        if (read > Max) return false;
        value = read;
        input = input[size..];
        return true;
    }
}
