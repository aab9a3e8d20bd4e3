using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>
/// What to ask a peer for next: the manifest, an upgrade, then every block it holds and we lack, in order. What was asked
/// stays in flight until answered, and pending until the core shows it, so nothing is asked twice at a time.
/// </summary>
/// <remarks>Source: hypercore 11.35.5 lib/replicator.js, <c>_updateNonPrimary</c>, <c>_canRequest</c>, <c>_requestBlock</c>, <c>_requestUpgrade</c>.</remarks>
internal sealed class RequestPlanner(ICoreReader core, ReplicationOptions options, RemoteBlocks held)
{
    private readonly OutstandingRequests _outstanding = new(options);
    private readonly Queue<ulong> _again = new();
    private readonly HashSet<ulong> _refusedBlocks = [];
    private readonly HashSet<ulong> _unanchored = [];
    private SyncMessage? _remote;
    private ulong _nextId = 1;
    private ulong _cursor;
    private ulong _nextWant;
    private int _wantsSent;
    private int _noDataCount;
    private bool _isUpgradeRefused;
    private bool _isRejected;
    private Instant? _retryRefusedAt;

    public Instant? NextTimeout => (_outstanding.NextTimeout, _retryRefusedAt) switch
    {
        ({ } request, { } retry) => request < retry ? request : retry,
        var (request, retry) => request ?? retry,
    };

    /// <summary>The peer let too many requests time out in a row.</summary>
    public bool IsGivenUp => _outstanding.TimeoutsInARow >= options.TimeoutsMax;

    public void RemoteSynced(SyncMessage remote)
    {
        if (_remote?.LengthBlocks != remote.LengthBlocks || _remote?.Fork != remote.Fork) _cursor = 0;
        _remote = remote;
        _isUpgradeRefused = false;
    }

    /// <summary>The peer told that it holds blocks, the first of them perhaps not known before.</summary>
    public void RemoteHolds(ulong start, ulong end)
    {
        _cursor = Math.Min(_cursor, start);
        _refusedBlocks.RemoveWhere(index => start <= index && index < end);
    }

    /// <summary>The peer no longer holds some blocks; what lies beyond is not known until it is asked.</summary>
    public void RemoteDropped() => _nextWant = 0;

    /// <summary>Takes an answer; false for one that was not asked for, which is to be dropped.</summary>
    public bool TryAccept(DataMessage data, Instant now)
    {
        if (_isRejected || !_outstanding.TryGet(data.RequestId, out var request)) return false;
        if (data.Fork == request.Fork && Matches(request, data))
        {
            _outstanding.Answered(data.RequestId, data.Block?.Value.Length ?? 0, now);
            _noDataCount = 0;
            return true;
        }
        // Only the manifest, when the block asked for with it is gone, is still of use.
        var isManifestOnly = request.WantsManifest && data is { Manifest: not null, Block: null, Hash: null, Seek: null, Upgrade: null };
        Refused(data.RequestId, now);
        return isManifestOnly;
    }

    /// <summary>The peer has no data for a request.</summary>
    public void Refused(ulong requestId, Instant now)
    {
        if (!_outstanding.TryGet(requestId, out var request)) return;
        _outstanding.Drop(requestId, now);
        if (request.Upgrade is not null || request.WantsManifest) _isUpgradeRefused = true;
        if (request.Block is { } block) _refusedBlocks.Add(block.Index);
        _noDataCount++;
        _retryRefusedAt ??= now + options.RequestTimeout;
    }

    /// <summary>The owner could not use an answer.</summary>
    public void Rejected(ulong requestId, Violation violation)
    {
        if (!_outstanding.TryGetPending(requestId, out var request)) return;
        _outstanding.DropPending(requestId);
        // A proof built on an answer that did not come is asked for once more, then to stand on what is stored.
        var isChance = violation is Violation.StaleUpgrade or Violation.OtherFork ||
            (violation == Violation.UnanchoredProof && request is { Block: { } built, Upgrade: null } && _unanchored.Add(built.Index));
        if (!isChance) _isRejected = true;
        else if (request.Block is { } block) _again.Enqueue(block.Index);
    }

    public void CoreChanged()
    {
        _outstanding.Settle(core);
        if (_unanchored.Count > 0) _unanchored.RemoveWhere(core.HasBlock);
    }

    /// <summary>Drops what timed out, and lets what was refused be asked again. Returns ids to cancel.</summary>
    public IReadOnlyList<ulong> HandleTimeout(Instant now)
    {
        if (_retryRefusedAt <= now)
        {
            (_retryRefusedAt, _noDataCount, _cursor, _isUpgradeRefused) = (null, 0, 0, false);
            _refusedBlocks.Clear();
        }
        var late = _outstanding.TakeLate(now);
        foreach (var request in late)
            if (request.Block is { } block) _again.Enqueue(block.Index);
        return [.. late.Select(request => request.Id)];
    }

