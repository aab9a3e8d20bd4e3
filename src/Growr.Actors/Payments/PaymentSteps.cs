using System.Diagnostics;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Payments.PaymentCommands;
using static Growr.Actors.Payments.PaymentEvents;

namespace Growr.Actors.Payments;

/// <summary>
/// Whom a payment asks, in which order, and what their answers mean. Whoever may still refuse is asked before whoever may not:
/// on the way back of a repayment the funds (its money may be lent again), on the way back of a disbursement the loan.
/// </summary>
internal static class PaymentSteps
{
    public static PaymentStage FirstBack(PaymentFacts facts) =>
        facts.Direction == PaymentDirection.Repayment ? PaymentStage.FundsReversal : PaymentStage.LoanReversal;

    public static ProcessStep? Next(Payment payment, PaymentFacts facts)
    {
        var (loan, funds) = (Loan(payment, facts), Funds(payment, facts));
        var isOut = facts.Direction == PaymentDirection.Disbursement;
        CommandId Step(string name) => new($"{payment.Id.Key}:{name}");
        return payment.Stage switch
        {
            PaymentStage.Idle => null,
            PaymentStage.LoanCheck when isOut => new("look at the loan", new LoanQueries.GetLoan(loan)),
            PaymentStage.LoanCheck => new("ask for the payoff", new LoanQueries.GetPayoff(loan, facts.On)),
            PaymentStage.FundsHold => new("hold the payout", new FundingCommands.ReserveForLoan(
                funds, Step("hold"), ActorId.System, facts.LoanKey, facts.Amount)),
            PaymentStage.ProofClaim => new("claim the proof", new ProofCommands.ClaimProof(
                ProofIds.Of(payment.Id.Tenant, facts.Rail.ToString(), ProofOf(payment, facts)), Step("proof"), ActorId.System, payment.Id.ToString())),
            PaymentStage.LoanEntry when isOut => new("tell the loan", new LoanCommands.RegisterDisbursement(
                loan, Step("loan"), ActorId.System, payment.Key, facts.Amount, facts.On)),
            PaymentStage.LoanEntry => new("tell the loan", new LoanCommands.RegisterRepayment(
                loan, Step("loan"), ActorId.System, payment.Key, facts.Amount, facts.On)),
            PaymentStage.FundsEntry when isOut => new("tell the funds", new FundingCommands.ConfirmDisbursement(
                funds, Step("funds"), ActorId.System, facts.LoanKey, payment.Key, facts.Amount)),
            PaymentStage.FundsEntry => new("tell the funds", new FundingCommands.RegisterCollection(
                funds, Step("funds"), ActorId.System, payment.Key, facts.LoanKey, Parts(payment.Allocation!))),
            PaymentStage.LoanReversal when isOut => new("take it back from the loan", new LoanCommands.ReverseDisbursement(
                loan, Step($"loan-back:{payment.Reversals}"), ActorId.System, payment.Key, payment.ReversalReason!)),
            PaymentStage.LoanReversal => new("take it back from the loan", new LoanCommands.ReverseRepayment(
                loan, Step($"loan-back:{payment.Reversals}"), ActorId.System, payment.Key, payment.ReversalReason!)),
            PaymentStage.FundsReversal when isOut => new("give it back to the funds", new FundingCommands.ReverseDisbursement(
                funds, Step($"funds-back:{payment.Reversals}"), ActorId.System, payment.Key)),
            PaymentStage.FundsReversal => new("take it back from the funds", new FundingCommands.ReverseCollection(
                funds, Step($"funds-back:{payment.Reversals}"), ActorId.System, payment.Key)),
            _ => throw new UnreachableException(payment.Stage.ToString()),
        };
    }

    /// <summary>
    /// Null when the other side could not answer now. Once the first of loan and funds has moved the money, a no of the other
    /// one is no end but a disorder to be mended, such as a reversal still on its way: it is asked until it follows.
    /// </summary>
    public static IPaymentCommand? Outcome(Payment payment, PaymentFacts facts, object reply)
    {
        if (reply is Replies.Refused { Refusal.Retryable: true } or Replies.NotUnderstood) return null;
        if (reply is Replies.Refused && IsHalfDone(payment.Stage, facts)) return null;
        var taken = reply as LoanReplies.RepaymentTaken;
        var refusal = reply switch
        {
            Replies.Refused no => no.Refusal,
            Replies.Absent => Refuse(Codes.IllegalState, "There is no open loan to pay."),
            LoanView loan => DisbursementFault(loan, facts),
            PayoffView payoff => RepaymentFault(payoff, facts),
            _ => null,
        };
        return new SettleStep(payment.Id, new CommandId($"{payment.Id.Key}:{payment.Version}:settled"), ActorId.System, payment.Stage, refusal,
            taken?.Allocation, taken?.OutstandingAfter);
    }

