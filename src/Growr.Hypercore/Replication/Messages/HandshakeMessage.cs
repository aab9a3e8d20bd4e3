using System.Buffers;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>What opening a replication channel carries: the proof that the sender knows the core key.</summary>
/// <param name="SupportsSeeks">The sender answers seek requests.</param>
/// <param name="Capability">Bound to the connection, the sender's role in it, and the core key.</param>
/// <remarks>Flags uint (1 seeks), capability fixed32. Source: hypercore 11.35.5 lib/messages.js, <c>wire.handshake</c>.</remarks>
public readonly record struct HandshakeMessage(bool SupportsSeeks, Bytes32 Capability)
{
    private const ulong SeeksFlag = 1;

    /// <summary>Appends the body: 33 bytes.</summary>
    public void Encode(IBufferWriter<byte> output)
    {
        CompactUInt.Write(output, SupportsSeeks ? SeeksFlag : 0);
        output.Write(Capability.Span);
    }

    /// <summary>Reads a body; bytes behind the last field are ignored.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> body, out HandshakeMessage message)
    {
        message = default;
        if (!CompactUInt.TryRead(ref body, out var flags)) return false;
        if (!CompactBuffer.TryReadFixed(ref body, Bytes32.Size, out var capability)) return false;
        message = new HandshakeMessage((flags & SeeksFlag) != 0, new Bytes32(capability));
        return true;
    }
}
