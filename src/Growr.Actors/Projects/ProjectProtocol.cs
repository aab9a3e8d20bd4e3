using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Projects;

[JsonConverter(typeof(CodeEnumConverter<ProjectStatus>))]
public enum ProjectStatus { Draft, Activated, Deactivated, Closed }

[JsonConverter(typeof(CodeEnumConverter<DebtSharing>))]
public enum DebtSharing { Individual, Community }

/// <summary>Whether an eligible application within the limits is approved at once.</summary>
[JsonConverter(typeof(CodeEnumConverter<ApprovalMode>))]
public enum ApprovalMode { Auto, Manual }

[JsonConverter(typeof(CodeEnumConverter<DisbursementTarget>))]
public enum DisbursementTarget { Borrower, ThirdParty }

[JsonConverter(typeof(CodeEnumConverter<FundingType>))]
public enum FundingType { Bank, Onchain, Multisig, Crowdfund }

[JsonConverter(typeof(CodeEnumConverter<FundingNetwork>))]
public enum FundingNetwork { Bank, Bitcoin, Lightning, Rootstock, Liquid }

[JsonConverter(typeof(CodeEnumConverter<FundingStatus>))]
public enum FundingStatus { Inactive, Active }

/// <summary>Who loses first: the originator's own money is junior.</summary>
[JsonConverter(typeof(CodeEnumConverter<Tranche>))]
public enum Tranche { Junior, Senior }

/// <summary>Where a loan stands as far as its project must know.</summary>
[JsonConverter(typeof(CodeEnumConverter<LoanStanding>))]
public enum LoanStanding
{
    /// <summary>Applied for or approved, not paid out.</summary>
    Reserved,

    /// <summary>Paid out and running.</summary>
    Disbursed,

    Defaulted,

    /// <summary>Repaid or written off: its amount stays used up.</summary>
    Ended,

    /// <summary>Cancelled or declined: its amount is free again.</summary>
    Released,
}

/// <summary>The bank account of a funding source. Never leaves the tenant's own books.</summary>
/// <param name="Name">Account holder.</param>
/// <param name="Account">IBAN or local account number.</param>
/// <param name="CreditorReference">ISO 11649 reference that payers quote; null when there is none.</param>
public sealed record BankAccount(string Name, string Account, string? CreditorReference = null);

/// <summary>Coarse aims of a project.</summary>
public sealed record ProjectImpact
{
    /// <summary>Sustainable development goals, 1 to 17.</summary>
    public ImmutableArray<int> Sdg { get; init; } = [];
    public string? Sector { get; init; }
    public int? BorrowersTarget { get; init; }

    /// <summary>Admin level 1, nothing finer.</summary>
    public string? Region { get; init; }
}

/// <param name="MinJuniorPct">Smallest share of junior capital in all capital.</param>
/// <param name="UtilizationThreshold">Share of capital in use from which more is called.</param>
public sealed record LeveragePolicy(RateE4 MinJuniorPct, RateE4 UtilizationThreshold);

/// <summary>A way in which capital comes to a project.</summary>
public sealed record FundingSource
{
    public required string Id { get; init; }
    public required FundingType Type { get; init; }
    public required FundingNetwork NetworkName { get; init; }

    /// <summary>Token code; for a bank the ISO currency.</summary>
    public required string TokenName { get; init; }
    public required Tranche Tranche { get; init; }

    /// <summary>Yield promised to senior capital, percent a year.</summary>
    public RateE4 InterestRate { get; init; }

    /// <summary>Senior capital at most this many times the junior capital paid in. Senior sources only.</summary>
    public FactorE4? LeverageFactor { get; init; }

    /// <summary>Smallest single payment.</summary>
    public required Money FundingMinAmount { get; init; }

    /// <summary>The most that may be in place from this source.</summary>
    public required Money FundingMaxAmount { get; init; }
    public string Terms { get; init; } = "";
    public string? FundingAddress { get; init; }
    public string? RepaymentAddress { get; init; }
    public BankAccount? Bank { get; init; }
}

/// <summary>All that an originator says about a project; the node adds key, status and what happened.</summary>
public sealed record ProjectOffer
{
    /// <summary>1 to 80 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Up to 4,000 characters.</summary>
    public string Description { get; init; } = "";
    public bool IsPublic { get; init; }
    public string? ProfileUrl { get; init; }
    public string? BannerUrl { get; init; }
    public required DateOnly StartDate { get; init; }

    /// <summary>Last day on which loans are given; after <see cref="StartDate"/>.</summary>
    public required DateOnly EndDate { get; init; }

    /// <summary>Target of all loans together; its currency is the project's.</summary>
    public required Money Amount { get; init; }

    /// <summary>Criteria object of product definition 4.6, as JSON.</summary>
    public required string EligibilityCriteria { get; init; }
    public required int LoanMinDuration { get; init; }

