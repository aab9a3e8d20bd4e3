using System.Buffers;
using System.Buffers.Binary;

namespace Growr.Hypercore.Encoding;

/// <summary>Counted lists as compact-encoding writes them: a uint count, then the items one behind the other.</summary>
/// <remarks>Source: compact-encoding 3.5.2 index.js, <c>array</c>, <c>uint32array</c>.</remarks>
public static class CompactArray
{
    /// <summary>Reads the count of a list and checks it before anything is allocated for the items.</summary>
    /// <param name="input">Moved behind the count on success.</param>
    /// <param name="countMax">Most items accepted; never above <see cref="ProtocolLimits.ArrayItemsMax"/>.</param>
    /// <param name="itemBytesMin">Fewest bytes one item takes: a count that the rest of the input cannot hold is refused.</param>
    /// <param name="count">Number of items that follow.</param>
    /// <returns>False, with the input where it was, for a missing or impossible count.</returns>
    public static bool TryReadCount(ref ReadOnlySpan<byte> input, int countMax, int itemBytesMin, out int count)
    {
        count = 0;
        var rest = input;
        if (!CompactUInt.TryRead(ref rest, out var read)) return false;
        if (read > (ulong)Math.Min(countMax, ProtocolLimits.ArrayItemsMax)) return false;
        if (read * (ulong)itemBytesMin > (ulong)rest.Length) return false;
        count = (int)read;
        input = rest;
        return true;
    }

    /// <summary>Appends 32-bit words, little endian, behind their number (of words, not bytes).</summary>
    public static void WriteUInt32s(IBufferWriter<byte> output, ReadOnlySpan<uint> words)
    {
        CompactUInt.Write(output, (ulong)words.Length);
        var span = output.GetSpan(words.Length * sizeof(uint));
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(span[(i * sizeof(uint))..], words[i]);
        output.Advance(words.Length * sizeof(uint));
    }

    /// <summary>Reads 32-bit words into a new array.</summary>
    /// <returns>False for a count above <paramref name="wordsMax"/> or above what the input holds.</returns>
    public static bool TryReadUInt32s(ref ReadOnlySpan<byte> input, int wordsMax, out uint[] words)
    {
        words = [];
        if (!TryReadCount(ref input, wordsMax, sizeof(uint), out var count)) return false;
        words = new uint[count];
        for (var i = 0; i < count; i++)
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(input[(i * sizeof(uint))..]);
        input = input[(count * sizeof(uint))..];
        return true;
    }
}
