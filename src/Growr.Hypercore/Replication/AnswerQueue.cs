using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>
/// Requests of a peer that wait for an answer. Those with a priority go first, the latest of them at the head. An answer is
/// made only when it can be sent, so a peer that does not read costs nothing but this list.
/// </summary>
internal sealed class AnswerQueue
{
    private readonly LinkedList<RequestMessage> _waiting = new();
    private readonly Dictionary<ulong, LinkedListNode<RequestMessage>> _byId = [];

    /// <summary>Adds a request; one with the same id is replaced. False when too many wait.</summary>
    public bool TryAdd(in RequestMessage request)
    {
        Remove(request.Id);
        if (_byId.Count >= ProtocolLimits.RequestsQueuedMax) return false;
        _byId[request.Id] = request.Priority > 0 ? _waiting.AddFirst(request) : _waiting.AddLast(request);
        return true;
    }

    public void Remove(ulong requestId)
    {
        if (_byId.Remove(requestId, out var node)) _waiting.Remove(node);
    }

    public bool TryTake(out RequestMessage request)
    {
        request = default;
        if (_waiting.First is not { } first) return false;
        request = first.Value;
        Remove(request.Id);
        return true;
    }
}
