using Growr.Hypercore;

namespace Growr.Actors.Swarm;

/// <summary>The monotonic clock, as the protocol wants it.</summary>
internal static class SwarmClock
{
    public static Instant Now(this TimeProvider time)
    {
        var ticks = time.GetElapsedTime(0, time.GetTimestamp());
        return new Instant((long)ticks.TotalMilliseconds);
    }
}
