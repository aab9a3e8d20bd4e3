using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Growr.Actors.Common;
using Growr.Actors.Projects;

namespace Growr.Actors.Lending;

/// <summary>Where a loan stands.</summary>
[JsonConverter(typeof(CodeEnumConverter<LoanStatus>))]
public enum LoanStatus { Draft, Approved, Disbursed, Repaid, Defaulted, Cancelled, WrittenOff }

/// <summary>How late a loan is, in days past due.</summary>
[JsonConverter(typeof(CodeEnumConverter<ArrearsBucket>))]
public enum ArrearsBucket
{
    [JsonStringEnumMemberName("CURRENT")] Current,
    [JsonStringEnumMemberName("1-30")] UpTo30,
    [JsonStringEnumMemberName("31-60")] UpTo60,
    [JsonStringEnumMemberName("61-90")] UpTo90,
    [JsonStringEnumMemberName("91-180")] UpTo180,
    [JsonStringEnumMemberName("181-365")] UpTo365,
    [JsonStringEnumMemberName(">365")] Over365,
}

[JsonConverter(typeof(CodeEnumConverter<SignatureMethod>))]
public enum SignatureMethod { Pin, Key }

/// <summary>Why a loan never came about.</summary>
[JsonConverter(typeof(CodeEnumConverter<CancelCause>))]
public enum CancelCause { Declined, Cancelled, Expired }

/// <summary>What part of a payment went where.</summary>
/// <param name="Instalment">Number of the instalment, from 1.</param>
/// <param name="Penalty">Late fees and penalty interest.</param>
/// <param name="Fee">Other fees.</param>
/// <param name="Interest">Interest.</param>
/// <param name="Principal">Principal.</param>
public sealed record AllocationLine(int Instalment, Money Penalty, Money Fee, Money Interest, Money Principal)
{
    [JsonIgnore] public Money Total => Penalty + Fee + Interest + Principal;
}

/// <summary>Where the whole of a payment went.</summary>
/// <param name="Lines">Parts taken by instalments, in order.</param>
/// <param name="Credited">Rest above everything owed.</param>
public sealed record RepaymentAllocation(ImmutableArray<AllocationLine> Lines, Money Credited)
{
    [JsonIgnore] public Money Allocated => Lines.Aggregate(Money.Zero(Credited.Currency), (sum, line) => sum + line.Total);
}

/// <summary>A payment whose money goes elsewhere since another one came late or was taken back.</summary>
public sealed record Reallocation(PaymentKey PaymentKey, RepaymentAllocation Allocation);

/// <summary>A check of the eligibility list that failed. Never holds a claim's value.</summary>
/// <param name="Check">Number in the list, 1 to 16.</param>
/// <param name="Code">One of <see cref="Codes"/>.</param>
/// <param name="Reason">What exactly, in words for the borrower.</param>
public sealed record FailedCheck(int Check, string Code, string Reason);

/// <summary>What verification said about an application.</summary>
/// <param name="IsEligible">Every check passed.</param>
/// <param name="Failures">Every check that failed.</param>
/// <param name="CriteriaVersion">The version of the project's criteria that was checked.</param>
/// <param name="VerifierDid">Who signed the result.</param>
/// <param name="ResultHash">SHA-256 of the signed result, lower hex.</param>
/// <param name="ExpiresAt">From when on it may not be used.</param>
public sealed record VerificationOutcome(bool IsEligible, ImmutableArray<FailedCheck> Failures, int CriteriaVersion, string VerifierDid,
    string ResultHash, DateTimeOffset ExpiresAt)
{
    /// <summary>Interest of the borrower's price tier; the project's when null.</summary>
    public RateE4? PricedRate { get; init; }

    /// <summary>Largest loan of the borrower's price tier; the project's when null.</summary>
    public Money? PricedAmountMax { get; init; }
}

/// <summary>How the borrower wants the money.</summary>
/// <param name="Rail">The way it travels.</param>
/// <param name="Target">A reference to phone, account or address, kept apart; null for cash.</param>
public sealed record PayoutTo(PaymentRail Rail, string? Target = null);

/// <summary>An application as it came in.</summary>
/// <param name="LoanRef">Random reference that public copies use instead of the loan's key.</param>
/// <param name="ProjectKey">The project it is for.</param>
/// <param name="Amount">Contract amount asked for.</param>
/// <param name="Duration">Instalment periods.</param>
/// <param name="SubjectDid">The borrower's pairwise DID in this project.</param>
/// <param name="Verification">What verification said.</param>
/// <param name="PayoutTo">How the borrower wants the money.</param>
/// <param name="On">The tenant's business date.</param>
public sealed record LoanApplication(string LoanRef, ProjectKey ProjectKey, Money Amount, int Duration, string SubjectDid,
    VerificationOutcome Verification, PayoutTo PayoutTo, DateOnly On);

public interface ILoanCommand : IEntityCommand;

/// <summary>Entity: <c>tenant/loans/loanKey</c>. A transition that product definition 5.3 does not name is ILLEGAL_STATE.</summary>
public static class LoanCommands
{
    /// <summary>Answered when the project, and in AUTO mode its funds, have answered. Refused with every failed check in
    /// <c>reasons</c>; then no loan exists, and a new application needs a new key.</summary>
    public sealed record Apply(EntityId EntityId, CommandId CommandId, ActorId By, LoanApplication Application) : ILoanCommand;

    /// <summary>DRAFT to APPROVED in MANUAL mode; INSUFFICIENT_FUNDS leaves it DRAFT.</summary>
    public sealed record Approve(EntityId EntityId, CommandId CommandId, ActorId By, DateOnly On) : ILoanCommand;

    /// <summary>DRAFT to CANCELLED, by an admin.</summary>
    public sealed record Decline(EntityId EntityId, CommandId CommandId, ActorId By, string Reason) : ILoanCommand;

