using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Projects;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Funding.FundingEvents;
using static Growr.Actors.Tests.Projects.ProjectExamples;

namespace Growr.Actors.Tests.Funding;

public sealed class FundingSamples : IJournalSamples
{
    private static readonly EventMeta Meta = Samples.Meta("coop");
    private static readonly ProjectKey P = ProjectExamples.Key;
    private static readonly LoanKey Loan = new("l1");
    private static readonly PaymentKey Payment = new("x1");
    private static readonly CollectedParts Parts = new(Kes(1_000), Kes(180), Kes(0), Kes(5));

    private static readonly FundingRow Row = new()
    {
        Key = new FundingKey("f1"), PaymentType = FundingDirection.Incoming, Amount = Kes(4_000), Kind = FundingKind.Principal,
        FundingId = "senior", FundingType = FundingType.Bank, Tranche = Tranche.Senior, InvestorRef = "Investor 7", IntentId = "i1",
        Proof = "BANK-1", ValueDate = Today,
    };

    public IEnumerable<IDomainEvent> Events =>
    [
        new FundingSourceRegistered(Meta, P, Source("senior", Tranche.Senior), Currency.Parse("KES")),
        new SourceStatusChanged(Meta, P, "senior", FundingStatus.Inactive),
        new FundingAnnounced(Meta, P, Row),
        new FundingReceived(Meta, P, Row),
        new FundingUnmatched(Meta, P, Row with { FundingId = null, FundingType = null, Tranche = null }, new Refusal(Codes.UnmatchedPayment, "Whose?")),
        new FundingRepaid(Meta, P, Row with { PaymentType = FundingDirection.Outgoing, Kind = FundingKind.Yield, Proof = null }),
        new FundingRejected(Meta, P, Row.Key, new CommandId("c1"), new Refusal(Codes.Duplicate, "Used.")),
        new FundingReverted(Meta, P, Row with { Key = new FundingKey("f2"), Reverts = Row.Key, Proof = null }, "Bank return."),
        new ReceiptAttached(Meta, P, Row.Key, "a.b.c"),
        new FundsReserved(Meta, P, Loan, Kes(4_000)),
        new ReservationReleased(Meta, P, Loan, Kes(4_000)),
        new FundsDisbursed(Meta, P, Loan, Payment, Kes(4_000)),
        new DisbursementReversed(Meta, P, Loan, Payment, Kes(4_000)),
        new CollectionRegistered(Meta, P, Loan, Payment, Parts),
        new CollectionReversed(Meta, P, Loan, Payment, Parts),
        new AccountClosed(Meta, P, Kes(0)),
    ];
}
