using System.Text.Json.Serialization;
using Growr.Actors.Common;
using Growr.Actors.Lending;

namespace Growr.Actors.Payments;

[JsonConverter(typeof(CodeEnumConverter<PaymentDirection>))]
public enum PaymentDirection { Disbursement, Repayment }

[JsonConverter(typeof(CodeEnumConverter<PaymentStatus>))]
public enum PaymentStatus { Pending, Confirmed, Expired, Failed, Reversed }

/// <summary>What made a payment count.</summary>
[JsonConverter(typeof(CodeEnumConverter<ConfirmationMethod>))]
public enum ConfirmationMethod { AgentCode, BorrowerCode, Checker, Provider }

/// <summary>Everything about a payment that is known from the start and never changes.</summary>
/// <param name="Direction">To the borrower or from them.</param>
/// <param name="LoanKey">The loan it is for.</param>
/// <param name="ProjectKey">The loan's project, whose funds pay or are paid.</param>
/// <param name="Rail">The way it travels.</param>
/// <param name="Amount">More than zero.</param>
/// <param name="On">Value date: the tenant's business date.</param>
/// <param name="By">Who made it: the maker of a disbursement, the agent who takes cash.</param>
/// <param name="Target">A reference to where a disbursement goes, kept apart; null for cash.</param>
/// <param name="Proof">Provider's transaction or bank reference of a payment that already happened.</param>
/// <param name="NeedsChecker">Whether a second person must confirm.</param>
public sealed record PaymentFacts(PaymentDirection Direction, LoanKey LoanKey, ProjectKey ProjectKey, PaymentRail Rail, Money Amount,
    DateOnly On, ActorId By, string? Target, string? Proof, bool NeedsChecker);

public interface IPaymentCommand : IEntityCommand;

/// <summary>
/// Entity: <c>tenant/payments/paymentKey</c>. Codes come here only as hashes, made at the edge. A confirmation is answered when
/// the loan and the project's funds have taken it in.
/// </summary>
public static class PaymentCommands
{
    /// <summary>
    /// Money is to go to the borrower. ILLEGAL_STATE unless the loan is APPROVED and signed, AMOUNT_MISMATCH unless it is the
    /// payout, INSUFFICIENT_FUNDS. Cash needs <paramref name="CodeHash"/>, confirmed within fifteen minutes.
    /// </summary>
    public sealed record AddDisbursement(EntityId EntityId, CommandId CommandId, ActorId By, LoanKey LoanKey, ProjectKey ProjectKey,
        PaymentRail Rail, string? Target, Money Amount, DateOnly On, bool NeedsChecker, string? CodeHash) : IPaymentCommand;

    /// <summary>Cash is to come from the borrower. VALIDATION above the payoff plus 10 %; ILLEGAL_STATE without an open loan.</summary>
    public sealed record RequestPaymentCode(EntityId EntityId, CommandId CommandId, ActorId By, LoanKey LoanKey, ProjectKey ProjectKey,
        PaymentRail Rail, Money Amount, DateOnly On, string CodeHash) : IPaymentCommand;

    /// <summary>Money came by a rail that is final; it is confirmed at once. DUPLICATE when the proof was used before.</summary>
    public sealed record AddRepayment(EntityId EntityId, CommandId CommandId, ActorId By, LoanKey LoanKey, ProjectKey ProjectKey,
        PaymentRail Rail, Money Amount, DateOnly On, string Proof) : IPaymentCommand;

    /// <summary>
    /// CODE_INVALID, and after three wrong codes the payment is void; CODE_EXPIRED, CODE_USED. FORBIDDEN for the maker when a
    /// checker is needed.
    /// </summary>
    public sealed record ConfirmByCode(EntityId EntityId, CommandId CommandId, ActorId By, string CodeHash, ConfirmationMethod Method)
        : IPaymentCommand;

    /// <summary>A disbursement without code is confirmed by what proves it. DUPLICATE when the proof was used before.</summary>
    public sealed record ConfirmByProof(EntityId EntityId, CommandId CommandId, ActorId By, string Proof, ConfirmationMethod Method)
        : IPaymentCommand;

    /// <summary>The provider says no.</summary>
    public sealed record FailPayment(EntityId EntityId, CommandId CommandId, ActorId By, string Reason) : IPaymentCommand;

    /// <summary>Voids the payment if its code's time is over; changes nothing before.</summary>
    public sealed record ExpirePayment(EntityId EntityId, CommandId CommandId, ActorId By) : IPaymentCommand;

    /// <summary>Takes a confirmed payment back. FORBIDDEN unless two different persons, or the system, want it.</summary>
    public sealed record ReversePayment(EntityId EntityId, CommandId CommandId, ActorId By, ActorId? ApprovedBy, string Reason) : IPaymentCommand;

    /// <summary>How another entity answered a step; the payment says it to itself.</summary>
    public sealed record SettleStep(EntityId EntityId, CommandId CommandId, ActorId By, PaymentStage Stage, Refusal? Refusal,
        RepaymentAllocation? Allocation, Money? OutstandingAfter) : IPaymentCommand;
}

