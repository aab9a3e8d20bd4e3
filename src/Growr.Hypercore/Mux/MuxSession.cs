using System.Buffers;
using Growr.Hypercore.Encoding;
using Growr.Hypercore.Noise;

namespace Growr.Hypercore.Mux;

/// <summary>
/// Many channels over one secret stream. Not thread-safe; performs no IO. Hand in one frame, poll events until there are
/// none, then poll frames to transmit.
/// </summary>
/// <remarks>Source: protomux 3.12.1 index.js.</remarks>
public sealed class MuxSession
{
    /// <summary>Largest frame, 16,777,198 bytes; a message fits when its body is 32 bytes shorter.</summary>
    public const int FrameBytesMax = SecretStream.MessageBytesMax;

    private const int ControlOpen = 1;
    private const int ControlReject = 2;
    private const int ControlClose = 3;

    private readonly MuxFrameReader _reader = new();
    private readonly MuxBatchWriter _writer = new();
    private readonly MuxPairing _pairing = new();
    private readonly Queue<MuxEvent> _events = new();
    private readonly List<MuxChannel?> _locals = [];
    private readonly Stack<uint> _freeLocalIds = new();
    private readonly List<MuxRemote?> _remotes = [];
    private int _heldBytes;
    private bool _isDead;

    /// <summary>
    /// True when the next frame may be handed in. False after all events are polled means that messages are held for a
    /// channel the owner has not answered for: stop reading until it has.
    /// </summary>
    public bool CanReceive => _events.Count == 0 && _reader.IsDone;

    /// <summary>Bytes that wait for <see cref="TryPollTransmit"/>.</summary>
    public int PendingBytes => _writer.PendingBytes;

    /// <summary>Takes one frame; empty ones mean nothing.</summary>
    /// <exception cref="InvalidOperationException">Events of the frame before are left: see <see cref="CanReceive"/>.</exception>
    public void Receive(ReadOnlySpan<byte> frame)
    {
        if (_isDead) return;
        if (!CanReceive) throw new InvalidOperationException("Poll the events of the frame before.");
        _reader.Start(frame);
    }

    /// <summary>The next event, in the order the peer caused them.</summary>
    public bool TryPollEvent(out MuxEvent @event)
    {
        do
        {
            while (_events.Count == 0 && TryReadItem()) { }
            if (!_events.TryDequeue(out @event!)) return false;
        }
        while (IsStale(@event));
        return true;
    }

    /// <summary>The next frame for the peer, always whole. Several messages share a frame.</summary>
    public bool TryPollTransmit(IBufferWriter<byte> frame) => _writer.TryTake(frame);

    /// <summary>Opens a channel, or answers the peer's open of the same name.</summary>
    /// <param name="protocol">What will be spoken.</param>
    /// <param name="id">Tells channels of one protocol apart; may be empty.</param>
    /// <param name="handshake">Bytes for the peer's owner of the channel.</param>
    /// <param name="aliases">Other protocol names under which a peer's open is taken for this channel.</param>
    public MuxChannel Open(
        string protocol, ReadOnlySpan<byte> id, ReadOnlySpan<byte> handshake, params ReadOnlySpan<string> aliases)
    {
        List<MuxPairKey> keys = [MuxPairKey.Of(protocol, id)];
        foreach (var alias in aliases) keys.Add(MuxPairKey.Of(alias, id));
        var channel = new MuxChannel(protocol, id.ToArray(), keys, TakeLocalId());
        _locals[(int)channel.LocalId - 1] = channel;

        var open = new ArrayBufferWriter<byte>();
        CompactUInt.Write(open, channel.LocalId);
        CompactBuffer.WriteString(open, protocol);
        CompactBuffer.Write(open, id);
        open.Write(handshake);
        _writer.Add(MuxFrameReader.ControlChannel, ControlOpen, open.WrittenSpan);

        if (_pairing.TakeRemote(keys) is { } remote) Pair(channel, remote);
        else _pairing.Add(channel);
        return channel;
    }

