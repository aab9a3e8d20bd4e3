using Growr.Actors.Common;
using Growr.Actors.Tenancy;
using Growr.Actors.Tests.Support;

namespace Growr.Actors.Tests.Tenancy;

public sealed class BusinessDaySamples : IJournalSamples
{
    public IEnumerable<IDomainEvent> Events =>
    [
        new BusinessDayEvents.DaysOpened(Samples.Meta("coop"), new DateOnly(2026, 1, 15)),
        new BusinessDayEvents.DayClosed(Samples.Meta("coop"), new DateOnly(2026, 1, 15)),
    ];
}
