using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Mux;

/// <summary>Walks over one frame, single or batch, item by item, at the owner's pace.</summary>
/// <remarks>Source: protomux 3.12.1 index.js, <c>_ondata</c>, <c>_decode</c>, <c>_recvBatch</c>.</remarks>
internal sealed class MuxFrameReader
{
    internal const byte ControlChannel = 0;
    internal const byte ChannelSwitch = 0;
    internal const byte Batch = 0;

    private byte[] _frame = [];
    private int _at;
    private int _end;
    private int _next;
    private bool _isBatch;
    private ulong _channel;

    internal enum Found { Item, End, Malformed }

    /// <summary>Whether every item was taken.</summary>
    internal bool IsDone => _at == _end;

    /// <summary>Copies a frame for reading; the one before must be done.</summary>
    internal void Start(ReadOnlySpan<byte> frame)
    {
        if (frame.Length > _frame.Length || _frame.Length > ProtocolLimits.ReceiveBufferKeptBytes)
            _frame = new byte[frame.Length];
        frame.CopyTo(_frame);
        (_at, _end, _isBatch) = (0, frame.Length, false);
        ReadOnlySpan<byte> isBatch = [ControlChannel, Batch];
        if (!frame.StartsWith(isBatch)) return;
        // What follows is a channel number, as after a switch inside a batch.
        (_at, _isBatch) = (1, true);
    }

    /// <summary>Drops what is left of the frame.</summary>
    internal void Stop() => _at = _end = 0;

    /// <summary>Looks at the next item, again and again until <see cref="Advance"/>; its body is a view of the frame.</summary>
    internal Found TryPeek(out MuxItem item)
    {
        item = default;
        ReadOnlySpan<byte> rest = _frame.AsSpan(_at, _end - _at);
        if (rest.IsEmpty) return Found.End;
        if (!_isBatch) return CompactUInt.TryRead(ref rest, out _channel) && TryParse(rest, out item) ? Found.Item : Found.Malformed;

        while (!rest.IsEmpty)
        {
            if (!CompactUInt.TryRead(ref rest, out var size) || size > (ulong)rest.Length) return Found.Malformed;
            if (size != ChannelSwitch) return TryParse(rest[..(int)size], out item) ? Found.Item : Found.Malformed;
            if (!CompactUInt.TryRead(ref rest, out _channel)) return Found.Malformed;
            _at = _end - rest.Length;
        }
        return Found.End;
    }

    /// <summary>Goes behind the item that was looked at.</summary>
    internal void Advance() => _at = _next;

    // The bytes are a view of the frame from type to the item's end.
    private bool TryParse(ReadOnlySpan<byte> bytes, out MuxItem item)
    {
        item = default;
        if (!_frame.AsSpan().Overlaps(bytes, out var start)) return false;
        _next = start + bytes.Length;
        if (!CompactUInt.TryRead(ref bytes, out var type)) return false;
        item = new MuxItem(_channel, type, _frame.AsMemory(_next - bytes.Length, bytes.Length));
        return true;
    }
}

/// <summary>A message of a channel, or with channel 0 a control item.</summary>
internal readonly record struct MuxItem(ulong Channel, ulong Type, ReadOnlyMemory<byte> Body);
