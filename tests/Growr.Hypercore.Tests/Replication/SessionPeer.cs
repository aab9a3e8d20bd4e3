using System.Buffers;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication;

/// <summary>One end of a replication channel with the owner's part done: answers are verified, stored and reported back.</summary>
internal sealed class SessionPeer(ICoreStore core, ReplicationOptions options)
{
    public ICoreStore Core { get; } = core;

    public ReplicationSession Session { get; } = new(core, options);

    public List<ReplicationEvent> Events { get; } = [];

    public List<Violation> Rejected { get; } = [];

    public List<(int Type, byte[] Body)> Sent { get; } = [];

    public Violation? Violated { get; private set; }

    /// <summary>Answers wait here while false, as behind a slow disk.</summary>
    public bool Stores { get; set; } = true;

    public int Count<T>() where T : ReplicationEvent => Events.OfType<T>().Count();

    public int CountSent(int type) => Sent.Count(message => message.Type == type);

    public bool TryPoll(out int type, out byte[] body)
    {
        var output = new ArrayBufferWriter<byte>();
        var isSent = Session.TryPollTransmit(output, out type);
        body = output.WrittenSpan.ToArray();
        if (isSent) Sent.Add((type, body));
        return isSent;
    }

    public void Receive(int type, byte[] body, Instant now)
    {
        Violated ??= Session.Receive(type, body, now);
        DrainEvents(now);
    }

    public void DrainEvents(Instant now)
    {
        while (Session.TryPollEvent(out var next))
        {
            Events.Add(next);
            if (next is ReplicationEvent.DataReceived received && Stores) Store(received.Data, now);
        }
    }

    public void Store(DataMessage data, Instant now)
    {
        var batch = new ReplicaBatch(Core);
        if (batch.TryAdd(data) is { } violation)
        {
            Rejected.Add(violation);
            Session.Reject(data.RequestId, violation);
            return;
        }
        if (!batch.IsEmpty) Assert.Equal(CommitOutcome.Committed, Core.Commit(batch.ToCommit()));
        Session.CoreChanged(now);
        DrainEvents(now);
    }
}