    /// <summary>Instalment periods, at most <see cref="Common.LoanTerms.DurationMax"/>.</summary>
    public required int LoanMaxDuration { get; init; }
    public required Money LoanMinAmount { get; init; }
    public required Money LoanMaxAmount { get; init; }
    public bool IsInviteOnly { get; init; }
    public required LoanTerms LoanTerms { get; init; }
    public DebtSharing DebtSharing { get; init; }
    public ApprovalMode ApprovalMode { get; init; }
    public ImmutableArray<DisbursementTarget> DisbursementTargets { get; init; } = [DisbursementTarget.Borrower];
    public LeveragePolicy? LeveragePolicy { get; init; }
    public ProjectImpact? Impact { get; init; }

    /// <summary>Running loans one borrower may have here at a time.</summary>
    public int OpenLoansPerBorrowerMax { get; init; } = 1;
}

/// <summary>Changes to the conditions; null leaves a field as it is.</summary>
public sealed record ProjectParams
{
    public DateOnly? StartDate { get; init; }
    public DateOnly? EndDate { get; init; }
    public Money? Amount { get; init; }
    public string? EligibilityCriteria { get; init; }
    public int? LoanMinDuration { get; init; }
    public int? LoanMaxDuration { get; init; }
    public Money? LoanMinAmount { get; init; }
    public Money? LoanMaxAmount { get; init; }
    public LoanTerms? LoanTerms { get; init; }
}

public interface IProjectCommand : IEntityCommand;

/// <summary>Entity: <c>tenant/projects/projectKey</c>.</summary>
public static class ProjectCommands
{
    /// <summary>VALIDATION with every fault in <c>reasons</c>.</summary>
    public sealed record CreateProject(EntityId EntityId, CommandId CommandId, ActorId By, ProjectOffer Offer) : IProjectCommand;

    /// <summary>Texts and media, in any status but CLOSED. Null leaves a field as it is.</summary>
    public sealed record UpdateProject(EntityId EntityId, CommandId CommandId, ActorId By) : IProjectCommand
    {
        public string? Name { get; init; }
        public string? Description { get; init; }
        public string? ProfileUrl { get; init; }
        public string? BannerUrl { get; init; }
        public bool? IsPublic { get; init; }
        public long? ExpectedVersion { get; init; }
    }

    /// <summary>In DRAFT anything; later only more amount, a later end and new criteria for future applications.</summary>
    public sealed record ModifyProjectParams(EntityId EntityId, CommandId CommandId, ActorId By, ProjectParams Params) : IProjectCommand
    {
        public long? ExpectedVersion { get; init; }
    }

    /// <summary>DUPLICATE id or address. In an ACTIVATED project the source is registered with Funding before the answer.</summary>
    public sealed record AddProjectFunding(EntityId EntityId, CommandId CommandId, ActorId By, FundingSource Source) : IProjectCommand;

    public sealed record SetFundingStatus(EntityId EntityId, CommandId CommandId, ActorId By, string FundingId, FundingStatus Status)
        : IProjectCommand;

    /// <param name="EntityId">The project.</param>
    /// <param name="CommandId">Same for a retry.</param>
    /// <param name="By">Who acts.</param>
    /// <param name="On">The tenant's business date.</param>
    public sealed record ActivateProject(EntityId EntityId, CommandId CommandId, ActorId By, DateOnly On) : IProjectCommand;

    public sealed record DeactivateProject(EntityId EntityId, CommandId CommandId, ActorId By, string Reason) : IProjectCommand;

    /// <summary>ILLEGAL_STATE while a loan is open, or while senior capital is unpaid and the loss is not accepted.</summary>
    public sealed record CloseProject(EntityId EntityId, CommandId CommandId, ActorId By, string Reason, bool AcceptLoss) : IProjectCommand;

    /// <summary>The business date <paramref name="On"/> is over.</summary>
    public sealed record EndDay(EntityId EntityId, CommandId CommandId, ActorId By, DateOnly On) : IProjectCommand;

    /// <summary>
    /// Holds a loan's amount against the project (I1) and its borrower against a second application. Repeating it for the same
    /// loan is granted again. With <paramref name="DryRun"/> all checks run and nothing is held. Answered with
    /// <see cref="ProjectReplies.LoanReserved"/>, or refused with every failed check in <c>reasons</c>.
    /// </summary>
    public sealed record ReserveLoan(EntityId EntityId, CommandId CommandId, ActorId By, LoanKey LoanKey, Money Amount,
        int Duration, string SubjectDid, DateOnly On, bool DryRun = false) : IProjectCommand;

    /// <summary>The loan was cancelled or declined. Granted for a loan never reserved, too: it cannot be reserved afterwards.</summary>
    public sealed record ReleaseLoan(EntityId EntityId, CommandId CommandId, ActorId By, LoanKey LoanKey) : IProjectCommand;

