using System.Buffers;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>Says that a run of blocks is held, or no longer.</summary>
/// <param name="Start">First block.</param>
/// <param name="Length">Number of blocks.</param>
/// <param name="IsDropped">The blocks are no longer held.</param>
/// <remarks>
/// Flags (1 drop, 2 length is 1), start, length (absent under flag 2): all uint.
/// Source: hypercore 11.35.5 lib/messages.js, <c>wire.range</c>.
/// </remarks>
public readonly record struct RangeMessage(ulong Start, ulong Length, bool IsDropped = false)
{
    private const ulong DropFlag = 1, SingleFlag = 2;

    /// <summary>Appends the body.</summary>
    public void Encode(IBufferWriter<byte> output)
    {
        CompactUInt.Write(output, (IsDropped ? DropFlag : 0) | (Length == 1 ? SingleFlag : 0));
        CompactUInt.Write(output, Start);
        if (Length != 1) CompactUInt.Write(output, Length);
    }

    /// <summary>Reads a body; bytes behind the last field are ignored.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> body, out RangeMessage message)
    {
        message = default;
        ulong length = 1;
        if (!CompactUInt.TryRead(ref body, out var flags) || !CompactUInt.TryRead(ref body, out var start)) return false;
        if ((flags & SingleFlag) == 0 && !CompactUInt.TryRead(ref body, out length)) return false;
        message = new RangeMessage(start, length, (flags & DropFlag) != 0);
        return true;
    }
}
