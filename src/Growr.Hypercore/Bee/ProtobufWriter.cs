using System.Numerics;

namespace Growr.Hypercore.Bee;

/// <summary>Writes protobuf fields into a buffer of the exact size, which the caller has added up before.</summary>
internal ref struct ProtobufWriter(Span<byte> output)
{
    private Span<byte> _rest = output;

    /// <summary>Bytes of a base-128 number: 1 to 10.</summary>
    public static int SizeOfVarint(ulong value) => (70 - BitOperations.LeadingZeroCount(value | 1)) / 7;

    /// <summary>Bytes of a field with a number below 16 and a byte string of a given size.</summary>
    public static int SizeOfField(int contentBytes) => 1 + SizeOfVarint((ulong)contentBytes) + contentBytes;

    public void WriteVarint(ulong value)
    {
        var i = 0;
        for (; value >= 0x80; value >>= 7) _rest[i++] = (byte)(value | 0x80);
        _rest[i++] = (byte)value;
        _rest = _rest[i..];
    }

    /// <summary>Begins a byte string; the caller writes the announced number of bytes next.</summary>
    public void WriteFieldHead(int number, int contentBytes)
    {
        WriteVarint((ulong)number << 3 | 2);
        WriteVarint((ulong)contentBytes);
    }

    public void WriteField(int number, ReadOnlySpan<byte> content)
    {
        WriteFieldHead(number, content.Length);
        content.CopyTo(_rest);
        _rest = _rest[content.Length..];
    }
}
