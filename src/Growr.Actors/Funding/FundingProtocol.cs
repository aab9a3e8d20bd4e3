using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Growr.Actors.Common;
using Growr.Actors.Projects;

namespace Growr.Actors.Funding;

[JsonConverter(typeof(CodeEnumConverter<FundingDirection>))]
public enum FundingDirection { Incoming, Outgoing }

[JsonConverter(typeof(CodeEnumConverter<FundingKind>))]
public enum FundingKind { Principal, Yield, Donation }

[JsonConverter(typeof(CodeEnumConverter<FundingRowStatus>))]
public enum FundingRowStatus
{
    /// <summary>Announced; its proof is being claimed.</summary>
    Detected,

    /// <summary>Counts.</summary>
    Confirmed,

    /// <summary>Money is here but fits no open source; it counts for nothing until assigned.</summary>
    Unmatched,

    /// <summary>Taken back by another row, or never valid.</summary>
    Reverted,
}

/// <summary>Principal, interest, fees and penalties of one repayment.</summary>
public sealed record CollectedParts(Money Principal, Money Interest, Money Fee, Money Penalty);

public interface IFundingCommand : IEntityCommand;

/// <summary>
/// Entity: <c>tenant/funding/projectKey</c>, the account of one project. All amounts are in the project's currency.
/// Commands about a loan or payment are granted once and may be repeated under any command id.
/// </summary>
public static class FundingCommands
{
    /// <summary>Opens the account with its first source. DUPLICATE for the same id with other content.</summary>
    public sealed record RegisterFundingSource(EntityId EntityId, CommandId CommandId, ActorId By, FundingSource Source, Currency Currency)
        : IFundingCommand;

    public sealed record SetSourceStatus(EntityId EntityId, CommandId CommandId, ActorId By, string FundingId, FundingStatus Status)
        : IFundingCommand;

    /// <summary>
    /// Money came in. Outside limits, leverage or an active source it is kept as unmatched, never refused.
    /// DUPLICATE when the proof was used before on this rail; VALIDATION for an amount that is no money of this project.
    /// Answered with <see cref="FundingReplies.Recorded"/>.
    /// </summary>
    /// <param name="EntityId">The account.</param>
    /// <param name="CommandId">Same for a retry.</param>
    /// <param name="By">Who acts.</param>
    /// <param name="FundingKey">Key of the new row.</param>
    /// <param name="FundingId">The source it came through; null when nobody knows.</param>
    /// <param name="Amount">More than zero.</param>
    /// <param name="Kind">PRINCIPAL or DONATION.</param>
    /// <param name="InvestorRef">Who paid, as the originator refers to them; never published.</param>
    /// <param name="IntentId">The investment intent it fulfils.</param>
    /// <param name="Proof">Bank reference; once per rail.</param>
    /// <param name="ValueDate">The bank's value date.</param>
    public sealed record Fund(EntityId EntityId, CommandId CommandId, ActorId By, FundingKey FundingKey, string? FundingId, Money Amount,
        FundingKind Kind, string? InvestorRef, string? IntentId, string Proof, DateOnly ValueDate) : IFundingCommand;

    /// <summary>Money went back to an investor. INSUFFICIENT_FUNDS beyond what is free; LIMIT_EXCEEDED beyond what was paid in.</summary>
    public sealed record Refund(EntityId EntityId, CommandId CommandId, ActorId By, FundingKey FundingKey, string FundingId, Money Amount,
        FundingKind Kind, string? IntentId, string? Proof, DateOnly ValueDate) : IFundingCommand;

    /// <summary>Takes a row back, once. INSUFFICIENT_FUNDS when its money is already lent.</summary>
    public sealed record Revert(EntityId EntityId, CommandId CommandId, ActorId By, FundingKey FundingKey, FundingKey Reverts, string Reason,
        DateOnly ValueDate) : IFundingCommand;

    /// <summary>Gives unmatched money to a source. LIMIT_EXCEEDED while it does not fit.</summary>
    public sealed record AssignUnmatched(EntityId EntityId, CommandId CommandId, ActorId By, FundingKey FundingKey, string FundingId,
        string? IntentId) : IFundingCommand;

