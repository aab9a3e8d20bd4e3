using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Funding;

[JsonSerializable(typeof(FundingCommands.RegisterFundingSource))]
[JsonSerializable(typeof(FundingCommands.SetSourceStatus))]
[JsonSerializable(typeof(FundingCommands.Fund))]
[JsonSerializable(typeof(FundingCommands.Refund))]
[JsonSerializable(typeof(FundingCommands.Revert))]
[JsonSerializable(typeof(FundingCommands.AssignUnmatched))]
[JsonSerializable(typeof(FundingCommands.AttachReceipt))]
[JsonSerializable(typeof(FundingCommands.ReserveForLoan))]
[JsonSerializable(typeof(FundingCommands.ReleaseReservation))]
[JsonSerializable(typeof(FundingCommands.ConfirmDisbursement))]
[JsonSerializable(typeof(FundingCommands.ReverseDisbursement))]
[JsonSerializable(typeof(FundingCommands.RegisterCollection))]
[JsonSerializable(typeof(FundingCommands.ReverseCollection))]
[JsonSerializable(typeof(FundingCommands.CloseAccount))]
[JsonSerializable(typeof(FundingCommands.SettleProof))]
[JsonSerializable(typeof(FundingEvents.FundingSourceRegistered))]
[JsonSerializable(typeof(FundingEvents.SourceStatusChanged))]
[JsonSerializable(typeof(FundingEvents.FundingAnnounced))]
[JsonSerializable(typeof(FundingEvents.FundingReceived))]
[JsonSerializable(typeof(FundingEvents.FundingUnmatched))]
[JsonSerializable(typeof(FundingEvents.FundingRepaid))]
[JsonSerializable(typeof(FundingEvents.FundingRejected))]
[JsonSerializable(typeof(FundingEvents.FundingReverted))]
[JsonSerializable(typeof(FundingEvents.ReceiptAttached))]
[JsonSerializable(typeof(FundingEvents.FundsReserved))]
[JsonSerializable(typeof(FundingEvents.ReservationReleased))]
[JsonSerializable(typeof(FundingEvents.FundsDisbursed))]
[JsonSerializable(typeof(FundingEvents.DisbursementReversed))]
[JsonSerializable(typeof(FundingEvents.CollectionRegistered))]
[JsonSerializable(typeof(FundingEvents.CollectionReversed))]
[JsonSerializable(typeof(FundingEvents.AccountClosed))]
[JsonSerializable(typeof(FundingReplies.Recorded))]
[JsonSerializable(typeof(FundingQueries.GetFunding))]
[JsonSerializable(typeof(FundingView))]
internal sealed partial class FundingJson : JsonSerializerContext;

/// <summary>What the room says, by its names on the wire and in the journal.</summary>
public static class FundingWire
{
    private static readonly FundingJson Json = new(WireTypes.JsonOptions());

    public static IEnumerable<WireType> Types =>
    [
        new("funding.register-funding-source", Json.RegisterFundingSource),
        new("funding.set-source-status", Json.SetSourceStatus),
        new("funding.fund", Json.Fund),
        new("funding.refund", Json.Refund),
        new("funding.revert", Json.Revert),
        new("funding.assign-unmatched", Json.AssignUnmatched),
        new("funding.attach-receipt", Json.AttachReceipt),
        new("funding.reserve-for-loan", Json.ReserveForLoan),
        new("funding.release-reservation", Json.ReleaseReservation),
        new("funding.confirm-disbursement", Json.ConfirmDisbursement),
        new("funding.reverse-disbursement", Json.ReverseDisbursement),
        new("funding.register-collection", Json.RegisterCollection),
        new("funding.reverse-collection", Json.ReverseCollection),
        new("funding.close-account", Json.CloseAccount),
        new("funding.settle-proof", Json.SettleProof),
        new("funding.source-registered", Json.FundingSourceRegistered),
        new("funding.source-status-changed", Json.SourceStatusChanged),
        new("funding.announced", Json.FundingAnnounced),
        new("funding.received", Json.FundingReceived),
        new("funding.unmatched", Json.FundingUnmatched),
        new("funding.repaid", Json.FundingRepaid),
        new("funding.rejected", Json.FundingRejected),
        new("funding.reverted", Json.FundingReverted),
        new("funding.receipt-attached", Json.ReceiptAttached),
        new("funding.funds-reserved", Json.FundsReserved),
        new("funding.reservation-released", Json.ReservationReleased),
        new("funding.funds-disbursed", Json.FundsDisbursed),
        new("funding.disbursement-reversed", Json.DisbursementReversed),
        new("funding.collection-registered", Json.CollectionRegistered),
        new("funding.collection-reversed", Json.CollectionReversed),
        new("funding.account-closed", Json.AccountClosed),
        new("funding.recorded", Json.Recorded),
        new("funding.get", Json.GetFunding),
        new("funding.view", Json.FundingView),
    ];
}
