using Growr.Hypercore;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Actors.Swarm;

/// <summary>Turns a session's events into messages for the connection's actor; data of one core that came together stays together.</summary>
internal sealed class PeerNews(PeerSession session)
{
    // A proof's nodes, beside the block.
    private const int AnswerOverheadBytes = 1024;

    private readonly List<object> _news = [];
    private readonly Dictionary<ICoreReader, List<DataMessage>> _data = [];

    /// <summary>What the peer did wrong, if it did.</summary>
    public Violation? Violation { get; private set; }

    public IReadOnlyList<object> Collect()
    {
        _news.Clear();
        while (session.TryPollEvent(out var @event)) Add(@event);
        foreach (var (core, answers) in _data) _news.Add(Arrived(core, answers));
        _data.Clear();
        return _news;
    }

    private void Add(PeerEvent @event)
    {
        switch (@event)
        {
            case PeerEvent.Connected connected: _news.Add(new PeerStageEvents.Connected(connected.RemoteStaticKey)); break;
            case PeerEvent.CoreOpened opened: _news.Add(new PeerStageEvents.CoreOpened(opened.Core)); break;
            case PeerEvent.CoreClosed closed: _news.Add(new PeerStageEvents.CoreClosed(closed.Core, closed.WasRejected)); break;
            case PeerEvent.Replicated { Event: ReplicationEvent.DataReceived received } replicated:
                if (!_data.TryGetValue(replicated.Core, out var answers)) _data[replicated.Core] = answers = [];
                answers.Add(received.Data);
                break;
            case PeerEvent.Replicated replicated:
                _news.Add(new PeerStageEvents.CoreNews(replicated.Core.Key, replicated.Event));
                break;
            case PeerEvent.Violated violated: Violation = violated.Reason; break;
        }
    }

    private static PeerStageEvents.DataArrived Arrived(ICoreReader core, List<DataMessage> answers) => new(
        core, [.. answers], answers.Sum(answer => (answer.Block?.Value.Length ?? 0) + (long)AnswerOverheadBytes));
}
