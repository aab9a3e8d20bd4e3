using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>News of a replication channel for its owner.</summary>
public abstract record ReplicationEvent
{
    private ReplicationEvent()
    {
    }

    /// <summary>
    /// An answer to a request of ours, not yet verified. The owner verifies and stores it with <see cref="ReplicaBatch"/>, then
    /// tells the session: that the core changed (also when the answer brought nothing new), or that it was rejected.
    /// </summary>
    /// <param name="Data">The answer; owns its memory.</param>
    public sealed record DataReceived(DataMessage Data) : ReplicationEvent;

    /// <summary>The peer told the state of its log.</summary>
    /// <param name="Fork">Its fork.</param>
    /// <param name="LengthBlocks">Its length; a claim until an upgrade proves it.</param>
    /// <param name="IsUploading">It answers requests.</param>
    /// <param name="IsDownloading">It may still ask.</param>
    public sealed record RemoteChanged(ulong Fork, ulong LengthBlocks, bool IsUploading, bool IsDownloading) : ReplicationEvent;

    /// <summary>The peer claims a higher fork than ours. Nothing is asked from it on that fork.</summary>
    /// <param name="Fork">The fork claimed.</param>
    public sealed record ForkAhead(ulong Fork) : ReplicationEvent;

    /// <summary>Every block of the peer's log is held. Once for each length reached.</summary>
    /// <param name="LengthBlocks">The peer's length.</param>
    public sealed record Downloaded(ulong LengthBlocks) : ReplicationEvent;

    /// <summary>The channel has no more use; the owner closes it.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record CloseWanted(CloseReason Reason) : ReplicationEvent;
}

/// <summary>Why a replication channel should be closed.</summary>
public enum CloseReason
{
    /// <summary>Neither side downloads.</summary>
    Idle = 1,

    /// <summary>The peer let several requests time out in a row.</summary>
    Unanswered,
}
