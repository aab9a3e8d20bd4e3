using Growr.Actors.Common;
using Growr.Actors.Payments;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Payments.PaymentEvents;
using static Growr.Actors.Tests.Payments.PaymentExamples;
using static Growr.Actors.Tests.Projects.ProjectExamples;

namespace Growr.Actors.Tests.Payments;

public sealed class PaymentSamples : IJournalSamples
{
    private static readonly EventMeta Meta = Samples.Meta("coop");
    private static readonly PaymentKey X = new("x1");
    private static readonly Refusal No = new(Codes.IllegalState, "No.");

    private static readonly PaymentFacts Facts = new(PaymentDirection.Disbursement, TheLoan, TheProject, PaymentRail.Bank,
        Kes(5_000), Today, Admin, "account-1", null, NeedsChecker: true);

    public IEnumerable<IDomainEvent> Events =>
    [
        new PaymentAdded(Meta, X, Facts, RightCode, Decisions.Now + Payment.CodeLifetime),
        new StepTaken(Meta, X, PaymentStage.FundsEntry, Allocate(Kes(1_000)), Kes(10_000)),
        new PaymentRefused(Meta, X, Meta.CommandId, No),
        new CodeRejected(Meta, X, No),
        new PaymentExpired(Meta, X, null),
        new PaymentFailed(Meta, X, "No such account."),
        new ConfirmationBegun(Meta, X, Checker, ConfirmationMethod.Checker, "BANK-9"),
        new ConfirmationRefused(Meta, X, Meta.CommandId, No),
        new PaymentConfirmed(Meta, X, Facts with { Direction = PaymentDirection.Repayment, Proof = "MM-1" }, Allocate(Kes(1_000)), Kes(10_000)),
        new ReversalBegun(Meta, X, Checker, "Bounced."),
        new ReversalRefused(Meta, X, Meta.CommandId, No),
        new PaymentReversed(Meta, X, Facts, "Bounced."),
    ];
}
