using Growr.Actors.Common;

namespace Growr.Actors.Tests.Support;

/// <summary>
/// One room's events as they are written today, at least one of each type. Found by <see cref="Common.JournalGoldenTests"/>,
/// which compares them with the approved files in Golden/journal.
/// </summary>
public interface IJournalSamples
{
    IEnumerable<IDomainEvent> Events { get; }
}