    /// <param name="EntityId">The loan.</param>
    /// <param name="CommandId">Same for a retry.</param>
    /// <param name="By">The borrower.</param>
    /// <param name="ContractHash">SHA-256 of the exact contract shown, lower hex. Another hash afterwards is CONFLICT.</param>
    /// <param name="Method">How it was signed.</param>
    public sealed record Sign(EntityId EntityId, CommandId CommandId, ActorId By, string ContractHash, SignatureMethod Method) : ILoanCommand;

    /// <summary>DRAFT or APPROVED to CANCELLED; what was reserved is freed.</summary>
    public sealed record Cancel(EntityId EntityId, CommandId CommandId, ActorId By, string Reason) : ILoanCommand;

    /// <summary>The payout is confirmed. AMOUNT_MISMATCH unless it is the loan's payout; ILLEGAL_STATE unless signed.</summary>
    public sealed record RegisterDisbursement(EntityId EntityId, CommandId CommandId, ActorId By, PaymentKey PaymentKey, Money Amount,
        DateOnly On) : ILoanCommand;

    /// <summary>Money from the borrower. The same payment again is granted once; with other content it is CONFLICT. Answered with
    /// <see cref="LoanReplies.RepaymentTaken"/>.</summary>
    /// <param name="EntityId">The loan.</param>
    /// <param name="CommandId">Same for a retry.</param>
    /// <param name="By">Who acts.</param>
    /// <param name="PaymentKey">The payment; its own idempotency key.</param>
    /// <param name="Amount">More than zero, in the loan's currency.</param>
    /// <param name="On">Value date, not before the payout; a past one replays the loan from there.</param>
    /// <param name="AllowCredit">False refuses more than is owed with LIMIT_EXCEEDED; money that did arrive is never refused.</param>
    public sealed record RegisterRepayment(EntityId EntityId, CommandId CommandId, ActorId By, PaymentKey PaymentKey, Money Amount,
        DateOnly On, bool AllowCredit = true) : ILoanCommand;

    /// <summary>A repayment bounced: the loan is replayed without it.</summary>
    public sealed record ReverseRepayment(EntityId EntityId, CommandId CommandId, ActorId By, PaymentKey PaymentKey, string Reason)
        : ILoanCommand;

    /// <summary>The payout failed after all; ILLEGAL_STATE once the borrower has repaid anything.</summary>
    public sealed record ReverseDisbursement(EntityId EntityId, CommandId CommandId, ActorId By, PaymentKey PaymentKey, string Reason)
        : ILoanCommand;

    /// <summary>Business date <paramref name="On"/> is over: ages the loan, or lets an old draft or approval expire.</summary>
    public sealed record EndDay(EntityId EntityId, CommandId CommandId, ActorId By, DateOnly On) : ILoanCommand;

    /// <summary>Days from <paramref name="FromOn"/> until before <paramref name="UntilOn"/> do not count as late.</summary>
    public sealed record PauseDelinquency(EntityId EntityId, CommandId CommandId, ActorId By, DateOnly FromOn, DateOnly UntilOn, string Reason)
        : ILoanCommand;

    /// <summary>First of two persons. ILLEGAL_STATE unless DEFAULTED and late by more than the terms' days.</summary>
    public sealed record ProposeWriteOff(EntityId EntityId, CommandId CommandId, ActorId By, DateOnly On, string Reason) : ILoanCommand;

    /// <summary>First of two persons: a new plan for everything unpaid.</summary>
    public sealed record ProposeReschedule(EntityId EntityId, CommandId CommandId, ActorId By, LoanTerms Terms, int Duration, string Reason)
        : ILoanCommand;

    /// <summary>Second person: the open proposal becomes true. FORBIDDEN for the one who proposed it.</summary>
    public sealed record ConfirmProposal(EntityId EntityId, CommandId CommandId, ActorId By, DateOnly On) : ILoanCommand;

    public sealed record RejectProposal(EntityId EntityId, CommandId CommandId, ActorId By) : ILoanCommand;

    /// <summary>How the project answered; the loan says it to itself. Null terms mean it was refused.</summary>
    public sealed record SettleReservation(EntityId EntityId, CommandId CommandId, ActorId By, int CriteriaVersion, ApprovalMode ApprovalMode,
        LoanTerms? Terms = null, Refusal? Refusal = null) : ILoanCommand;

    /// <summary>How the project's funds answered; the loan says it to itself.</summary>
    public sealed record SettleFunds(EntityId EntityId, CommandId CommandId, ActorId By, Refusal? Refusal = null) : ILoanCommand;

    /// <summary>The oldest notice was taken; the loan says it to itself.</summary>
    public sealed record SettleNotice(EntityId EntityId, CommandId CommandId, ActorId By, int Notice) : ILoanCommand;
}

public static class LoanReplies
{
    /// <summary>Where the money of a repayment went when it came, and what was owed after it.</summary>
    public sealed record RepaymentTaken(CommandId CommandId, PaymentKey PaymentKey, RepaymentAllocation Allocation, Money OutstandingAfter)
        : CommandReply(CommandId);
}

public static class LoanQueries
{
    /// <summary>Answered with <see cref="LoanView"/>, or <see cref="Replies.Absent"/> while there is only an application.</summary>
    public sealed record GetLoan(EntityId EntityId) : IEntityQuery;

    /// <summary>What settles the loan on a day; <see cref="PayoffView"/>, or absent before the payout.</summary>
    public sealed record GetPayoff(EntityId EntityId, DateOnly On) : IEntityQuery;
}

public sealed record PayoffView(LoanKey LoanKey, ProjectKey ProjectKey, DateOnly DisbursedOn, DateOnly On, Money Payoff) : IWire;
