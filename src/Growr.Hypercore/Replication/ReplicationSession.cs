using System.Buffers;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>
/// One replication channel of one core: serves what the core holds and, if wanted, fetches what the peer holds. Reads the
/// core's committed state and never changes it: answers go to the owner as events, who verifies, stores and tells. Not
/// thread-safe; owned by one stage. Performs no IO. Drain transmits and events after every input.
/// </summary>
/// <remarks>Source: hypercore 11.35.5 lib/replicator.js, <c>Peer</c>.</remarks>
public sealed class ReplicationSession
{
    private readonly ICoreReader _core;
    private readonly ReplicationOptions _options;
    private readonly RemoteBlocks _remoteBlocks = new();
    private readonly RequestPlanner _planner;
    private readonly AnswerQueue _answers = new();
    private readonly WantQueue _wants;
    private readonly Queue<ReplicationEvent> _events = new();
    private readonly Queue<ulong> _cancels = new();
    private Instant _now;
    private bool _isOpen;
    private bool _isSyncDue;
    private bool _isCloseWanted;
    private SyncMessage? _sent;
    private SyncMessage? _remote;
    private ulong _announcedBlocks;
    private ulong? _downloadedBlocks;
    private int _invalidRequests;

    /// <summary>Starts a channel that is not open yet.</summary>
    public ReplicationSession(ICoreReader core, ReplicationOptions options)
    {
        (_core, _options) = (core, options);
        _planner = new RequestPlanner(core, options, _remoteBlocks);
        _wants = new WantQueue(core);
    }

    /// <summary>When <see cref="HandleTimeout"/> should be called; null while nothing is waited for.</summary>
    public Instant? NextTimeout => _planner.NextTimeout;

    /// <summary>The length the peer last told; a claim. 0 before its first sync.</summary>
    public ulong RemoteLengthBlocks => _remote?.LengthBlocks ?? 0;

    /// <summary>Whether the peer answers seek requests. None are made here.</summary>
    public bool RemoteSupportsSeeks { get; private set; }

    /// <summary>Both sides opened the channel and the peer's capability was right.</summary>
    /// <param name="remoteSupportsSeeks">From the peer's handshake.</param>
    /// <param name="now">The moment.</param>
    public void Opened(bool remoteSupportsSeeks, Instant now)
    {
        RemoteSupportsSeeks = remoteSupportsSeeks;
        _now = now;
        _isOpen = _isSyncDue = true;
    }

    /// <summary>A message of the peer arrived. Unknown types are ignored.</summary>
    /// <returns>Null, or what the peer broke: its connection is to be closed.</returns>
    public Violation? Receive(int messageType, ReadOnlySpan<byte> body, Instant now)
    {
        _now = now;
        return messageType switch
        {
            MessageType.Sync => SyncMessage.TryDecode(body, out var sync) ? OnSync(sync) : Violation.MalformedMessage,
            MessageType.Request => RequestMessage.TryDecode(body, out var request) ? OnRequest(request) : Violation.MalformedMessage,
            MessageType.Cancel => CancelMessage.TryDecode(body, out var cancel) ? OnCancel(cancel) : Violation.MalformedMessage,
            MessageType.Data when _options.Download =>
                DataMessage.TryDecode(body, out var data) ? OnData(data!) : Violation.MalformedMessage,
            MessageType.NoData => NoDataMessage.TryDecode(body, out var noData) ? OnNoData(noData) : Violation.MalformedMessage,
            MessageType.Want => WantMessage.TryDecode(body, out var want) ? OnWant(want) : Violation.MalformedMessage,
            MessageType.Bitfield when _options.Download =>
                BitfieldMessage.TryDecode(body, out var bitfield) ? OnBitfield(bitfield) : Violation.MalformedMessage,
            MessageType.Range when _options.Download =>
                RangeMessage.TryDecode(body, out var range) ? OnRange(range) : Violation.MalformedMessage,
            _ => null,
        };
    }

