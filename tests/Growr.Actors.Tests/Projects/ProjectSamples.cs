using Growr.Actors.Common;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Projects.ProjectEvents;
using static Growr.Actors.Tests.Projects.ProjectExamples;

namespace Growr.Actors.Tests.Projects;

public sealed class ProjectSamples : IJournalSamples
{
    private static readonly EventMeta Meta = Samples.Meta("coop");
    private static readonly LoanKey Loan = new("l1");

    public IEnumerable<IDomainEvent> Events =>
    [
        new ProjectCreated(Meta, Key, Offer() with { LeveragePolicy = new LeveragePolicy(RateE4.Parse("20"), RateE4.Parse("80")) }),
        new ProjectUpdated(Meta, Key, "Beans", "Beans instead.", "https://img.example/p.png", null, true),
        new ProjectParamsModified(Meta, Key, new ProjectParams { Amount = Kes(200_000), EndDate = End, EligibilityCriteria = Criteria(2) }, 2),
        new FundingAdded(Meta, Key, Source("senior", Tranche.Senior)),
        new FundingStatusChanged(Meta, Key, "senior", FundingStatus.Active),
        new FundingChangeBegun(Meta, Key, "senior", FundingStatus.Active),
        new FundingChangeFailed(Meta, Key, "senior", new Refusal(Codes.Validation, "No.")),
        new ProjectActivated(Meta, Key),
        new ProjectDeactivated(Meta, Key, "The end date has passed."),
        new ClosingBegun(Meta, Key, "Season over.", true),
        new ClosingFailed(Meta, Key, new CommandId("c1"), new Refusal(Codes.IllegalState, "Open.") { Reasons = ["a", "b"], Field = "f", Retryable = true }),
        new ProjectClosed(Meta, Key, "Season over."),
        new LoanReserved(Meta, Key, Loan, Kes(5_000), 6, "did:key:a", Offer().LoanTerms, 1),
        new LoanReleased(Meta, Key, Loan),
        new LoanStandingChanged(Meta, Key, Loan, LoanStanding.Disbursed),
    ];
}
