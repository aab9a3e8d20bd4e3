using System.Buffers;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>Which blocks are held, one bit each. Replaces what was known of those blocks.</summary>
/// <param name="Start">Block of the first bit; a multiple of 32, others are ignored.</param>
/// <param name="Words">Bit i of word w stands for block start + 32 w + i.</param>
/// <remarks>
/// Start uint, words as uint32array. Source: hypercore 11.35.5 lib/messages.js, <c>wire.bitfield</c>.
/// </remarks>
public readonly record struct BitfieldMessage(ulong Start, ReadOnlyMemory<uint> Words)
{
    /// <summary>Blocks per word: 32.</summary>
    public const int WordBlocks = 32;

    /// <summary>Appends the body.</summary>
    public void Encode(IBufferWriter<byte> output)
    {
        CompactUInt.Write(output, Start);
        CompactArray.WriteUInt32s(output, Words.Span);
    }

    /// <summary>Reads a body into a new array; bytes behind it are ignored.</summary>
    /// <returns>False for missing bytes or more words than <see cref="ProtocolLimits.BitfieldWordsMax"/>.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> body, out BitfieldMessage message)
    {
        message = default;
        if (!CompactUInt.TryRead(ref body, out var start)) return false;
        if (!CompactArray.TryReadUInt32s(ref body, ProtocolLimits.BitfieldWordsMax, out var words)) return false;
        message = new BitfieldMessage(start, words);
        return true;
    }
}
