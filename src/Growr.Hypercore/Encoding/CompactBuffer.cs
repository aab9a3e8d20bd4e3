using System.Buffers;

namespace Growr.Hypercore.Encoding;

/// <summary>
/// Byte strings as compact-encoding writes them: a uint length in bytes, then the bytes. Where the format says
/// "optional", absent and empty are the same single zero byte, so absent is an empty value here.
/// </summary>
/// <remarks>Source: compact-encoding 3.5.2 index.js, <c>buffer</c>, <c>string</c>, <c>fixed</c>.</remarks>
public static class CompactBuffer
{
    /// <summary>Appends length and bytes.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        CompactUInt.Write(output, (ulong)value.Length);
        output.Write(value);
    }

    /// <summary>Appends a text as UTF-8; the length counts bytes.</summary>
    public static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<char> value)
    {
        var bytes = System.Text.Encoding.UTF8.GetByteCount(value);
        CompactUInt.Write(output, (ulong)bytes);
        System.Text.Encoding.UTF8.GetBytes(value, output.GetSpan(bytes));
        output.Advance(bytes);
    }

    /// <summary>Reads a byte string as a view of the input; nothing is copied or allocated.</summary>
    /// <param name="input">Moved behind the value on success.</param>
    /// <param name="bytesMax">The longest length accepted.</param>
    /// <param name="value">The bytes; shares the input's memory.</param>
    /// <returns>False when bytes are missing or the length is above the limit.</returns>
    public static bool TryRead(scoped ref ReadOnlySpan<byte> input, int bytesMax, out ReadOnlySpan<byte> value)
    {
        value = default;
        var rest = input;
        if (!CompactUInt.TryRead(ref rest, out var length)) return false;
        if (length > (ulong)bytesMax || length > (ulong)rest.Length) return false;
        value = rest[..(int)length];
        input = rest[(int)length..];
        return true;
    }

    /// <summary>Reads a UTF-8 text; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <returns>False when bytes are missing or the length in bytes is above the limit.</returns>
    public static bool TryReadString(ref ReadOnlySpan<byte> input, int bytesMax, out string value)
    {
        var read = TryRead(ref input, bytesMax, out var bytes);
        value = read ? System.Text.Encoding.UTF8.GetString(bytes) : "";
        return read;
    }

    /// <summary>Reads <paramref name="size"/> raw bytes as a view of the input.</summary>
    public static bool TryReadFixed(scoped ref ReadOnlySpan<byte> input, int size, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (input.Length < size) return false;
        value = input[..size];
        input = input[size..];
        return true;
    }
}