/// <summary>What a payment is waiting for.</summary>
[JsonConverter(typeof(CodeEnumConverter<PaymentStage>))]
public enum PaymentStage
{
    /// <summary>Nobody but the people concerned.</summary>
    Idle,

    /// <summary>The loan's word that it may be paid.</summary>
    LoanCheck,

    /// <summary>The project's funds to hold the payout.</summary>
    FundsHold,

    /// <summary>The claim of its proof.</summary>
    ProofClaim,

    /// <summary>The loan to take it in.</summary>
    LoanEntry,

    /// <summary>The project's funds to take it in.</summary>
    FundsEntry,

    /// <summary>The loan to give it back.</summary>
    LoanReversal,

    /// <summary>The project's funds to give it back.</summary>
    FundsReversal,
}

public interface IPaymentEvent : IDomainEvent
{
    PaymentKey PaymentKey { get; }
}

public static class PaymentEvents
{
    /// <summary>Somebody wants or reports a payment; loan and funds are asked next.</summary>
    public sealed record PaymentAdded(EventMeta Meta, PaymentKey PaymentKey, PaymentFacts Facts, string? CodeHash, DateTimeOffset? CodeExpiresAt)
        : IPaymentEvent;

    /// <summary>A step was taken; the next one follows from the stage.</summary>
    public sealed record StepTaken(EventMeta Meta, PaymentKey PaymentKey, PaymentStage Stage, RepaymentAllocation? Allocation,
        Money? OutstandingAfter) : IPaymentEvent;

    /// <summary>Loan, funds or proof refused: the payment is FAILED and the command that began it refused.</summary>
    public sealed record PaymentRefused(EventMeta Meta, PaymentKey PaymentKey, CommandId Began, Refusal Refusal) : IPaymentEvent
    {
        [JsonIgnore] public CommandVerdict? Verdict => new(Began, Refusal);
    }

    public sealed record CodeRejected(EventMeta Meta, PaymentKey PaymentKey, Refusal Refusal) : IPaymentEvent
    {
        [JsonIgnore] public CommandVerdict? Verdict => new(Meta.CommandId, Refusal);
    }

    /// <summary>Too late or too many wrong codes. The refusal answers the attempt that showed it; null when the system noticed.</summary>
    public sealed record PaymentExpired(EventMeta Meta, PaymentKey PaymentKey, Refusal? Refusal) : IPaymentEvent
    {
        [JsonIgnore] public CommandVerdict? Verdict => Refusal is null ? null : new(Meta.CommandId, Refusal);
    }

    public sealed record PaymentFailed(EventMeta Meta, PaymentKey PaymentKey, string Reason) : IPaymentEvent;

    public sealed record ConfirmationBegun(EventMeta Meta, PaymentKey PaymentKey, ActorId ConfirmedBy, ConfirmationMethod Method, string? Proof)
        : IPaymentEvent;

    /// <summary>The proof belongs to another payment; this one goes on waiting.</summary>
    public sealed record ConfirmationRefused(EventMeta Meta, PaymentKey PaymentKey, CommandId Began, Refusal Refusal) : IPaymentEvent
    {
        [JsonIgnore] public CommandVerdict? Verdict => new(Began, Refusal);
    }

    /// <summary>Loan and funds have taken it in. For a repayment the allocation says where the money went.</summary>
    public sealed record PaymentConfirmed(EventMeta Meta, PaymentKey PaymentKey, PaymentFacts Facts, RepaymentAllocation? Allocation,
        Money? OutstandingAfter) : IPaymentEvent;

    public sealed record ReversalBegun(EventMeta Meta, PaymentKey PaymentKey, ActorId? ApprovedBy, string Reason) : IPaymentEvent;

    /// <summary>Loan or funds refused; the payment stays CONFIRMED.</summary>
    public sealed record ReversalRefused(EventMeta Meta, PaymentKey PaymentKey, CommandId Began, Refusal Refusal) : IPaymentEvent
    {
        [JsonIgnore] public CommandVerdict? Verdict => new(Began, Refusal);
    }

    public sealed record PaymentReversed(EventMeta Meta, PaymentKey PaymentKey, PaymentFacts Facts, string Reason) : IPaymentEvent;
}

public static class PaymentReplies
{
    /// <summary>The payment as it stands after the command.</summary>
    public sealed record Taken(CommandId CommandId, PaymentKey PaymentKey, PaymentStatus Status, RepaymentAllocation? Allocation,
        Money? OutstandingAfter) : CommandReply(CommandId);
}

public static class PaymentQueries
{
    /// <summary>Answered with <see cref="PaymentView"/> or <see cref="Replies.Absent"/>.</summary>
    public sealed record GetPayment(EntityId EntityId) : IEntityQuery;
}

/// <summary>A payment as it stands; never its code.</summary>
public sealed record PaymentView(PaymentKey Key, PaymentFacts Facts, PaymentStatus Status, PaymentStage Stage, DateTimeOffset? CodeExpiresAt,
    int WrongCodes, ActorId? ConfirmedBy, ConfirmationMethod? Method, string? Proof, RepaymentAllocation? Allocation, Money? OutstandingAfter,
    DateTimeOffset AddedAt, long Version) : IWire;