    public static Decision<IPaymentEvent> Settle(Payment payment, PaymentFacts facts, SettleStep settle, EventMeta meta)
    {
        if (payment.Stage == PaymentStage.Idle || settle.Stage != payment.Stage) return AlreadyDone<IPaymentEvent>();
        if (settle.Refusal is { } refusal) return Refused(payment, refusal, meta);
        if (settle.Allocation is { } allocation && allocation.Allocated + allocation.Credited != facts.Amount)
            throw new UnreachableException($"Loan {facts.LoanKey} allocated {allocation.Allocated} and credited {allocation.Credited} of {facts.Amount}.");
        IPaymentEvent Go(PaymentStage next) => new StepTaken(meta, payment.Key, next, settle.Allocation, settle.OutstandingAfter);
        var isOut = facts.Direction == PaymentDirection.Disbursement;
        return Accept(payment.Stage switch
        {
            PaymentStage.LoanCheck when isOut => Go(PaymentStage.FundsHold),
            PaymentStage.LoanCheck => Go(facts.Proof is null ? PaymentStage.Idle : PaymentStage.ProofClaim),
            PaymentStage.FundsHold => Go(PaymentStage.Idle),
            PaymentStage.ProofClaim => Go(PaymentStage.LoanEntry),
            PaymentStage.LoanEntry => Go(PaymentStage.FundsEntry),
            PaymentStage.FundsEntry => new PaymentConfirmed(meta, payment.Key, facts, payment.Allocation, payment.OutstandingAfter),
            PaymentStage.FundsReversal when !isOut => Go(PaymentStage.LoanReversal),
            PaymentStage.LoanReversal when isOut => Go(PaymentStage.FundsReversal),
            _ => new PaymentReversed(meta, payment.Key, facts, payment.ReversalReason!),
        });
    }

    // A proof that belongs to somebody else does not spoil a disbursement: it waits for the right one.
    private static Decision<IPaymentEvent> Refused(Payment payment, Refusal refusal, EventMeta meta) => payment.Stage switch
    {
        PaymentStage.LoanReversal or PaymentStage.FundsReversal => Accept<IPaymentEvent>(new ReversalRefused(meta, payment.Key, payment.Began, refusal)),
        PaymentStage.ProofClaim when payment.Proof is not null => Accept<IPaymentEvent>(new ConfirmationRefused(meta, payment.Key, payment.Began, refusal)),
        _ => Accept<IPaymentEvent>(new PaymentRefused(meta, payment.Key, payment.Began, refusal)),
    };

    private static bool IsHalfDone(PaymentStage stage, PaymentFacts facts) => stage == PaymentStage.FundsEntry ||
        stage == (facts.Direction == PaymentDirection.Repayment ? PaymentStage.LoanReversal : PaymentStage.FundsReversal);

    private static Refusal? DisbursementFault(LoanView loan, PaymentFacts facts)
    {
        if (loan.Status != LoanStatus.Approved || loan.Disbursement is not null) return Refuse(Codes.IllegalState, $"The loan is {loan.Status}, not APPROVED.");
        if (loan.Signature is null) return Refuse(Codes.IllegalState, "The borrower has not signed the loan.");
        if (loan.ProjectKey != facts.ProjectKey) return Refuse(Codes.NotFound, "No such loan in this project.");
        return loan.PayoutAmount != facts.Amount ? Refuse(Codes.AmountMismatch, $"The payout of this loan is {loan.PayoutAmount}.") : null;
    }

    private static Refusal? RepaymentFault(PayoffView payoff, PaymentFacts facts)
    {
        if (payoff.ProjectKey != facts.ProjectKey) return Refuse(Codes.NotFound, "No such loan in this project.");
        if (payoff.Payoff.Currency != facts.Amount.Currency) return Invalid($"The loan is in {payoff.Payoff.Currency}.");
        if (payoff.DisbursedOn > facts.On) return new(Codes.Validation, "Repaid before it was paid out.") { Field = "on" };
        if (facts.Proof is not null) return null;   // what has arrived already is taken, however much it is
        if (!payoff.Payoff.IsPositive) return Refuse(Codes.IllegalState, "Nothing is owed on this loan.");
        return (Int128)facts.Amount.MinorUnits * 10 > (Int128)payoff.Payoff.MinorUnits * 11
            ? Invalid($"More than the {payoff.Payoff} owed plus 10 %.")
            : null;
    }

    private static CollectedParts Parts(RepaymentAllocation allocation)
    {
        var zero = Money.Zero(allocation.Credited.Currency);
        return allocation.Lines.Aggregate(new CollectedParts(zero, zero, zero, zero), (sum, line) => new CollectedParts(
            sum.Principal + line.Principal, sum.Interest + line.Interest, sum.Fee + line.Fee, sum.Penalty + line.Penalty));
    }

    private static string ProofOf(Payment payment, PaymentFacts facts) => payment.Proof ?? facts.Proof!;

    private static EntityId Loan(Payment payment, PaymentFacts facts) => new(payment.Id.Tenant, EntityKinds.Loans, facts.LoanKey.Value);

    private static EntityId Funds(Payment payment, PaymentFacts facts) => new(payment.Id.Tenant, EntityKinds.Funding, facts.ProjectKey.Value);

    private static Refusal Invalid(string message) => new(Codes.Validation, message) { Field = "amount" };
}
