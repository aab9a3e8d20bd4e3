using System.Buffers;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>Takes a request back. It is not answered; an answer may be under way already.</summary>
/// <param name="RequestId">Id of the request.</param>
/// <remarks>One uint. Source: hypercore 11.35.5 lib/messages.js, <c>wire.cancel</c>.</remarks>
public readonly record struct CancelMessage(ulong RequestId)
{
    /// <summary>Appends the body.</summary>
    public void Encode(IBufferWriter<byte> output) => CompactUInt.Write(output, RequestId);

    /// <summary>Reads a body; bytes behind the id are ignored.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> body, out CancelMessage message)
    {
        var isRead = CompactUInt.TryRead(ref body, out var id);
        message = new CancelMessage(id);
        return isRead;
    }
}
