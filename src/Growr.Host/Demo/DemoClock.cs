namespace Growr.Host.Demo;

/// <summary>The calendar of the demo: it stands still until the story turns a page, so that months pass in seconds.</summary>
public sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>The story's present day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(GetUtcNow().UtcDateTime);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    /// <summary>Goes to nine in the morning (UTC) of a later day.</summary>
    public void GoTo(DateOnly day)
    {
        var to = new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.Zero);
        if (to > GetUtcNow()) Interlocked.Exchange(ref _ticks, to.UtcTicks);
    }
}
