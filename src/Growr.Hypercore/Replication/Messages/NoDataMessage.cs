using System.Buffers;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>Why a request was not answered with data. Other numbers may arrive.</summary>
public enum NoDataReason : ulong
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>The block is not held, or the log is on another fork.</summary>
    NotAvailable = 1,

    /// <summary>Nobody could prove what was asked for.</summary>
    InvalidRequest = 2,
}

/// <summary>The answer to a request that cannot be served.</summary>
/// <param name="RequestId">Id of the request.</param>
/// <param name="Reason">Why.</param>
/// <remarks>
/// Request, flags (1 reason; older peers leave the field out), reason: all uint.
/// Source: hypercore 11.35.5 lib/messages.js, <c>wire.noData</c>.
/// </remarks>
public readonly record struct NoDataMessage(ulong RequestId, NoDataReason Reason)
{
    private const ulong ReasonFlag = 1;

    /// <summary>Appends the body.</summary>
    public void Encode(IBufferWriter<byte> output)
    {
        CompactUInt.Write(output, RequestId);
        CompactUInt.Write(output, Reason == NoDataReason.Unspecified ? 0 : ReasonFlag);
        if (Reason != NoDataReason.Unspecified) CompactUInt.Write(output, (ulong)Reason);
    }

    /// <summary>Reads a body; bytes behind the last field are ignored.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> body, out NoDataMessage message)
    {
        message = default;
        ulong flags = 0, reason = 0;
        if (!CompactUInt.TryRead(ref body, out var id)) return false;
        if (!body.IsEmpty && !CompactUInt.TryRead(ref body, out flags)) return false;
        if ((flags & ReasonFlag) != 0 && !CompactUInt.TryRead(ref body, out reason)) return false;
        message = new NoDataMessage(id, (NoDataReason)reason);
        return true;
    }
}