    /// <summary>The core's committed state changed: an append of our own, or answers that were stored.</summary>
    public void CoreChanged(Instant now)
    {
        _now = now;
        _planner.CoreChanged();
        var head = _core.Head;
        if (_sent is { } sent &&
            (sent.LengthBlocks != head.LengthBlocks || sent.Fork != head.Fork || sent.HasManifest == _core.Manifest.IsEmpty))
            _isSyncDue = true;
        CheckDownloaded();
    }

    /// <summary>
    /// The owner could not use an answer. A stale one is asked for again; after any other violation nothing more is asked of
    /// this peer.
    /// </summary>
    public void Reject(ulong requestId, Violation violation) => _planner.Rejected(requestId, violation);

    /// <summary>Time passed. Early calls do nothing.</summary>
    public void HandleTimeout(Instant now)
    {
        _now = now;
        foreach (var id in _planner.HandleTimeout(now)) _cancels.Enqueue(id);
        if (_planner.IsGivenUp) WantClose(CloseReason.Unanswered);
    }

    /// <summary>
    /// The next message for the peer: control messages first, then one answer per call, made only now. Call it when the
    /// connection takes more.
    /// </summary>
    /// <param name="body">Receives the body.</param>
    /// <param name="messageType">Its number.</param>
    /// <returns>False when there is nothing to send.</returns>
    public bool TryPollTransmit(IBufferWriter<byte> body, out int messageType)
    {
        messageType = 0;
        if (!_isOpen) return false;
        return (_sent is null && TryWriteSync(body, out messageType)) ||
            TryWriteRange(body, out messageType) || TryWriteSync(body, out messageType) ||
            TryWriteCancel(body, out messageType) || _wants.TryAnswer(body, out messageType) ||
            (_options.Download && TryWriteRequest(body, out messageType)) || TryWriteAnswer(body, out messageType);
    }

    /// <summary>The next piece of news for the owner.</summary>
    public bool TryPollEvent(out ReplicationEvent @event) => _events.TryDequeue(out @event!);

    private Violation? OnSync(SyncMessage sync)
    {
        var head = _core.Head;
        if (sync.Fork > head.Fork && _remote?.Fork != sync.Fork) _events.Enqueue(new ReplicationEvent.ForkAhead(sync.Fork));
        _remote = sync;
        _planner.RemoteSynced(sync);
        _events.Enqueue(new ReplicationEvent.RemoteChanged(sync.Fork, sync.LengthBlocks, sync.IsUploading, sync.IsDownloading));
        // The acknowledgement a shorter peer waits for before it asks for an upgrade.
        if (sync.Fork == head.Fork && sync.LengthBlocks < head.LengthBlocks) _isSyncDue = true;
        if (!_options.Download && !sync.IsDownloading) WantClose(CloseReason.Idle);
        CheckDownloaded();
        return null;
    }

    private Violation? OnRequest(in RequestMessage request)
    {
        if (_invalidRequests >= ProtocolLimits.InvalidRequestsMax) return Violation.TooManyInvalidRequests;
        return _answers.TryAdd(request) ? null : Violation.TooManyRequests;
    }

    private Violation? OnCancel(CancelMessage cancel)
    {
        _answers.Remove(cancel.RequestId);
        return null;
    }

    private Violation? OnData(DataMessage data)
    {
        if (_planner.TryAccept(data, _now)) _events.Enqueue(new ReplicationEvent.DataReceived(data));
        return null;
    }

    private Violation? OnNoData(NoDataMessage noData)
    {
        _planner.Refused(noData.RequestId, _now);
        return null;
    }

    private Violation? OnWant(WantMessage want) => _wants.TryAdd(want) ? null : Violation.TooManyWants;

    private Violation? OnBitfield(BitfieldMessage bitfield)
    {
        _remoteBlocks.Apply(bitfield);
        _planner.RemoteHolds(bitfield.Start, bitfield.Start + (ulong)bitfield.Words.Length * BitfieldMessage.WordBlocks);
        return null;
    }

