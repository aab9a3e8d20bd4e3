using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Growr.Actors.Common;
using Growr.Actors.Projects;

namespace Growr.Actors.Lending;

public interface ILoanEvent : IDomainEvent
{
    LoanKey LoanKey { get; }
}

/// <summary>What can become true of a loan. Replaying these gives the record.</summary>
public static class LoanEvents
{
    public sealed record ApplicationReceived(EventMeta Meta, LoanKey LoanKey, LoanApplication Application) : ILoanEvent;

    /// <summary>The project holds the amount; in AUTO mode its funds are asked next.</summary>
    public sealed record ReservationGranted(EventMeta Meta, LoanKey LoanKey, LoanTerms Terms, int CriteriaVersion, ApprovalMode ApprovalMode)
        : ILoanEvent;

    /// <summary>The application failed and no loan exists. <paramref name="IsHeld"/>: the project holds its amount, which is to be freed.</summary>
    public sealed record ApplicationDeclined(EventMeta Meta, LoanKey LoanKey, CommandId Began, Refusal Refusal, bool IsHeld) : ILoanEvent
    {
        [JsonIgnore] public CommandVerdict? Verdict => new(Began, Refusal);
    }

    /// <summary>The loan exists as DRAFT, on frozen terms.</summary>
    public sealed record LoanApplied(EventMeta Meta, LoanKey LoanKey, ProjectKey ProjectKey, LoanTerms Terms, Money Amount, int Duration,
        int CriteriaVersion, DateOnly On) : ILoanEvent;

    /// <summary>An admin approves; the project's funds are asked next.</summary>
    public sealed record ApprovalBegun(EventMeta Meta, LoanKey LoanKey, DateOnly On) : ILoanEvent;

    /// <summary>The funds did not suffice; the loan stays DRAFT.</summary>
    public sealed record ApprovalFailed(EventMeta Meta, LoanKey LoanKey, CommandId Began, Refusal Refusal) : ILoanEvent
    {
        [JsonIgnore] public CommandVerdict? Verdict => new(Began, Refusal);
    }

    public sealed record LoanApproved(EventMeta Meta, LoanKey LoanKey, DateOnly On) : ILoanEvent;

    public sealed record LoanSigned(EventMeta Meta, LoanKey LoanKey, string ContractHash, SignatureMethod Method) : ILoanEvent;

    public sealed record LoanCancelled(EventMeta Meta, LoanKey LoanKey, CancelCause Cause, string Reason) : ILoanEvent;

    public sealed record LoanDisbursed(EventMeta Meta, LoanKey LoanKey, PaymentKey PaymentKey, Money Amount, DateOnly On, DateOnly EndsOn,
        Money InterestAmount, Money CommitmentAmount) : ILoanEvent;

    public sealed record DisbursementReversed(EventMeta Meta, LoanKey LoanKey, PaymentKey PaymentKey, string Reason) : ILoanEvent;

    public sealed record RepaymentRegistered(EventMeta Meta, LoanKey LoanKey, PaymentKey PaymentKey, Money Amount, DateOnly On,
        RepaymentAllocation Allocation, Money OutstandingAfter, ImmutableArray<Reallocation> Reallocated) : ILoanEvent;

    /// <summary>A payment on a written-off loan.</summary>
    public sealed record RecoveryReceived(EventMeta Meta, LoanKey LoanKey, PaymentKey PaymentKey, Money Amount, DateOnly On,
        RepaymentAllocation Allocation, Money OutstandingAfter) : ILoanEvent;

    public sealed record RepaymentReversed(EventMeta Meta, LoanKey LoanKey, PaymentKey PaymentKey, Money Amount, string Reason,
        Money OutstandingAfter, ImmutableArray<Reallocation> Reallocated) : ILoanEvent;

    /// <summary>Nothing is owed any more. The cash-back is what the borrower earned by paying on time.</summary>
    public sealed record LoanRepaid(EventMeta Meta, LoanKey LoanKey, DateOnly On, Money CashBack) : ILoanEvent;

    /// <summary>Something is owed again after a reversal.</summary>
    public sealed record LoanReopened(EventMeta Meta, LoanKey LoanKey) : ILoanEvent;

    /// <summary>A business day passed and left a mark.</summary>
    public sealed record LoanAged(EventMeta Meta, LoanKey LoanKey, DateOnly On, int DaysPastDue, ArrearsBucket Bucket, Money Overdue,
        Money PenaltiesPosted) : ILoanEvent;

    public sealed record LoanDefaulted(EventMeta Meta, LoanKey LoanKey, DateOnly On, int DaysPastDue, Money OutstandingPrincipal) : ILoanEvent;

