using System.Buffers;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Mux;

/// <summary>Collects outgoing items into batch frames.</summary>
/// <remarks>Source: protomux 3.12.1 index.js, <c>_pushBatch</c>, <c>_sendBatch</c>.</remarks>
internal sealed class MuxBatchWriter
{
    // Two numbers of nine bytes, two switches of one.
    private const int ItemOverheadBytes = 20;

    private readonly Queue<ArrayBufferWriter<byte>> _sealed = new();
    private ArrayBufferWriter<byte> _batch = new();
    private uint _channel;

    internal int PendingBytes { get; private set; }

    /// <summary>Adds a message of a channel, or with channel 0 a control item.</summary>
    internal void Add(uint channel, ulong type, ReadOnlySpan<byte> body)
    {
        var size = CompactUInt.SizeOf(type) + body.Length;
        if (size + ItemOverheadBytes > MuxSession.FrameBytesMax)
            throw new ArgumentOutOfRangeException(nameof(body), size, "The message does not fit a frame.");
        var written = _batch.WrittenCount;
        if (written >= ProtocolLimits.MuxBatchTargetBytes || written + size + ItemOverheadBytes > MuxSession.FrameBytesMax) Seal();

        written = _batch.WrittenCount;
        if (written == 0) _batch.Write([MuxFrameReader.ControlChannel, MuxFrameReader.Batch]);
        else if (channel != _channel) _batch.Write([MuxFrameReader.ChannelSwitch]);
        if (written == 0 || channel != _channel) CompactUInt.Write(_batch, channel);
        _channel = channel;
        CompactUInt.Write(_batch, (ulong)size);
        CompactUInt.Write(_batch, type);
        _batch.Write(body);
        PendingBytes += _batch.WrittenCount - written;
    }

    internal bool TryTake(IBufferWriter<byte> frame)
    {
        if (_sealed.Count == 0) Seal();
        if (!_sealed.TryDequeue(out var batch)) return false;
        frame.Write(batch.WrittenSpan);
        PendingBytes -= batch.WrittenCount;
        if (_sealed.Count == 0 && _batch.WrittenCount == 0 && batch.Capacity <= ProtocolLimits.ReceiveBufferKeptBytes)
        {
            batch.ResetWrittenCount();
            _batch = batch;
        }
        return true;
    }

    private void Seal()
    {
        if (_batch.WrittenCount == 0) return;
        _sealed.Enqueue(_batch);
        _batch = new ArrayBufferWriter<byte>();
    }
}