    /// <summary>Stores the signed receipt of a confirmed incoming row; the same receipt again changes nothing.</summary>
    public sealed record AttachReceipt(EntityId EntityId, CommandId CommandId, ActorId By, FundingKey FundingKey, string Receipt)
        : IFundingCommand;

    /// <summary>Holds money for a loan's payout. INSUFFICIENT_FUNDS when less is free.</summary>
    public sealed record ReserveForLoan(EntityId EntityId, CommandId CommandId, ActorId By, LoanKey LoanKey, Money Amount) : IFundingCommand;

    /// <summary>The payout will never happen. Granted when nothing is held, too: nothing can be held for this loan afterwards.</summary>
    public sealed record ReleaseReservation(EntityId EntityId, CommandId CommandId, ActorId By, LoanKey LoanKey) : IFundingCommand;

    /// <summary>The held money has been paid out. ILLEGAL_STATE when not exactly this amount is held.</summary>
    public sealed record ConfirmDisbursement(EntityId EntityId, CommandId CommandId, ActorId By, LoanKey LoanKey, PaymentKey PaymentKey,
        Money Amount) : IFundingCommand;

    /// <summary>The paid-out money came back; it is held for the loan again unless that was released.</summary>
    public sealed record ReverseDisbursement(EntityId EntityId, CommandId CommandId, ActorId By, PaymentKey PaymentKey) : IFundingCommand;

    /// <summary>A borrower repaid: principal can be lent again, the rest is income.</summary>
    public sealed record RegisterCollection(EntityId EntityId, CommandId CommandId, ActorId By, PaymentKey PaymentKey, LoanKey LoanKey,
        CollectedParts Parts) : IFundingCommand;

    /// <summary>A repayment was taken back. INSUFFICIENT_FUNDS when its principal is already lent again.</summary>
    public sealed record ReverseCollection(EntityId EntityId, CommandId CommandId, ActorId By, PaymentKey PaymentKey) : IFundingCommand;

    /// <summary>The project closes. ILLEGAL_STATE while money is held, or senior capital is unpaid and the loss is not accepted.</summary>
    public sealed record CloseAccount(EntityId EntityId, CommandId CommandId, ActorId By, bool AcceptLoss) : IFundingCommand;

    /// <summary>How the claim of a row's proof was answered; the account says it to itself.</summary>
    public sealed record SettleProof(EntityId EntityId, CommandId CommandId, ActorId By, FundingKey FundingKey, Refusal? Refusal)
        : IFundingCommand;
}

public interface IFundingEvent : IDomainEvent
{
    ProjectKey ProjectKey { get; }
}

public static class FundingEvents
{
    public sealed record FundingSourceRegistered(EventMeta Meta, ProjectKey ProjectKey, FundingSource Source, Currency Currency) : IFundingEvent;

    public sealed record SourceStatusChanged(EventMeta Meta, ProjectKey ProjectKey, string FundingId, FundingStatus Status) : IFundingEvent;

    /// <summary>Somebody says money moved; its proof is being claimed and it counts for nothing yet, except that a refund is held.</summary>
    public sealed record FundingAnnounced(EventMeta Meta, ProjectKey ProjectKey, FundingRow Row) : IFundingEvent;

    /// <summary>An incoming row counts from now on.</summary>
    public sealed record FundingReceived(EventMeta Meta, ProjectKey ProjectKey, FundingRow Row) : IFundingEvent;

    /// <summary>Money is here and fits nowhere yet.</summary>
    public sealed record FundingUnmatched(EventMeta Meta, ProjectKey ProjectKey, FundingRow Row, Refusal Reason) : IFundingEvent;

    /// <summary>An outgoing row counts from now on.</summary>
    public sealed record FundingRepaid(EventMeta Meta, ProjectKey ProjectKey, FundingRow Row) : IFundingEvent;

