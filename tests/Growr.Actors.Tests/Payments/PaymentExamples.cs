using Growr.Actors.Common;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Tests.Projects.ProjectExamples;

namespace Growr.Actors.Tests.Payments;

/// <summary>Payment x1 of loan l1 in project p1, and a loan and funds that answer.</summary>
internal static class PaymentExamples
{
    public static readonly EntityId PaymentId = EntityId.Parse("coop/payments/x1");
    public static readonly LoanKey TheLoan = new("l1");
    public static readonly ProjectKey TheProject = new("p1");
    public static readonly ActorId Agent = new("agent");
    public static readonly ActorId Checker = new("checker");
    public static readonly string RightCode = new('a', 64);
    public static readonly string WrongCode = new('b', 64);

    public static PaymentCommands.AddDisbursement AddDisbursement(long shillings = 5_000, bool needsChecker = false) =>
        new(PaymentId, Next(), Admin, TheLoan, TheProject, PaymentRail.Cash, null, Kes(shillings), Today, needsChecker, RightCode);

    public static PaymentCommands.AddDisbursement AddBankDisbursement(bool needsChecker = false) =>
        AddDisbursement() with { Rail = PaymentRail.Bank, Target = "account-1", CodeHash = null, NeedsChecker = needsChecker };

    public static PaymentCommands.RequestPaymentCode Request(long shillings = 1_000) =>
        new(PaymentId, Next(), Agent, TheLoan, TheProject, PaymentRail.Cash, Kes(shillings), Today, RightCode);

    public static PaymentCommands.AddRepayment AddRepayment(long shillings = 1_000) =>
        new(PaymentId, Next(), ActorId.System, TheLoan, TheProject, PaymentRail.MobileMoney, Kes(shillings), Today, "MM-1");

    public static PaymentCommands.ConfirmByCode Confirm(string? code = null, ActorId? by = null) =>
        new(PaymentId, Next(), by ?? Agent, code ?? RightCode, ConfirmationMethod.AgentCode);

    public static PaymentCommands.ConfirmByProof ConfirmByProof(ActorId? by = null, string proof = "BANK-9") =>
        new(PaymentId, Next(), by ?? Checker, proof, ConfirmationMethod.Checker);

    public static PaymentCommands.FailPayment Fail() => new(PaymentId, Next(), ActorId.System, "No such account.");

    public static PaymentCommands.ExpirePayment Expire() => new(PaymentId, Next(), ActorId.System);

    public static PaymentCommands.ReversePayment Reverse(ActorId? second = null) => new(PaymentId, Next(), Admin, second ?? Checker, "Bounced.");

    /// <summary>Everybody agrees: the loan is signed and owes 11,000, funds and proofs say done.</summary>
    public static object Agree(ProcessStep step) => step.Message switch
    {
        LoanQueries.GetLoan => SignedLoan(),
        LoanQueries.GetPayoff payoff => new PayoffView(TheLoan, TheProject, Today, payoff.On, Kes(11_000)),
        LoanCommands.RegisterRepayment repay => new LoanReplies.RepaymentTaken(repay.CommandId, repay.PaymentKey, Allocate(repay.Amount), Kes(10_000)),
        IEntityCommand command => new Replies.Done(command.CommandId, 1),
        _ => throw new InvalidOperationException(step.Name),
    };

    /// <summary>Everybody agrees but whoever gets this message.</summary>
    public static Func<ProcessStep, object> AllBut<TMessage>(string code) => step => step.Message is TMessage
        ? new Replies.Refused(new CommandId("any"), new Refusal(code, "No."))
        : Agree(step);

    public static RepaymentAllocation Allocate(Money amount)
    {
        var interest = amount with { MinorUnits = amount.MinorUnits / 10 };
        var zero = Money.Zero(amount.Currency);
        return new RepaymentAllocation([new AllocationLine(1, zero, zero, interest, amount - interest)], zero);
    }

    public static LoanView SignedLoan() => new()
    {
        Key = TheLoan, LoanRef = "ref", ProjectKey = TheProject, OrganizationId = PaymentId.Tenant, UserDid = "did:key:a", VerifierDid = "did:key:v",
        Status = LoanStatus.Approved, Terms = Offer().LoanTerms, ContractAmount = Kes(5_000), Duration = 6, DisbursementFee = Kes(0),
        PayoutAmount = Kes(5_000), PayoutTo = new PayoutTo(PaymentRail.Cash), AppliedOn = Today, RepaidAmount = Kes(0), OutstandingAmount = Kes(0),
        OutstandingPrincipal = Kes(0), Penalties = Kes(0), CreditBalance = Kes(0), RecoveredAfterWriteOff = Kes(0), CashBack = Kes(0),
        ScheduleVersion = 1, CriteriaVersion = 1, VerificationResultHash = "", DaysPastDue = 0, Bucket = ArrearsBucket.Current,
        RescheduledCount = 0, IsRescheduledNotCured = false, Version = 4,
        Signature = new LoanSignature("hash", SignatureMethod.Pin, Decisions.Now),
    };

    public static Payment Added(IPaymentCommand command) => Payment.Empty(PaymentId).After(command).Run(Agree);

    public static Payment PendingDisbursement(bool needsChecker = false) => Added(AddDisbursement(needsChecker: needsChecker));

    public static Payment PendingRepayment() => Added(Request());

    public static Payment Disbursed() => PendingDisbursement().After(Confirm()).Run(Agree);

    public static Payment Repaid() => PendingRepayment().After(Confirm()).Run(Agree);

    public static Payment In(PaymentStatus status) => status switch
    {
        PaymentStatus.Pending => PendingRepayment(),
        PaymentStatus.Confirmed => Repaid(),
        PaymentStatus.Expired => PendingRepayment().After(Expire(), Decisions.Now + Payment.CodeLifetime),
        PaymentStatus.Failed => PendingRepayment().After(Fail()),
        PaymentStatus.Reversed => Repaid().After(Reverse()).Run(Agree),
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
