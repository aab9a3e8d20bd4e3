using System.Security.Cryptography;
using System.Text;
using Growr.Actors.Common;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Payments.PaymentCommands;
using static Growr.Actors.Payments.PaymentEvents;

namespace Growr.Actors.Payments;

/// <summary>Rules for what makes a waiting payment count: the borrower's code, or a proof.</summary>
internal static class PaymentConfirmation
{
    /// <summary>HMAC-SHA-256 in lower hex.</summary>
    public const int HashLength = 64;

    public static Decision<IPaymentEvent> ByCode(Payment payment, PaymentFacts facts, ConfirmByCode confirm, EventMeta meta)
    {
        if (payment.Status == PaymentStatus.Expired) return Refuse(Codes.CodeExpired, "The code is no longer valid; ask for a new one.");
        var isBeingConfirmed = payment.Status == PaymentStatus.Pending && payment.ConfirmedBy is not null;
        if (payment.Status == PaymentStatus.Confirmed || isBeingConfirmed) return Refuse(Codes.CodeUsed, "The code was used.");
        if (payment.Status != PaymentStatus.Pending || payment.Stage != PaymentStage.Idle) return payment.IllegalIn("confirmed");
        if (payment.Code is not { } code) return Refuse(Codes.Validation, "This payment is confirmed by a proof, not by a code.");
        if (facts.NeedsChecker && confirm.By == facts.By) return Refuse(Codes.Forbidden, "A second person must confirm.");
        if (meta.At >= code.ExpiresAt)
            return Accept<IPaymentEvent>(new PaymentExpired(meta, payment.Key, new Refusal(Codes.CodeExpired, "The code came too late; ask for a new one.")));
        if (IsSame(code.Hash, confirm.CodeHash))
            return Accept<IPaymentEvent>(new ConfirmationBegun(meta, payment.Key, confirm.By, confirm.Method, Proof: null));
        var left = Payment.WrongCodesMax - payment.WrongCodes - 1;
        var refusal = new Refusal(Codes.CodeInvalid, left > 0 ? $"Wrong code; {left} tries left." : "Wrong code; the payment is void, ask for a new code.");
        return left > 0
            ? Accept<IPaymentEvent>(new CodeRejected(meta, payment.Key, refusal))
            : Accept<IPaymentEvent>(new PaymentExpired(meta, payment.Key, refusal));
    }

    public static Decision<IPaymentEvent> ByProof(Payment payment, PaymentFacts facts, ConfirmByProof confirm, EventMeta meta)
    {
        if (payment.Status != PaymentStatus.Pending || payment.Stage != PaymentStage.Idle) return payment.IllegalIn("confirmed");
        if (payment.Code is not null) return Refuse(Codes.Validation, "This payment is confirmed by the borrower's code.");
        if (facts.NeedsChecker && confirm.By == facts.By) return Refuse(Codes.Forbidden, "A second person must confirm.");
        return string.IsNullOrWhiteSpace(confirm.Proof) || confirm.Proof.Length > ProofLengthMax
            ? new Refusal(Codes.Validation, $"1 to {ProofLengthMax} characters.") { Field = "proof" }
            : Accept<IPaymentEvent>(new ConfirmationBegun(meta, payment.Key, confirm.By, confirm.Method, confirm.Proof));
    }

    private static bool IsSame(string known, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(known), Encoding.ASCII.GetBytes(given));

    private const int ProofLengthMax = 200;
}