    /// <summary>The loan now stands elsewhere; the same standing again changes nothing.</summary>
    public sealed record NoteLoanStanding(EntityId EntityId, CommandId CommandId, ActorId By, LoanKey LoanKey, LoanStanding Standing)
        : IProjectCommand;

    /// <summary>How Funding answered a registration; the project says it to itself.</summary>
    public sealed record SettleFundingStep(EntityId EntityId, CommandId CommandId, ActorId By, string FundingId, Refusal? Refusal)
        : IProjectCommand;

    /// <summary>How Funding answered the closing of its account; the project says it to itself.</summary>
    public sealed record SettleClosing(EntityId EntityId, CommandId CommandId, ActorId By, Refusal? Refusal) : IProjectCommand;
}

public interface IProjectEvent : IDomainEvent
{
    ProjectKey ProjectKey { get; }
}

public static class ProjectEvents
{
    public sealed record ProjectCreated(EventMeta Meta, ProjectKey ProjectKey, ProjectOffer Offer) : IProjectEvent;

    /// <summary>All fields as they now are.</summary>
    public sealed record ProjectUpdated(EventMeta Meta, ProjectKey ProjectKey, string Name, string Description, string? ProfileUrl,
        string? BannerUrl, bool IsPublic) : IProjectEvent;

    /// <summary>Only what changed; a new criteria version holds for future applications.</summary>
    public sealed record ProjectParamsModified(EventMeta Meta, ProjectKey ProjectKey, ProjectParams Params, int CriteriaVersion) : IProjectEvent;

    public sealed record FundingAdded(EventMeta Meta, ProjectKey ProjectKey, FundingSource Source) : IProjectEvent;

    public sealed record FundingStatusChanged(EventMeta Meta, ProjectKey ProjectKey, string FundingId, FundingStatus Status) : IProjectEvent;

    /// <summary>Funding is to be told of a source's status; it has not answered yet.</summary>
    public sealed record FundingChangeBegun(EventMeta Meta, ProjectKey ProjectKey, string FundingId, FundingStatus Status) : IProjectEvent;

    /// <summary>Funding refused a source: it stays as it was, with a warning.</summary>
    public sealed record FundingChangeFailed(EventMeta Meta, ProjectKey ProjectKey, string FundingId, Refusal Refusal) : IProjectEvent;

    public sealed record ProjectActivated(EventMeta Meta, ProjectKey ProjectKey) : IProjectEvent;

    public sealed record ProjectDeactivated(EventMeta Meta, ProjectKey ProjectKey, string Reason) : IProjectEvent;

    public sealed record ClosingBegun(EventMeta Meta, ProjectKey ProjectKey, string Reason, bool AcceptLoss) : IProjectEvent;

    public sealed record ClosingFailed(EventMeta Meta, ProjectKey ProjectKey, CommandId Began, Refusal Refusal) : IProjectEvent
    {
        [JsonIgnore] public CommandVerdict? Verdict => new(Began, Refusal);
    }

    public sealed record ProjectClosed(EventMeta Meta, ProjectKey ProjectKey, string Reason) : IProjectEvent;

    public sealed record LoanReserved(EventMeta Meta, ProjectKey ProjectKey, LoanKey LoanKey, Money Amount, int Duration, string SubjectDid,
        LoanTerms Terms, int CriteriaVersion) : IProjectEvent;

    /// <summary>Also said of a loan that was never reserved, so that it never will be.</summary>
    public sealed record LoanReleased(EventMeta Meta, ProjectKey ProjectKey, LoanKey LoanKey) : IProjectEvent;

    public sealed record LoanStandingChanged(EventMeta Meta, ProjectKey ProjectKey, LoanKey LoanKey, LoanStanding Standing) : IProjectEvent;
}

public static class ProjectReplies
{
    /// <summary>The loan may go on, on these terms; they never change for this loan.</summary>
    public sealed record LoanReserved(CommandId CommandId, LoanKey LoanKey, LoanTerms Terms, int CriteriaVersion,
        string EligibilityCriteria, ApprovalMode ApprovalMode) : CommandReply(CommandId);
}

public static class ProjectQueries
{
    /// <summary>Answered with <see cref="ProjectView"/> or <see cref="Replies.Absent"/>.</summary>
    public sealed record GetProject(EntityId EntityId) : IEntityQuery;
}

/// <summary>A project as it stands. <c>ReservedAmount</c> sums all loans that are not released.</summary>
public sealed record ProjectView(ProjectKey Key, ProjectStatus Status, ActorId CreatedBy, ProjectOffer Offer, int CriteriaVersion,
    ImmutableArray<FundingSourceView> Funding, Money ReservedAmount, int OpenLoans, long Version) : IWire;

/// <summary>A funding source; <c>Warning</c> says why it could not be registered and is null when nothing is wrong.</summary>
public sealed record FundingSourceView(FundingSource Source, FundingStatus Status, Refusal? Warning);
