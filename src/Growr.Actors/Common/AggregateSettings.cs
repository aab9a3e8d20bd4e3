namespace Growr.Actors.Common;

/// <summary>What every aggregate shell is given by the node.</summary>
public sealed record AggregateSettings(TimeProvider Clock, IEntityRouter Router)
{
    /// <summary>How long an entity may stand idle before it leaves memory.</summary>
    public TimeSpan IdleUntilPassivated { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one try of a process step may take.</summary>
    public TimeSpan StepDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The wait after a step's first failed try; it doubles with each further one.</summary>
    public TimeSpan StepBackoffMin { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan StepBackoffMax { get; init; } = TimeSpan.FromSeconds(30);
}