    /// <summary>Turns away what the peer opened under a name; nothing happens when nothing waits.</summary>
    public void Reject(string protocol, ReadOnlySpan<byte> id)
    {
        while (_pairing.TakeRemote([MuxPairKey.Of(protocol, id)]) is { } remote)
        {
            Forget(remote);
            WriteControl(ControlReject, remote.Id);
        }
    }

    /// <summary>Sends a message on a channel that is opening or open; on a closed one it is dropped.</summary>
    public void Send(MuxChannel channel, int type, ReadOnlySpan<byte> body)
    {
        if (channel.State != MuxChannelState.Closed) _writer.Add(channel.LocalId, (ulong)type, body);
    }

    /// <summary>Closes a channel; it gives no more events. Closing twice does nothing.</summary>
    public void Close(MuxChannel channel)
    {
        if (channel.State == MuxChannelState.Closed) return;
        WriteControl(ControlClose, channel.LocalId);
        // Until the peer's open or reject arrives our number is still spoken for.
        if (channel.State == MuxChannelState.Open) Release(channel);
        channel.State = MuxChannelState.Closed;
    }

    // The owner closed the channel between two polls.
    private static bool IsStale(MuxEvent @event) =>
        @event is MuxEvent.Opened { Channel.State: MuxChannelState.Closed } or
            MuxEvent.Message { Channel.State: MuxChannelState.Closed };

    private bool TryReadItem()
    {
        switch (_reader.TryPeek(out var item))
        {
            case MuxFrameReader.Found.Item: break;
            case MuxFrameReader.Found.Malformed: return Die(Violation.MalformedMuxFrame);
            default: _reader.Stop(); return false;
        }
        if (item.Channel != MuxFrameReader.ControlChannel && TryFindUnanswered(item.Channel, out var remote))
        {
            if (_heldBytes > 0 && _heldBytes + MuxRemote.Cost(item.Body.Length) > ProtocolLimits.MuxQueuedBytesMax) return false;
            remote.Hold(item.Type, item.Body.Span);
            _heldBytes += MuxRemote.Cost(item.Body.Length);
            _reader.Advance();
            return true;
        }
        _reader.Advance();
        var violation = item.Channel == MuxFrameReader.ControlChannel ? ReceiveControl(item) : ReceiveMessage(item);
        return violation is not { } reason || Die(reason);
    }

    private bool TryFindUnanswered(ulong id, out MuxRemote remote)
    {
        remote = id <= (ulong)_remotes.Count ? _remotes[(int)id - 1]! : null!;
        return remote is { Channel: null };
    }

    private Violation? ReceiveMessage(MuxItem item)
    {
        if (item.Channel > (ulong)_remotes.Count) return Violation.UnknownChannel;
        // A late message for a channel that was closed meanwhile means nothing; nor does a type nobody can know.
        if (_remotes[(int)item.Channel - 1]?.Channel is { } channel && item.Type <= int.MaxValue)
            _events.Enqueue(new MuxEvent.Message(channel, (int)item.Type, item.Body));
        return null;
    }

    private Violation? ReceiveControl(MuxItem item)
    {
        if (item.Type == MuxFrameReader.Batch) return Violation.MalformedMuxFrame;
        if (item.Type > ControlClose) return null;
        var body = item.Body.Span;
        if (!CompactUInt.TryRead(ref body, out var id)) return Violation.MalformedMuxFrame;
        return item.Type switch
        {
            ControlOpen => ReceiveOpen(id, body),
            ControlReject => ReceiveReject(id),
            _ => ReceiveClose(id),
        };
    }

