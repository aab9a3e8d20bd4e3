using System.Collections.Immutable;
using Growr.Actors.Common;
using Growr.Actors.Payments;
using Growr.Actors.Projects;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Funding.FundingCommands;
using static Growr.Actors.Funding.FundingEvents;

namespace Growr.Actors.Funding;

/// <summary>
/// The capital account of one project: what came in and by which source, what is held for loans, lent, collected and given
/// back. The API, Projects, Lending and Payments talk to it; it talks to the proofs it claims. Rebuilt from its events.
/// </summary>
public sealed record FundingAccount(EntityId Id) : IAggregate<FundingAccount, IFundingCommand, IFundingEvent>
{
    public Capital? Capital { get; init; }
    public FundingBalance Balance { get; init; } = null!;
    public FundingRows Rows { get; init; } = FundingRows.None;
    public LoanMoney Loans { get; init; } = LoanMoney.None;
    public bool IsClosed { get; init; }
    public long Version { get; init; }

    internal ProjectKey Key => new(Id.Key);

    public static FundingAccount Empty(EntityId id) => new(id);

    public Decision<IFundingEvent> Decide(IFundingCommand command, EventMeta meta) => command switch
    {
        RegisterFundingSource register => Register(register, meta),
        _ when Capital is null => Refuse(Codes.NotFound, "No funding source has been registered for this project."),
        SetSourceStatus set => SetStatus(set, Capital, meta),
        Fund or Refund or Revert or AssignUnmatched or AttachReceipt or SettleProof => FundingRowRules.Decide(this, Capital, command, meta),
        CloseAccount close => Close(close, Capital, meta),
        _ => LoanMoneyRules.Decide(this, command, meta),
    };

    public FundingAccount Apply(IFundingEvent @event) => Applied(@event) with { Version = Version + 1 };

    public ProcessStep? PendingStep
    {
        get
        {
            if (Rows.Pending.IsEmpty) return null;
            var row = Rows.Find(Rows.Pending[0].Key)!.Row;
            return new ProcessStep("claim a proof", new ProofCommands.ClaimProof(
                ProofIds.Of(Id.Tenant, row.FundingNetwork.ToString(), row.Proof!), new CommandId($"{row.Key}:proof"), ActorId.System, $"{Id}/{row.Key}"));
        }
    }

    public IFundingCommand? Outcome(ProcessStep step, object reply) => reply switch
    {
        Replies.Refused { Refusal.Retryable: true } => null,
        CommandReply answer => new SettleProof(
            Id, new CommandId($"{step.Id}:settled"), ActorId.System, Rows.Pending[0].Key, (answer as Replies.Refused)?.Refusal),
        _ => null,
    };

    public CommandReply Reply(IFundingCommand command, Replies.Done done)
    {
        var key = command switch
        {
            Fund fund => fund.FundingKey,
            Refund refund => refund.FundingKey,
            Revert revert => revert.FundingKey,
            AssignUnmatched assign => assign.FundingKey,
            _ => (FundingKey?)null,
        };
        return key is not null && Rows.Find(key.Value) is { } row
            ? new FundingReplies.Recorded(done.CommandId, row.Row.Key, row.Status, row.Unmatched)
            : done;
    }

    public IWire Answer(IEntityQuery query) => query switch
    {
        FundingQueries.GetFunding when Capital is null => new Replies.Absent(Id),
        FundingQueries.GetFunding => new FundingView(Key, Capital.Currency, Balance.Available, Balance.Reserved, Balance.Income, Capital.Junior,
            Capital.Senior, [.. Capital.Sources.Values.OrderBy(source => source.Terms.Id, StringComparer.Ordinal)
                .Select(source => new FundingSourceView(source.Terms, source.Status, null))], [.. Rows.All], IsClosed, Version),
        _ => new Replies.NotUnderstood(Id, query.GetType().Name),
    };

    private Decision<IFundingEvent> Register(RegisterFundingSource register, EventMeta meta)
    {
        if (IsClosed) return Refuse(Codes.IllegalState, "The account is closed.");
        if (Capital is not null && Capital.Currency != register.Currency) return Refuse(Codes.Validation, $"This account is in {Capital.Currency}.");
        if (Capital?.Find(register.Source.Id) is { } known)
            return known.Terms == register.Source ? AlreadyDone<IFundingEvent>() : Refuse(Codes.Duplicate, "That source id is taken.");
        return Accept<IFundingEvent>(new FundingSourceRegistered(meta, Key, register.Source, register.Currency));
    }

    private Decision<IFundingEvent> SetStatus(SetSourceStatus set, Capital capital, EventMeta meta)
    {
        if (capital.Find(set.FundingId) is not { } source) return Refuse(Codes.NotFound, "No such funding source.");
        if (source.Status == set.Status) return AlreadyDone<IFundingEvent>();
        return IsClosed
            ? Refuse(Codes.IllegalState, "The account is closed.")
            : Accept<IFundingEvent>(new SourceStatusChanged(meta, Key, set.FundingId, set.Status));
    }

    private Decision<IFundingEvent> Close(CloseAccount close, Capital capital, EventMeta meta)
    {
        if (IsClosed) return AlreadyDone<IFundingEvent>();
        if (!Balance.Reserved.IsZero || !Rows.Pending.IsEmpty) return Refuse(Codes.IllegalState, "Money is still on its way.");
        if (capital.Senior.IsPositive && !close.AcceptLoss)
            return Refuse(Codes.IllegalState, $"Senior investors are still owed {capital.Senior}; repay them or accept the loss.");
        return Accept<IFundingEvent>(new AccountClosed(meta, Key, capital.Senior));
    }

    private FundingAccount Applied(IFundingEvent @event) => @event switch
    {
        FundingSourceRegistered e => this with
        {
            Capital = (Capital ?? new Capital(e.Currency, ImmutableDictionary<string, Capital.Source>.Empty)).Register(e.Source),
            Balance = Balance ?? FundingBalance.Zero(e.Currency),
        },
        SourceStatusChanged e => this with { Capital = Capital!.With(e.FundingId, e.Status) },
        FundingAnnounced or FundingReceived or FundingUnmatched or FundingRepaid or FundingRejected or FundingReverted or ReceiptAttached =>
            FundingRowRules.Apply(this, @event),
        AccountClosed => this with
        {
            IsClosed = true,
            Capital = Capital!.Sources.Keys.Aggregate(Capital, (capital, id) => capital.With(id, FundingStatus.Inactive)),
        },
        _ => LoanMoneyRules.Apply(this, @event),
    };
}
