namespace Growr.Hypercore;

/// <summary>A moment on the owner's monotonic clock, in milliseconds since any fixed start. Never a calendar time.</summary>
/// <param name="Milliseconds">Whole milliseconds; only differences mean something.</param>
public readonly record struct Instant(long Milliseconds) : IComparable<Instant>
{
    /// <summary>The moment a given time later.</summary>
    public static Instant operator +(Instant instant, TimeSpan time) => new(instant.Milliseconds + (long)time.TotalMilliseconds);

    /// <summary>The time between two moments.</summary>
    public static TimeSpan operator -(Instant later, Instant earlier) =>
        TimeSpan.FromMilliseconds(later.Milliseconds - earlier.Milliseconds);

    /// <summary>Earlier.</summary>
    public static bool operator <(Instant left, Instant right) => left.Milliseconds < right.Milliseconds;

    /// <summary>Later.</summary>
    public static bool operator >(Instant left, Instant right) => left.Milliseconds > right.Milliseconds;

    /// <summary>Not later.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Milliseconds <= right.Milliseconds;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Milliseconds >= right.Milliseconds;

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Milliseconds.CompareTo(other.Milliseconds);
}