    public sealed record LoanCured(EventMeta Meta, LoanKey LoanKey, DateOnly On) : ILoanEvent;

    public sealed record DelinquencyPaused(EventMeta Meta, LoanKey LoanKey, DateOnly FromOn, DateOnly UntilOn, string Reason,
        ImmutableArray<Reallocation> Reallocated) : ILoanEvent;

    public sealed record WriteOffProposed(EventMeta Meta, LoanKey LoanKey, string Reason) : ILoanEvent;

    public sealed record RescheduleProposed(EventMeta Meta, LoanKey LoanKey, LoanTerms Terms, int Duration, string Reason) : ILoanEvent;

    public sealed record ProposalRejected(EventMeta Meta, LoanKey LoanKey) : ILoanEvent;

    public sealed record LoanWrittenOff(EventMeta Meta, LoanKey LoanKey, ActorId ProposedBy, DateOnly On, Money Principal, string Reason)
        : ILoanEvent;

    public sealed record LoanRescheduled(EventMeta Meta, LoanKey LoanKey, ActorId ProposedBy, DateOnly On, LoanTerms Terms, int Duration,
        string Reason, DateOnly EndsOn) : ILoanEvent;

    /// <summary>Another entity took a notice of this loan; says nothing about the loan itself.</summary>
    public sealed record NoticeTaken(EventMeta Meta, LoanKey LoanKey, int Notice) : ILoanEvent;
}

/// <summary>One line of a loan's schedule and what was paid of it.</summary>
public sealed record ScheduleLine(int N, DateOnly Due, Money Principal, Money Interest, Money Fee, Money Penalty, Money PaidPrincipal,
    Money PaidInterest, Money PaidFee, Money PaidPenalty, DateOnly? SettledOn = null);

/// <summary>A repayment as the loan took it.</summary>
public sealed record LoanPayment(PaymentKey PaymentKey, Money Amount, DateOnly On, bool IsReversed, bool IsRecovery);

public sealed record LoanSignature(string ContractHash, SignatureMethod Method, DateTimeOffset At);

public sealed record LoanPayout(PaymentKey PaymentKey, PayoutTo To, Money Amount, DateOnly On, DateTimeOffset At);

/// <summary>The loan record. Amounts that need a schedule are null until the payout fixes its dates.</summary>
public sealed record LoanView : IWire
{
    public required LoanKey Key { get; init; }
    public required string LoanRef { get; init; }
    public required ProjectKey ProjectKey { get; init; }
    public required TenantId OrganizationId { get; init; }
    public required string UserDid { get; init; }
    public required string VerifierDid { get; init; }
    public required LoanStatus Status { get; init; }
    public required LoanTerms Terms { get; init; }
    public required Money ContractAmount { get; init; }
    public required int Duration { get; init; }
    public required Money DisbursementFee { get; init; }

    /// <summary>What leaves the funds for the borrower.</summary>
    public required Money PayoutAmount { get; init; }
    public required PayoutTo PayoutTo { get; init; }
    public required DateOnly AppliedOn { get; init; }
    public DateOnly? StartDate { get; init; }
    public DateOnly? EndDate { get; init; }
    public Money? InterestAmount { get; init; }

    /// <summary>Principal, interest and fees; penalties come on top.</summary>
    public Money? CommitmentAmount { get; init; }
    public required Money RepaidAmount { get; init; }
    public required Money OutstandingAmount { get; init; }
    public required Money OutstandingPrincipal { get; init; }
    public required Money Penalties { get; init; }
    public required Money CreditBalance { get; init; }
    public required Money RecoveredAfterWriteOff { get; init; }
    public required Money CashBack { get; init; }
    public ImmutableArray<ScheduleLine> Schedule { get; init; } = [];
    public required int ScheduleVersion { get; init; }
    public required int CriteriaVersion { get; init; }
    public required string VerificationResultHash { get; init; }
    public LoanSignature? Signature { get; init; }
    public LoanPayout? Disbursement { get; init; }
    public ImmutableArray<LoanPayment> Payments { get; init; } = [];
    public required int DaysPastDue { get; init; }
    public required ArrearsBucket Bucket { get; init; }
    public DateOnly? DefaultedOn { get; init; }
    public DateOnly? WrittenOffOn { get; init; }
    public required int RescheduledCount { get; init; }

    /// <summary>Under a new plan without three instalments in a row paid on time since; counts as at risk.</summary>
    public required bool IsRescheduledNotCured { get; init; }
    public required long Version { get; init; }
}
