using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Payments;

[JsonSerializable(typeof(PaymentCommands.AddDisbursement))]
[JsonSerializable(typeof(PaymentCommands.RequestPaymentCode))]
[JsonSerializable(typeof(PaymentCommands.AddRepayment))]
[JsonSerializable(typeof(PaymentCommands.ConfirmByCode))]
[JsonSerializable(typeof(PaymentCommands.ConfirmByProof))]
[JsonSerializable(typeof(PaymentCommands.FailPayment))]
[JsonSerializable(typeof(PaymentCommands.ExpirePayment))]
[JsonSerializable(typeof(PaymentCommands.ReversePayment))]
[JsonSerializable(typeof(PaymentCommands.SettleStep))]
[JsonSerializable(typeof(PaymentEvents.PaymentAdded))]
[JsonSerializable(typeof(PaymentEvents.StepTaken))]
[JsonSerializable(typeof(PaymentEvents.PaymentRefused))]
[JsonSerializable(typeof(PaymentEvents.CodeRejected))]
[JsonSerializable(typeof(PaymentEvents.PaymentExpired))]
[JsonSerializable(typeof(PaymentEvents.PaymentFailed))]
[JsonSerializable(typeof(PaymentEvents.ConfirmationBegun))]
[JsonSerializable(typeof(PaymentEvents.ConfirmationRefused))]
[JsonSerializable(typeof(PaymentEvents.PaymentConfirmed))]
[JsonSerializable(typeof(PaymentEvents.ReversalBegun))]
[JsonSerializable(typeof(PaymentEvents.ReversalRefused))]
[JsonSerializable(typeof(PaymentEvents.PaymentReversed))]
[JsonSerializable(typeof(PaymentReplies.Taken))]
[JsonSerializable(typeof(PaymentQueries.GetPayment))]
[JsonSerializable(typeof(PaymentView))]
internal sealed partial class PaymentJson : JsonSerializerContext;

/// <summary>What payments say, by their names on the wire and in the journal.</summary>
public static class PaymentWire
{
    private static readonly PaymentJson Json = new(WireTypes.JsonOptions());

    public static IEnumerable<WireType> Types =>
    [
        new("payments.add-disbursement", Json.AddDisbursement),
        new("payments.request-code", Json.RequestPaymentCode),
        new("payments.add-repayment", Json.AddRepayment),
        new("payments.confirm-by-code", Json.ConfirmByCode),
        new("payments.confirm-by-proof", Json.ConfirmByProof),
        new("payments.fail", Json.FailPayment),
        new("payments.expire", Json.ExpirePayment),
        new("payments.reverse", Json.ReversePayment),
        new("payments.settle-step", Json.SettleStep),
        new("payments.added", Json.PaymentAdded),
        new("payments.step-taken", Json.StepTaken),
        new("payments.refused", Json.PaymentRefused),
        new("payments.code-rejected", Json.CodeRejected),
        new("payments.expired", Json.PaymentExpired),
        new("payments.failed", Json.PaymentFailed),
        new("payments.confirmation-begun", Json.ConfirmationBegun),
        new("payments.confirmation-refused", Json.ConfirmationRefused),
        new("payments.confirmed", Json.PaymentConfirmed),
        new("payments.reversal-begun", Json.ReversalBegun),
        new("payments.reversal-refused", Json.ReversalRefused),
        new("payments.reversed", Json.PaymentReversed),
        new("payments.taken", Json.Taken),
        new("payments.get", Json.GetPayment),
        new("payments.view", Json.PaymentView),
    ];
}
