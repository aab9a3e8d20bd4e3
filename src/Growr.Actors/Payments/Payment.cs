using System.Diagnostics;
using Growr.Actors.Common;
using Growr.Actors.Lending;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Payments.PaymentCommands;
using static Growr.Actors.Payments.PaymentEvents;

namespace Growr.Actors.Payments;

/// <summary>
/// One payment to or from a borrower, from its announcement to its confirmation or end. The API talks to it; it is the durable
/// process that brings the money into the loan and the project's funds, each once, and takes it back. Rebuilt from its events.
/// </summary>
public sealed record Payment(EntityId Id) : IAggregate<Payment, IPaymentCommand, IPaymentEvent>
{
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(15);
    public const int WrongCodesMax = 3;
    public const int KeyLengthMax = Ids.KeyLengthMax;

    public PaymentFacts? Facts { get; init; }
    public PaymentStatus Status { get; init; }
    public PaymentStage Stage { get; init; }
    public PaymentCode? Code { get; init; }
    public int WrongCodes { get; init; }

    /// <summary>The command whose answer waits for the open steps.</summary>
    public CommandId Began { get; init; }
    public ActorId? ConfirmedBy { get; init; }
    public ConfirmationMethod? Method { get; init; }
    public string? Proof { get; init; }
    public RepaymentAllocation? Allocation { get; init; }
    public Money? OutstandingAfter { get; init; }
    public string? ReversalReason { get; init; }
    public int Reversals { get; init; }
    public DateTimeOffset AddedAt { get; init; }
    public long Version { get; init; }

    internal PaymentKey Key => new(Id.Key);

    public static Payment Empty(EntityId id) => new(id);

    public Decision<IPaymentEvent> Decide(IPaymentCommand command, EventMeta meta) => command switch
    {
        AddDisbursement or RequestPaymentCode or AddRepayment => PaymentAddition.Decide(this, command, meta),
        _ when Facts is null => Refuse(Codes.NotFound, "No such payment."),
        ConfirmByCode confirm => PaymentConfirmation.ByCode(this, Facts, confirm, meta),
        ConfirmByProof confirm => PaymentConfirmation.ByProof(this, Facts, confirm, meta),
        FailPayment fail => Fail(fail, meta),
        ExpirePayment => Status == PaymentStatus.Pending && Stage == PaymentStage.Idle && Code?.ExpiresAt <= meta.At
            ? Accept<IPaymentEvent>(new PaymentExpired(meta, Key, null))
            : AlreadyDone<IPaymentEvent>(),
        ReversePayment reverse => Reverse(reverse, Facts, meta),
        SettleStep settle => PaymentSteps.Settle(this, Facts, settle, meta),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    public Payment Apply(IPaymentEvent @event) => Applied(@event) with { Version = Version + 1 };

    public ProcessStep? PendingStep => Facts is null ? null : PaymentSteps.Next(this, Facts);

    public IPaymentCommand? Outcome(ProcessStep step, object reply) => PaymentSteps.Outcome(this, Facts!, reply);

    public CommandReply Reply(IPaymentCommand command, Replies.Done done) =>
        new PaymentReplies.Taken(done.CommandId, Key, Status, Allocation, OutstandingAfter);

    public IWire Answer(IEntityQuery query) => query switch
    {
        PaymentQueries.GetPayment when Facts is null => new Replies.Absent(Id),
        PaymentQueries.GetPayment => new PaymentView(Key, Facts, Status, Stage, Code?.ExpiresAt, WrongCodes, ConfirmedBy, Method,
            Proof ?? Facts.Proof, Allocation, OutstandingAfter, AddedAt, Version),
        _ => new Replies.NotUnderstood(Id, query.GetType().Name),
    };

    private Decision<IPaymentEvent> Fail(FailPayment fail, EventMeta meta) => Status switch
    {
        PaymentStatus.Failed => AlreadyDone<IPaymentEvent>(),
        PaymentStatus.Pending when Stage == PaymentStage.Idle => Accept<IPaymentEvent>(new PaymentFailed(meta, Key, fail.Reason)),
        _ => IllegalIn("failed"),
    };

    private Decision<IPaymentEvent> Reverse(ReversePayment reverse, PaymentFacts facts, EventMeta meta)
    {
        if (Status != PaymentStatus.Confirmed || Stage != PaymentStage.Idle) return IllegalIn("reversed");
        var isByTwo = reverse.ApprovedBy is { } second && second != reverse.By;
        return isByTwo || reverse.By == ActorId.System
            ? Accept<IPaymentEvent>(new ReversalBegun(meta, Key, reverse.ApprovedBy, reverse.Reason))
            : Refuse(Codes.Forbidden, $"Taking back {facts.Amount} needs two persons.");
    }

    private Payment Applied(IPaymentEvent @event) => @event switch
    {
        PaymentAdded e => this with
        {
            Facts = e.Facts, Stage = PaymentStage.LoanCheck, Began = e.Meta.CommandId, AddedAt = e.Meta.At,
            Code = e.CodeHash is null ? null : new PaymentCode(e.CodeHash, e.CodeExpiresAt!.Value),
        },
        StepTaken e => this with
        {
            Stage = e.Stage, Allocation = e.Allocation ?? Allocation, OutstandingAfter = e.OutstandingAfter ?? OutstandingAfter,
        },
        PaymentRefused => this with { Status = PaymentStatus.Failed, Stage = PaymentStage.Idle, Code = null },
        CodeRejected => this with { WrongCodes = WrongCodes + 1 },
        PaymentExpired => this with { Status = PaymentStatus.Expired, Code = null },
        PaymentFailed => this with { Status = PaymentStatus.Failed, Code = null },
        ConfirmationBegun e => this with
        {
            ConfirmedBy = e.ConfirmedBy, Method = e.Method, Proof = e.Proof, Began = e.Meta.CommandId,
            Stage = e.Proof is null ? PaymentStage.LoanEntry : PaymentStage.ProofClaim,
        },
        ConfirmationRefused => this with { ConfirmedBy = null, Method = null, Proof = null, Stage = PaymentStage.Idle },
        PaymentConfirmed => this with { Status = PaymentStatus.Confirmed, Stage = PaymentStage.Idle, Code = null },
        ReversalBegun e => this with
        {
            Began = e.Meta.CommandId, ReversalReason = e.Reason, Reversals = Reversals + 1, Stage = PaymentSteps.FirstBack(Facts!),
        },
        ReversalRefused => this with { ReversalReason = null, Stage = PaymentStage.Idle },
        PaymentReversed => this with { Status = PaymentStatus.Reversed, Stage = PaymentStage.Idle },
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    internal Refusal IllegalIn(string done) => Refuse(Codes.IllegalState, Stage == PaymentStage.Idle
        ? $"A payment that is {Status} cannot be {done}."
        : $"A payment that is being worked on cannot be {done}.");
}

/// <summary>The hash of a one-time code and its last moment.</summary>
public sealed record PaymentCode(string Hash, DateTimeOffset ExpiresAt);
