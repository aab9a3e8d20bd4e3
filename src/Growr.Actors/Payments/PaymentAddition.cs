using System.Diagnostics;
using Growr.Actors.Common;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Payments.PaymentCommands;

namespace Growr.Actors.Payments;

/// <summary>Rules for making a payment, before the loan and the funds are asked.</summary>
internal static class PaymentAddition
{
    public static Decision<IPaymentEvent> Decide(Payment payment, IPaymentCommand command, EventMeta meta)
    {
        var (facts, codeHash) = command switch
        {
            AddDisbursement add => (new PaymentFacts(PaymentDirection.Disbursement, add.LoanKey, add.ProjectKey, add.Rail, add.Amount, add.On,
                add.By, add.Target, null, add.NeedsChecker), add.CodeHash),
            RequestPaymentCode request => (new PaymentFacts(PaymentDirection.Repayment, request.LoanKey, request.ProjectKey, request.Rail,
                request.Amount, request.On, request.By, null, null, NeedsChecker: false), request.CodeHash),
            AddRepayment add => (new PaymentFacts(PaymentDirection.Repayment, add.LoanKey, add.ProjectKey, add.Rail, add.Amount, add.On,
                add.By, null, add.Proof, NeedsChecker: false), (string?)null),
            _ => throw new UnreachableException(command.GetType().Name),
        };
        if (payment.Facts is not null) return Refuse(Codes.Duplicate, "This payment key is taken.");
        if (Fault(payment, facts, codeHash) is { } fault) return fault;
        var expiresAt = codeHash is null ? (DateTimeOffset?)null : meta.At + Payment.CodeLifetime;
        return Accept<IPaymentEvent>(new PaymentEvents.PaymentAdded(meta, payment.Key, facts, codeHash, expiresAt));
    }

    private static Refusal? Fault(Payment payment, PaymentFacts facts, string? codeHash)
    {
        if (payment.Id.Key.Length > Payment.KeyLengthMax) return Invalid("paymentKey", $"At most {Payment.KeyLengthMax} characters.");
        if (!facts.Amount.IsPositive) return Invalid("amount", "More than zero.");
        if (!Calendar.IsBusinessDate(facts.On)) return Invalid("on", "Not a business date.");
        if (facts.Rail == PaymentRail.Cash && codeHash is null) return Invalid("code", "Cash is confirmed by a code.");
        if (facts.Rail != PaymentRail.Cash && codeHash is not null) return Invalid("rail", "Only cash is confirmed by a code here.");
        if (codeHash is not null && codeHash.Length != PaymentConfirmation.HashLength) return Invalid("code", "Not the hash of a code.");
        if (facts.Target?.Length > TextLengthMax) return Invalid("target", $"At most {TextLengthMax} characters.");
        var isFinal = facts.Direction == PaymentDirection.Repayment && codeHash is null;
        return isFinal && string.IsNullOrWhiteSpace(facts.Proof) || facts.Proof?.Length > TextLengthMax
            ? Invalid("proof", $"1 to {TextLengthMax} characters.")
            : null;
    }

    private static Refusal Invalid(string field, string message) => new(Codes.Validation, message) { Field = field };

    private const int TextLengthMax = 200;
}
