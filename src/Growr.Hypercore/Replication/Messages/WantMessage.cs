using System.Buffers;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>Asks to be told, now and later, which blocks of a region are held; sent as unwant it takes that back.</summary>
/// <param name="Start">First block of the region.</param>
/// <param name="Length">Blocks in the region.</param>
/// <param name="Any">One held block of the region is enough of an answer.</param>
/// <remarks>
/// Start, length, flags (1 any; only written when not zero): all uint.
/// Source: hypercore 11.35.5 lib/messages.js, <c>wire.want</c>, <c>wire.unwant</c>.
/// </remarks>
public readonly record struct WantMessage(ulong Start, ulong Length, bool Any)
{
    private const ulong AnyFlag = 1;

    /// <summary>Appends the body.</summary>
    public void Encode(IBufferWriter<byte> output)
    {
        CompactUInt.Write(output, Start);
        CompactUInt.Write(output, Length);
        if (Any) CompactUInt.Write(output, AnyFlag);
    }

    /// <summary>Reads a body; bytes behind the last field are ignored.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> body, out WantMessage message)
    {
        message = default;
        ulong flags = 0;
        if (!CompactUInt.TryRead(ref body, out var start) || !CompactUInt.TryRead(ref body, out var length)) return false;
        if (!body.IsEmpty && !CompactUInt.TryRead(ref body, out flags)) return false;
        message = new WantMessage(start, length, (flags & AnyFlag) != 0);
        return true;
    }
}
