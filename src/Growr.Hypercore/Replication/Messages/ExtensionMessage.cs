using System.Buffers;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>A message of a named extension.</summary>
/// <param name="Name">Empty: the same as in the extension message sent before this one.</param>
/// <param name="Body">The rest of the message; its form belongs to the extension.</param>
/// <remarks>Name as string, then raw bytes. Source: hypercore 11.35.5 lib/messages.js, <c>wire.extension</c>.</remarks>
public readonly record struct ExtensionMessage(string Name, ReadOnlyMemory<byte> Body)
{
    /// <summary>Appends the body.</summary>
    public void Encode(IBufferWriter<byte> output)
    {
        CompactBuffer.WriteString(output, Name);
        output.Write(Body.Span);
    }

    /// <summary>Reads a body; the bytes are copied.</summary>
    /// <returns>False for missing bytes or a name above <see cref="ProtocolLimits.ExtensionNameBytesMax"/>.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> body, out ExtensionMessage message)
    {
        message = default;
        if (!CompactBuffer.TryReadString(ref body, ProtocolLimits.ExtensionNameBytesMax, out var name)) return false;
        message = new ExtensionMessage(name, body.ToArray());
        return true;
    }
}
