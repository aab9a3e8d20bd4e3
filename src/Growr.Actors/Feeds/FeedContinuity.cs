using Akka.Actor;
using Growr.Hypercore.Log;

namespace Growr.Actors.Feeds;

/// <summary>What a feed actor keeps when it is restarted after the disk refused: who listens, and why it must not sign.</summary>
internal sealed class FeedContinuity
{
    public HashSet<IActorRef> Subscribers { get; } = [];

    /// <summary>A head signed by our key that the storage does not hold.</summary>
    public LogHead? AnotherHead { get; set; }
}