    /// <summary>The proof belongs to somebody else; the announcement is void.</summary>
    public sealed record FundingRejected(EventMeta Meta, ProjectKey ProjectKey, FundingKey FundingKey, CommandId Began, Refusal Refusal)
        : IFundingEvent
    {
        [JsonIgnore] public CommandVerdict? Verdict => new(Began, Refusal);
    }

    /// <summary>A compensating row; <see cref="FundingRow.Reverts"/> names the one that no longer counts.</summary>
    public sealed record FundingReverted(EventMeta Meta, ProjectKey ProjectKey, FundingRow Row, string Reason) : IFundingEvent;

    public sealed record ReceiptAttached(EventMeta Meta, ProjectKey ProjectKey, FundingKey FundingKey, string Receipt) : IFundingEvent;

    public sealed record FundsReserved(EventMeta Meta, ProjectKey ProjectKey, LoanKey LoanKey, Money Amount) : IFundingEvent;

    public sealed record ReservationReleased(EventMeta Meta, ProjectKey ProjectKey, LoanKey LoanKey, Money Amount) : IFundingEvent;

    public sealed record FundsDisbursed(EventMeta Meta, ProjectKey ProjectKey, LoanKey LoanKey, PaymentKey PaymentKey, Money Amount) : IFundingEvent;

    public sealed record DisbursementReversed(EventMeta Meta, ProjectKey ProjectKey, LoanKey LoanKey, PaymentKey PaymentKey, Money Amount)
        : IFundingEvent;

    public sealed record CollectionRegistered(EventMeta Meta, ProjectKey ProjectKey, LoanKey LoanKey, PaymentKey PaymentKey,
        CollectedParts Parts) : IFundingEvent;

    public sealed record CollectionReversed(EventMeta Meta, ProjectKey ProjectKey, LoanKey LoanKey, PaymentKey PaymentKey,
        CollectedParts Parts) : IFundingEvent;

    public sealed record AccountClosed(EventMeta Meta, ProjectKey ProjectKey, Money SeniorLoss) : IFundingEvent;
}

/// <summary>One row of the funding book.</summary>
public sealed record FundingRow
{
    public required FundingKey Key { get; init; }
    public required FundingDirection PaymentType { get; init; }
    public required Money Amount { get; init; }
    public required FundingKind Kind { get; init; }
    public string? FundingId { get; init; }
    public FundingType? FundingType { get; init; }
    public FundingNetwork FundingNetwork { get; init; } = FundingNetwork.Bank;
    public Tranche? Tranche { get; init; }
    public string? InvestorRef { get; init; }
    public string? IntentId { get; init; }
    public string? Proof { get; init; }
    public required DateOnly ValueDate { get; init; }
    public FundingKey? Reverts { get; init; }
}

public static class FundingReplies
{
    /// <summary>A row was written. <c>Unmatched</c> says why the money fits nowhere yet; it is null when the money counts.</summary>
    public sealed record Recorded(CommandId CommandId, FundingKey FundingKey, FundingRowStatus Status, Refusal? Unmatched)
        : CommandReply(CommandId);
}

public static class FundingQueries
{
    /// <summary>Answered with <see cref="FundingView"/> or <see cref="Replies.Absent"/>.</summary>
    public sealed record GetFunding(EntityId EntityId) : IEntityQuery;
}

/// <summary>
/// An account as it stands. <c>Available</c> is free to lend or give back and never below zero; <c>Reserved</c> is held for
/// payouts; <c>Income</c> is collected interest, fees and penalties, less yield paid.
/// </summary>
public sealed record FundingView(ProjectKey ProjectKey, Currency Currency, Money Available, Money Reserved, Money Income, Money JuniorInPlace,
    Money SeniorInPlace, ImmutableArray<FundingSourceView> Sources, ImmutableArray<FundingRowView> Rows, bool IsClosed, long Version) : IWire;

/// <summary>A row and what became of it. <c>Receipt</c> is the signed receipt of a confirmed incoming row, compact JWS.</summary>
public sealed record FundingRowView(FundingRow Row, FundingRowStatus Status, Refusal? Unmatched, string? Receipt, DateTimeOffset RecordedAt);
