namespace Growr.Hypercore.Bee;

/// <summary>Which blocks of a bee's history to read, and in which order. The default is all of them, oldest first.</summary>
public sealed record BeeHistoryRange
{
    /// <summary>Everything, oldest first.</summary>
    public static BeeHistoryRange All { get; } = new();

    /// <summary>Number of the oldest block; block 0, the header, is never listed.</summary>
    public ulong From { get; init; } = 1;

    /// <summary>Number behind the newest block; the version when null or when it is above.</summary>
    public ulong? To { get; init; }

    /// <summary>Newest first.</summary>
    public bool IsReverse { get; init; }

    /// <summary>Number of changes at most; null for no limit.</summary>
    public ulong? LimitEntries { get; init; }
}