    private Violation? OnRange(RangeMessage range)
    {
        var known = _remoteBlocks.ContiguousLengthBlocks;
        _remoteBlocks.Apply(range);
        if (range.IsDropped) _planner.RemoteDropped();
        else _planner.RemoteHolds(range.Start <= known ? known : range.Start, range.Start + range.Length);
        return null;
    }

    private bool TryWriteSync(IBufferWriter<byte> body, out int messageType)
    {
        messageType = MessageType.Sync;
        if (!_isSyncDue) return false;
        var head = _core.Head;
        var isSameFork = _remote?.Fork == head.Fork;
        var sync = new SyncMessage
        {
            Fork = head.Fork,
            LengthBlocks = head.LengthBlocks,
            RemoteLengthBlocks = isSameFork ? _remote!.Value.LengthBlocks : 0,
            CanUpgrade = _remote is not { } remote || (isSameFork && remote.LengthBlocks < head.LengthBlocks &&
                MerkleTree.TryReadRoots(_core, remote.LengthBlocks, out _)),
            IsUploading = true,
            IsDownloading = _options.Download,
            HasManifest = !_core.Manifest.IsEmpty,
        };
        sync.Encode(body);
        (_sent, _isSyncDue) = (sync, false);
        return true;
    }

    /// <summary>
    /// A complete log is announced whenever it grew; one with gaps at the start, and to a peer that asked.
    /// LIMIT: blocks behind a gap are told only in answer to a want, until the gap closes.
    /// </summary>
    private bool TryWriteRange(IBufferWriter<byte> body, out int messageType)
    {
        messageType = MessageType.Range;
        var held = _core.ContiguousLengthBlocks;
        if (held == _announcedBlocks) return false;
        if (_announcedBlocks > 0 && held < _core.Head.LengthBlocks && !_wants.IsWanting) return false;
        new RangeMessage(0, held).Encode(body);
        _announcedBlocks = held;
        return true;
    }

    private bool TryWriteCancel(IBufferWriter<byte> body, out int messageType)
    {
        messageType = MessageType.Cancel;
        if (!_cancels.TryDequeue(out var id)) return false;
        new CancelMessage(id).Encode(body);
        return true;
    }

    private bool TryWriteRequest(IBufferWriter<byte> body, out int messageType)
    {
        messageType = MessageType.Request;
        if (_planner.TryNext(_now, out var request))
        {
            request.Encode(body);
            return true;
        }
        messageType = MessageType.Want;
        if (!_planner.TryNextWant(out var want)) return false;
        want.Encode(body);
        return true;
    }

    private bool TryWriteAnswer(IBufferWriter<byte> body, out int messageType)
    {
        messageType = MessageType.Data;
        if (!_answers.TryTake(out var request)) return false;
        if (Prover.TryProve(_core, request, out var data, out var reason))
        {
            data!.Encode(body);
            return true;
        }
        if (reason == NoDataReason.InvalidRequest) _invalidRequests++;
        messageType = MessageType.NoData;
        new NoDataMessage(request.Id, reason).Encode(body);
        return true;
    }

    private void CheckDownloaded()
    {
        if (!_options.Download || _remote is not { } remote) return;
        var head = _core.Head;
        if (remote.Fork != head.Fork || head.LengthBlocks < remote.LengthBlocks) return;
        if (_core.ContiguousLengthBlocks < remote.LengthBlocks || _downloadedBlocks == remote.LengthBlocks) return;
        _downloadedBlocks = remote.LengthBlocks;
        _events.Enqueue(new ReplicationEvent.Downloaded(remote.LengthBlocks));
    }

    private void WantClose(CloseReason reason)
    {
        if (_isCloseWanted) return;
        _isCloseWanted = true;
        _events.Enqueue(new ReplicationEvent.CloseWanted(reason));
    }
}