    private Violation? ReceiveOpen(ulong id, ReadOnlySpan<byte> body)
    {
        if (!CompactBuffer.TryRead(ref body, ProtocolLimits.MuxProtocolNameBytesMax, out var protocolBytes) ||
            !CompactBuffer.TryRead(ref body, ProtocolLimits.MuxChannelIdBytesMax, out var channelId) ||
            body.Length > ProtocolLimits.MuxHandshakeBytesMax) return Violation.MalformedMuxFrame;
        if (id == 0 || id > (ulong)_remotes.Count + 1) return Violation.InvalidChannelId;
        if (id > ProtocolLimits.MuxChannelsMax) return Violation.TooManyChannels;
        var index = (int)id - 1;
        if (index == _remotes.Count) _remotes.Add(null);
        if (_remotes[index] is not null) return Violation.InvalidChannelId;

        var protocol = System.Text.Encoding.UTF8.GetString(protocolBytes);
        var remote = new MuxRemote((uint)id, MuxPairKey.Of(protocol, channelId), body.ToArray());
        var local = _pairing.TakeLocal(remote.Key);
        if (local is { State: MuxChannelState.Closed })
        {
            // Our close is on its way and covers this open.
            FreeLocalId(local.LocalId);
            return null;
        }

        _remotes[index] = remote;
        if (local is not null)
        {
            Pair(local, remote);
            return null;
        }
        _pairing.Add(remote);
        _events.Enqueue(new MuxEvent.RemoteOpening(protocol, channelId.ToArray()));
        return null;
    }

    private Violation? ReceiveReject(ulong id)
    {
        var channel = id > 0 && id <= (ulong)_locals.Count ? _locals[(int)id - 1] : null;
        if (channel is null or { State: MuxChannelState.Open }) return Violation.UnknownChannel;
        _pairing.Remove(channel);
        FreeLocalId(channel.LocalId);
        if (channel.State == MuxChannelState.Opening) _events.Enqueue(new MuxEvent.Closed(channel, WasRejected: true));
        channel.State = MuxChannelState.Closed;
        return null;
    }

    private Violation? ReceiveClose(ulong id)
    {
        if (id == 0 || id > (ulong)_remotes.Count) return Violation.UnknownChannel;
        if (_remotes[(int)id - 1] is not { } remote) return null;
        _pairing.Remove(remote);
        if (remote.Channel is not { } channel)
        {
            Forget(remote);
            return null;
        }
        Release(channel);
        channel.State = MuxChannelState.Closed;
        _events.Enqueue(new MuxEvent.Closed(channel, WasRejected: false));
        return null;
    }

    private void Pair(MuxChannel channel, MuxRemote remote)
    {
        (channel.RemoteId, channel.State, remote.Channel) = (remote.Id, MuxChannelState.Open, channel);
        _events.Enqueue(new MuxEvent.Opened(channel, remote.TakeHandshake()));
        _heldBytes -= remote.HeldBytes;
        while (remote.TryRelease(out var type, out var body))
            if (type <= int.MaxValue) _events.Enqueue(new MuxEvent.Message(channel, (int)type, body));
    }

    private void Release(MuxChannel channel)
    {
        if (channel.RemoteId is { } remoteId) _remotes[(int)remoteId - 1] = null;
        FreeLocalId(channel.LocalId);
    }

    private void Forget(MuxRemote remote)
    {
        _heldBytes -= remote.HeldBytes;
        _remotes[(int)remote.Id - 1] = null;
    }

    private uint TakeLocalId()
    {
        if (_freeLocalIds.TryPop(out var id)) return id;
        _locals.Add(null);
        return (uint)_locals.Count;
    }

    private void FreeLocalId(uint id)
    {
        _locals[(int)id - 1] = null;
        _freeLocalIds.Push(id);
    }

    private void WriteControl(int type, uint id)
    {
        var body = new ArrayBufferWriter<byte>();
        CompactUInt.Write(body, id);
        _writer.Add(MuxFrameReader.ControlChannel, (ulong)type, body.WrittenSpan);
    }

    private bool Die(Violation reason)
    {
        _isDead = true;
        _reader.Stop();
        _events.Enqueue(new MuxEvent.Violated(reason));
        return false;
    }
}
