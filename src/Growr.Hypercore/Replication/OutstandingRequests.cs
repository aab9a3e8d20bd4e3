using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>Requests of ours: in flight until the peer answers, pending until the core shows what the answer brought.</summary>
internal sealed class OutstandingRequests(ReplicationOptions options)
{
    private readonly LinkedList<(RequestMessage Request, Instant SentAt)> _inFlight = new();
    private readonly Dictionary<ulong, LinkedListNode<(RequestMessage Request, Instant SentAt)>> _byId = [];
    private readonly Dictionary<ulong, (RequestMessage Request, int SizeBytes)> _pending = [];
    private readonly HashSet<ulong> _blocks = [];
    private readonly HashSet<ulong> _promised = [];
    private Instant? _answeredAt;
    private long _pendingBytes;
    private int _upgrades;

    public int Count => _inFlight.Count + _pending.Count;

    public int TimeoutsInARow { get; private set; }

    /// <summary>An upgrade or the manifest is asked for, or waits to be stored.</summary>
    public bool IsUpgrading => _upgrades > 0;

    /// <summary>
    /// Tree nodes that the answers under way will bring. A peer answers in the order it is asked, so a later request builds on
    /// them: in a whole download a block then carries one node, not the whole path.
    /// </summary>
    public IReadOnlySet<ulong> Promised => _promised;

    public Instant? NextTimeout => _inFlight.First is { } first ? DueAt(first.Value.SentAt) : null;

    public bool IsAsked(ulong block) => _blocks.Contains(block);

    /// <summary>Whether one more request may be made, by number and by the log's average block.</summary>
    public bool HasRoom(LogHead head)
    {
        var average = head.LengthBlocks == 0 ? 0 : head.SizeBytes / head.LengthBlocks;
        var asked = (long)Math.Min((ulong)options.BytesInFlightMax, average) * (_inFlight.Count + 1) + _pendingBytes;
        return Count == 0 || (Count < options.RequestsInFlightMax && asked <= options.BytesInFlightMax);
    }

    public void Sent(in RequestMessage request, Instant now)
    {
        _byId[request.Id] = _inFlight.AddLast((request, now));
        if (request.Block is { } block) _blocks.Add(block.Index);
        if (request.Upgrade is not null || request.WantsManifest) _upgrades++;
        Promise(request, isUnderWay: true);
    }

    public bool TryGet(ulong id, out RequestMessage request)
    {
        var isFound = _byId.TryGetValue(id, out var node);
        request = isFound ? node!.Value.Request : default;
        return isFound;
    }

    public bool TryGetPending(ulong id, out RequestMessage request)
    {
        var isFound = _pending.TryGetValue(id, out var entry);
        request = entry.Request;
        return isFound;
    }

    /// <summary>An answer came: from now on the request waits for the core.</summary>
    public void Answered(ulong id, int sizeBytes, Instant now)
    {
        Progressed(now);
        var request = TakeInFlight(id);
        _pending[id] = (request, sizeBytes);
        _pendingBytes += sizeBytes;
    }

    /// <summary>The peer declined.</summary>
    public void Drop(ulong id, Instant now)
    {
        Progressed(now);
        Free(TakeInFlight(id));
    }

    public void DropPending(ulong id)
    {
        if (!_pending.Remove(id, out var entry)) return;
        _pendingBytes -= entry.SizeBytes;
        Free(entry.Request);
    }

    /// <summary>Forgets what the core now shows.</summary>
    public void Settle(ICoreReader core)
    {
        foreach (var (id, entry) in _pending)
            if (IsStored(core, entry.Request)) DropPending(id);
    }

    /// <summary>Takes out what was sent long ago, if nothing at all was answered since.</summary>
    public IReadOnlyList<RequestMessage> TakeLate(Instant now)
    {
        var late = new List<RequestMessage>();
        while (_inFlight.First is { } first && DueAt(first.Value.SentAt) <= now)
        {
            late.Add(TakeInFlight(first.Value.Request.Id));
            Free(late[^1]);
        }
        if (late.Count > 0) TimeoutsInARow++;
        return late;
    }

    /// <summary>A peer works through a long list in its own time: only silence counts.</summary>
    private Instant DueAt(Instant sentAt) => (_answeredAt > sentAt ? _answeredAt.Value : sentAt) + options.RequestTimeout;

    private void Progressed(Instant now) => (_answeredAt, TimeoutsInARow) = (now, 0);

    private RequestMessage TakeInFlight(ulong id)
    {
        _byId.Remove(id, out var node);
        _inFlight.Remove(node!);
        return node!.Value.Request;
    }

    private void Free(in RequestMessage request)
    {
        if (request.Block is { } block) _blocks.Remove(block.Index);
        if (request.Upgrade is not null || request.WantsManifest) _upgrades--;
        Promise(request, isUnderWay: false);
    }

    private void Promise(in RequestMessage request, bool isUnderWay)
    {
        if (request is not { Block: { } block, Upgrade: null }) return;
        var node = FlatTree.Leaf(block.Index);
        Mark(node, isUnderWay);
        for (var level = 0UL; level < block.Nodes; level++)
        {
            Mark(FlatTree.Sibling(node), isUnderWay);
            node = FlatTree.Parent(node);
            Mark(node, isUnderWay);
        }
    }

    private void Mark(ulong node, bool isUnderWay)
    {
        if (isUnderWay) _promised.Add(node);
        else _promised.Remove(node);
    }

    private static bool IsStored(ICoreReader core, in RequestMessage request) =>
        (request.Block is not { } block || core.HasBlock(block.Index)) &&
        (request.Upgrade is not { } upgrade || core.Head.LengthBlocks > upgrade.Start) &&
        (!request.WantsManifest || request.Upgrade is not null || !core.Manifest.IsEmpty);
}
