using System.Collections.Immutable;
using System.Diagnostics;
using Growr.Actors.Common;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Lending.LoanEvents;

namespace Growr.Actors.Lending;

/// <summary>What the loan waits for before it can go on.</summary>
public enum LoanStep { None, AskingProject, AskingFunds }

/// <summary>A change that needs a second person; a write-off when there are no terms.</summary>
public sealed record LoanProposal(ActorId By, string Reason, LoanTerms? Terms, int Duration);

/// <summary>
/// One loan from application to end. The API and Payments talk to it; it talks to its project, which holds its amount, and to
/// the project's funds. All of it, the open step of an application included, is rebuilt from its events.
/// </summary>
public sealed record Loan(EntityId Id) : IAggregate<Loan, ILoanCommand, ILoanEvent>
{
    public LoanApplication? Application { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Why the application failed; then no loan ever exists under this key.</summary>
    public Refusal? Declined { get; init; }

    public LoanStep Step { get; init; }

    /// <summary>The command that waits for the step, and how many steps there were.</summary>
    public CommandId Began { get; init; }

    public int Steps { get; init; }

    /// <summary>Null while there is only an application.</summary>
    public LoanStatus? Status { get; init; }

    public LoanContract? Contract { get; init; }
    public int CriteriaVersion { get; init; }
    public DateOnly? ApprovedOn { get; init; }
    public LoanSignature? Signature { get; init; }
    public LoanPayout? Disbursement { get; init; }
    public ImmutableHashSet<PaymentKey> ReversedDisbursements { get; init; } = [];
    public LoanAccount? Account { get; init; }
    public ImmutableDictionary<PaymentKey, LoanReceipt> Receipts { get; init; } = ImmutableDictionary<PaymentKey, LoanReceipt>.Empty;
    public Money? CashBack { get; init; }
    public DateOnly? DefaultedOn { get; init; }
    public DateOnly? WrittenOffOn { get; init; }
    public int RescheduledCount { get; init; }
    public LoanProposal? Proposal { get; init; }
    public ImmutableList<LoanNotice> Notices { get; init; } = [];
    public int NoticesMade { get; init; }
    public long Version { get; init; }

    public LoanKey Key => new(Id.Key);

    /// <summary>On the day the account stands at.</summary>
    public int DaysPastDue => Account is { } account ? account.ArrearsOn(account.AsOf).DaysPastDue : 0;

    internal EntityId ProjectId => new(Id.Tenant, EntityKinds.Projects, Application!.ProjectKey.Value);
    internal EntityId FundsId => ProjectId with { Kind = EntityKinds.Funding };

    public static Loan Empty(EntityId id) => new(id);

    public Decision<ILoanEvent> Decide(ILoanCommand command, EventMeta meta) => command switch
    {
        Apply apply => Application is null ? Applying.Receive(this, apply, meta) : Refuse(Codes.Duplicate, "This loan key is taken."),
        SettleReservation settle => Applying.Settle(this, settle, meta),
        SettleFunds settle => Applying.Settle(this, settle, meta),
        SettleNotice settle => Notices.Exists(notice => notice.Number == settle.Notice)
            ? Accept<ILoanEvent>(new NoticeTaken(meta, Key, settle.Notice))
            : AlreadyDone<ILoanEvent>(),
        EndDay when Status is null => AlreadyDone<ILoanEvent>(),
        _ when Step != LoanStep.None => Refuse(Codes.IllegalState, "The loan is being decided on.") with { Retryable = true },
        _ when Status is null => Refuse(Codes.NotFound, "No such loan."),
        Approve or Decline or Sign or Cancel => Agreeing.Decide(this, command, meta),
        RegisterDisbursement or ReverseDisbursement => PayingOut.Decide(this, command, meta),
        RegisterRepayment or ReverseRepayment => Repaying.Decide(this, command, meta),
        EndDay or PauseDelinquency => Ageing.Decide(this, command, meta),
        ProposeWriteOff or ProposeReschedule or ConfirmProposal or RejectProposal => Proposing.Decide(this, command, meta),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    public Loan Apply(ILoanEvent @event) => LoanHistory.Apply(this, @event) with { Version = Version + 1 };

    public ProcessStep? PendingStep => Step switch
    {
        LoanStep.AskingProject => Applying.AskProject(this),
        LoanStep.AskingFunds => Applying.AskFunds(this),
        _ => Notices.IsEmpty ? null : Notices[0].Step(this),
    };

    public ILoanCommand? Outcome(ProcessStep step, object reply) => reply switch
    {
        // A refusal that time can heal is asked again; so is whatever is no answer at all.
        Replies.Refused { Refusal.Retryable: true } => null,
        CommandReply answer when step.InBackground =>
            new SettleNotice(Id, new CommandId($"{step.Id}:taken"), ActorId.System, Notices[0].Number),
        CommandReply answer => Applying.Outcome(this, step, answer),
        _ => null,
    };

    public CommandReply Reply(ILoanCommand command, Replies.Done done) =>
        command is RegisterRepayment { PaymentKey: var payment } && Receipts.TryGetValue(payment, out var receipt)
            ? new LoanReplies.RepaymentTaken(done.CommandId, payment, receipt.Allocation, receipt.OutstandingAfter)
            : done;

    public IWire Answer(IEntityQuery query) => query switch
    {
        LoanQueries.GetLoan or LoanQueries.GetPayoff when Status is null => new Replies.Absent(Id),
        LoanQueries.GetLoan => LoanViews.Of(this),
        LoanQueries.GetPayoff when Account is null => new Replies.Absent(Id),
        LoanQueries.GetPayoff payoff => new PayoffView(Key, Application!.ProjectKey, Account.DisbursedOn, payoff.On, Account.PayoffOn(payoff.On)),
        _ => new Replies.NotUnderstood(Id, query.GetType().Name),
    };

    internal Loan Tell(NoticeKind kind) => this with { Notices = Notices.Add(new(NoticesMade, kind)), NoticesMade = NoticesMade + 1 };

    internal Refusal IllegalIn(string done) => Refuse(Codes.IllegalState, $"A loan that is {LoanViews.NameOf(Status)} cannot be {done}.");
}

/// <summary>A repayment as it was taken: what it was, and what the payer was told.</summary>
public sealed record LoanReceipt(LoanPayment Payment, RepaymentAllocation Allocation, Money OutstandingAfter);
