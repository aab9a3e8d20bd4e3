using Growr.Actors.Common;
using Growr.Actors.Payments;
using Growr.Actors.Tests.Support;

namespace Growr.Actors.Tests.Payments;

public sealed class ProofSamples : IJournalSamples
{
    public IEnumerable<IDomainEvent> Events => [new ProofEvents.ProofClaimed(Samples.Meta("coop"), "coop/funding/p1/f1")];
}