    public bool TryNext(Instant now, out RequestMessage request)
    {
        request = default;
        if (_remote is not { IsUploading: true } remote || _isRejected || IsGivenUp) return false;
        if (_noDataCount >= ProtocolLimits.NoDataMax) return false;
        var head = core.Head;
        if (remote.Fork != head.Fork || !_outstanding.HasRoom(head)) return false;
        if (!TryPlanManifest(remote, head, out request) && !TryPlanUpgrade(remote, head, out request) &&
            !TryPlanBlock(remote, head, out request))
            return false;
        request = request with { Id = _nextId++, Fork = head.Fork };
        _outstanding.Sent(request, now);
        return true;
    }

    /// <summary>A region to ask about, when blocks are missing that the peer may hold.</summary>
    public bool TryNextWant(out WantMessage want)
    {
        want = default;
        if (_remote is not { IsUploading: true } remote || _isRejected || _wantsSent >= ProtocolLimits.WantsSentMax) return false;
        var end = Math.Min(core.Head.LengthBlocks, remote.LengthBlocks);
        var known = Math.Max(core.ContiguousLengthBlocks, held.ContiguousLengthBlocks);
        if (known >= end) return false;
        var start = Math.Max(_nextWant, known - known % ProtocolLimits.WantBlocksMax);
        if (start >= end) return false;
        want = new WantMessage(start, ProtocolLimits.WantBlocksMax, Any: false);
        _nextWant = start + ProtocolLimits.WantBlocksMax;
        _wantsSent++;
        return true;
    }

    private bool TryPlanManifest(SyncMessage remote, LogHead head, out RequestMessage request)
    {
        request = new RequestMessage { WantsManifest = true };
        return core.Manifest.IsEmpty && remote is { HasManifest: true, LengthBlocks: 0 } && head.LengthBlocks == 0 &&
            !_isUpgradeRefused && !_outstanding.IsUpgrading;
    }

    private bool TryPlanUpgrade(SyncMessage remote, LogHead head, out RequestMessage request)
    {
        request = default;
        if (!remote.CanUpgrade || remote.LengthBlocks <= head.LengthBlocks || remote.RemoteLengthBlocks != head.LengthBlocks) return false;
        if (_outstanding.IsUpgrading || _isUpgradeRefused) return false;
        request = new RequestMessage
        {
            Upgrade = new UpgradeRequest(head.LengthBlocks, remote.LengthBlocks - head.LengthBlocks),
            WantsManifest = core.Manifest.IsEmpty && remote.HasManifest,
            Block = IsFollowing(head) ? new NodeRequest(head.LengthBlocks, 0) : null,
        };
        return true;
    }

    /// <summary>With everything held, the next block travels with the upgrade and saves a round trip.</summary>
    private bool IsFollowing(LogHead head) =>
        head.LengthBlocks > 0 && core.ContiguousLengthBlocks >= head.LengthBlocks && _outstanding.Count == 0 &&
        held.Has(head.LengthBlocks) && !_refusedBlocks.Contains(head.LengthBlocks);

    private bool TryPlanBlock(SyncMessage remote, LogHead head, out RequestMessage request)
    {
        while (_again.TryDequeue(out var index))
            if (held.Has(index) && TryBlock(index, remote, head, out request)) return true;
        var end = Math.Min(head.LengthBlocks, remote.LengthBlocks);
        _cursor = Math.Max(_cursor, core.ContiguousLengthBlocks);
        while (held.TryNext(_cursor, end, out var next))
        {
            _cursor = next + 1;
            if (TryBlock(next, remote, head, out request)) return true;
        }
        request = default;
        return false;
    }

    private bool TryBlock(ulong index, SyncMessage remote, LogHead head, out RequestMessage request)
    {
        request = default;
        if (index >= head.LengthBlocks || _outstanding.IsAsked(index) || _refusedBlocks.Contains(index) || core.HasBlock(index))
            return false;
        var promised = _unanchored.Contains(index) ? null : _outstanding.Promised;
        var nodes = MerkleTree.MissingNodes(core, head.LengthBlocks, index, promised);
        // A peer with a shorter log cannot climb above its own roots.
        var top = FlatTree.Leaf(index);
        for (var level = 0UL; level < nodes; level++) top = FlatTree.Parent(top);
        if (FlatTree.RightSpan(top) >= FlatTree.Leaf(remote.LengthBlocks)) return false;
        request = new RequestMessage { Block = new NodeRequest(index, nodes) };
        return true;
    }

    private static bool Matches(in RequestMessage request, DataMessage data) =>
        data.Block?.Index == request.Block?.Index && data.Hash is null && data.Seek is null &&
        data.Upgrade?.Start == request.Upgrade?.Start &&
        (data.Block is not null || data.Upgrade is not null || data.Manifest is not null);
}
