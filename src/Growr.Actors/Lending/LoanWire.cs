using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

[JsonSerializable(typeof(LoanCommands.Apply))]
[JsonSerializable(typeof(LoanCommands.Approve))]
[JsonSerializable(typeof(LoanCommands.Decline))]
[JsonSerializable(typeof(LoanCommands.Sign))]
[JsonSerializable(typeof(LoanCommands.Cancel))]
[JsonSerializable(typeof(LoanCommands.RegisterDisbursement))]
[JsonSerializable(typeof(LoanCommands.RegisterRepayment))]
[JsonSerializable(typeof(LoanCommands.ReverseRepayment))]
[JsonSerializable(typeof(LoanCommands.ReverseDisbursement))]
[JsonSerializable(typeof(LoanCommands.EndDay))]
[JsonSerializable(typeof(LoanCommands.PauseDelinquency))]
[JsonSerializable(typeof(LoanCommands.ProposeWriteOff))]
[JsonSerializable(typeof(LoanCommands.ProposeReschedule))]
[JsonSerializable(typeof(LoanCommands.ConfirmProposal))]
[JsonSerializable(typeof(LoanCommands.RejectProposal))]
[JsonSerializable(typeof(LoanCommands.SettleReservation))]
[JsonSerializable(typeof(LoanCommands.SettleFunds))]
[JsonSerializable(typeof(LoanCommands.SettleNotice))]
[JsonSerializable(typeof(LoanEvents.ApplicationReceived))]
[JsonSerializable(typeof(LoanEvents.ReservationGranted))]
[JsonSerializable(typeof(LoanEvents.ApplicationDeclined))]
[JsonSerializable(typeof(LoanEvents.LoanApplied))]
[JsonSerializable(typeof(LoanEvents.ApprovalBegun))]
[JsonSerializable(typeof(LoanEvents.ApprovalFailed))]
[JsonSerializable(typeof(LoanEvents.LoanApproved))]
[JsonSerializable(typeof(LoanEvents.LoanSigned))]
[JsonSerializable(typeof(LoanEvents.LoanCancelled))]
[JsonSerializable(typeof(LoanEvents.LoanDisbursed))]
[JsonSerializable(typeof(LoanEvents.DisbursementReversed))]
[JsonSerializable(typeof(LoanEvents.RepaymentRegistered))]
[JsonSerializable(typeof(LoanEvents.RecoveryReceived))]
[JsonSerializable(typeof(LoanEvents.RepaymentReversed))]
[JsonSerializable(typeof(LoanEvents.LoanRepaid))]
[JsonSerializable(typeof(LoanEvents.LoanReopened))]
[JsonSerializable(typeof(LoanEvents.LoanAged))]
[JsonSerializable(typeof(LoanEvents.LoanDefaulted))]
[JsonSerializable(typeof(LoanEvents.LoanCured))]
[JsonSerializable(typeof(LoanEvents.DelinquencyPaused))]
[JsonSerializable(typeof(LoanEvents.WriteOffProposed))]
[JsonSerializable(typeof(LoanEvents.RescheduleProposed))]
[JsonSerializable(typeof(LoanEvents.ProposalRejected))]
[JsonSerializable(typeof(LoanEvents.LoanWrittenOff))]
[JsonSerializable(typeof(LoanEvents.LoanRescheduled))]
[JsonSerializable(typeof(LoanEvents.NoticeTaken))]
[JsonSerializable(typeof(LoanReplies.RepaymentTaken))]
[JsonSerializable(typeof(LoanQueries.GetLoan))]
[JsonSerializable(typeof(LoanQueries.GetPayoff))]
[JsonSerializable(typeof(PayoffView))]
[JsonSerializable(typeof(LoanView))]
internal sealed partial class LoanJson : JsonSerializerContext;

/// <summary>What the room says, by its names on the wire and in the journal.</summary>
public static class LoanWire
{
    private static readonly LoanJson Json = new(WireTypes.JsonOptions());

    public static IEnumerable<WireType> Types =>
    [
        new("loans.apply", Json.Apply),
        new("loans.approve", Json.Approve),
        new("loans.decline", Json.Decline),
        new("loans.sign", Json.Sign),
        new("loans.cancel", Json.Cancel),
        new("loans.register-disbursement", Json.RegisterDisbursement),
        new("loans.register-repayment", Json.RegisterRepayment),
        new("loans.reverse-repayment", Json.ReverseRepayment),
        new("loans.reverse-disbursement", Json.ReverseDisbursement),
        new("loans.end-day", Json.EndDay),
        new("loans.pause-delinquency", Json.PauseDelinquency),
        new("loans.propose-write-off", Json.ProposeWriteOff),
        new("loans.propose-reschedule", Json.ProposeReschedule),
        new("loans.confirm-proposal", Json.ConfirmProposal),
        new("loans.reject-proposal", Json.RejectProposal),
        new("loans.settle-reservation", Json.SettleReservation),
        new("loans.settle-funds", Json.SettleFunds),
        new("loans.settle-notice", Json.SettleNotice),
        new("loans.application-received", Json.ApplicationReceived),
        new("loans.reservation-granted", Json.ReservationGranted),
        new("loans.application-declined", Json.ApplicationDeclined),
        new("loans.applied", Json.LoanApplied),
        new("loans.approval-begun", Json.ApprovalBegun),
        new("loans.approval-failed", Json.ApprovalFailed),
        new("loans.approved", Json.LoanApproved),
        new("loans.signed", Json.LoanSigned),
        new("loans.cancelled", Json.LoanCancelled),
        new("loans.disbursed", Json.LoanDisbursed),
        new("loans.disbursement-reversed", Json.DisbursementReversed),
        new("loans.repayment-registered", Json.RepaymentRegistered),
        new("loans.recovery-received", Json.RecoveryReceived),
        new("loans.repayment-reversed", Json.RepaymentReversed),
        new("loans.repaid", Json.LoanRepaid),
        new("loans.reopened", Json.LoanReopened),
        new("loans.aged", Json.LoanAged),
        new("loans.defaulted", Json.LoanDefaulted),
        new("loans.cured", Json.LoanCured),
        new("loans.delinquency-paused", Json.DelinquencyPaused),
        new("loans.write-off-proposed", Json.WriteOffProposed),
        new("loans.reschedule-proposed", Json.RescheduleProposed),
        new("loans.proposal-rejected", Json.ProposalRejected),
        new("loans.written-off", Json.LoanWrittenOff),
        new("loans.rescheduled", Json.LoanRescheduled),
        new("loans.notice-taken", Json.NoticeTaken),
        new("loans.repayment-taken", Json.RepaymentTaken),
        new("loans.get", Json.GetLoan),
        new("loans.get-payoff", Json.GetPayoff),
        new("loans.payoff", Json.PayoffView),
        new("loans.view", Json.LoanView),
    ];
}
