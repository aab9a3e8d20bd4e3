using System.Diagnostics;
using Growr.Actors.Common;
using Growr.Actors.Projects;
using static Growr.Actors.Lending.LoanEvents;

namespace Growr.Actors.Lending;

/// <summary>What each event makes of a loan. Money is computed again from the facts and must come out as the event says: a
/// change of the arithmetic that would move money of the past stops the loan instead.</summary>
internal static class LoanHistory
{
    public static Loan Apply(Loan loan, ILoanEvent @event) => @event switch
    {
        ApplicationReceived e => Begin(loan with { Application = e.Application, ReceivedAt = e.Meta.At }, LoanStep.AskingProject, e.Meta),
        ReservationGranted e => loan with
        {
            Contract = new LoanContract(e.Terms, loan.Application!.Amount, loan.Application.Duration), CriteriaVersion = e.CriteriaVersion,
            Step = e.ApprovalMode == ApprovalMode.Auto ? LoanStep.AskingFunds : LoanStep.None, Steps = loan.Steps + 1,
        },
        ApplicationDeclined e when loan.Step == LoanStep.AskingFunds =>
            Settled(loan with { Declined = e.Refusal }).Tell(NoticeKind.ReleaseFunds).Tell(NoticeKind.ReleaseAmount),
        // Also when the project said no: a repeat of the question may still be on its way and find room.
        ApplicationDeclined e when !Applying.IsDryRun(loan) => Settled(loan with { Declined = e.Refusal }).Tell(NoticeKind.ReleaseAmount),
        ApplicationDeclined e => Settled(loan with { Declined = e.Refusal }),
        LoanApplied => loan with { Status = LoanStatus.Draft },
        ApprovalBegun e => Begin(loan with { ApprovedOn = e.On }, LoanStep.AskingFunds, e.Meta),
        ApprovalFailed => Settled(loan with { ApprovedOn = null }),
        LoanApproved e => Settled(loan with { Status = LoanStatus.Approved, ApprovedOn = e.On }),
        LoanSigned e => loan with { Signature = new(e.ContractHash, e.Method, e.Meta.At) },
        // Funds that hold nothing are told, too, so that a question still on its way holds nothing later.
        LoanCancelled => (loan with { Status = LoanStatus.Cancelled }).Tell(NoticeKind.ReleaseFunds).Tell(NoticeKind.ReleaseAmount),
        LoanDisbursed e => Disburse(loan, e),
        DisbursementReversed e => (loan with
        {
            Status = LoanStatus.Approved, Account = null, Disbursement = null, Proposal = null, RescheduledCount = 0, DefaultedOn = null,
            ReversedDisbursements = loan.ReversedDisbursements.Add(e.PaymentKey),
            // The days an approval may wait count from the payout that failed.
            ApprovedOn = loan.Disbursement!.On,
        }).Tell(NoticeKind.Reserved),
        RepaymentRegistered e => Repay(loan, e.PaymentKey, e.Amount, e.On, e.Allocation, e.OutstandingAfter, isRecovery: false),
        RecoveryReceived e => Repay(loan, e.PaymentKey, e.Amount, e.On, e.Allocation, e.OutstandingAfter, isRecovery: true),
        RepaymentReversed e => Reverse(loan, e),
        LoanRepaid e => (loan with { Status = LoanStatus.Repaid, CashBack = e.CashBack, Proposal = null }).Tell(NoticeKind.Ended),
        LoanReopened => (loan with { Status = LoanStatus.Disbursed, CashBack = null }).Tell(NoticeKind.Disbursed),
        LoanAged e => loan with { Account = loan.Account!.AdvanceTo(e.On) },
        LoanDefaulted e => (loan with { Status = LoanStatus.Defaulted, DefaultedOn = e.On }).Tell(NoticeKind.Defaulted),
        LoanCured => (loan with { Status = LoanStatus.Disbursed }).Tell(NoticeKind.Disbursed),
        DelinquencyPaused e => loan with { Account = loan.Account!.Pause(new DelinquencyPause(e.FromOn, e.UntilOn)) },
        WriteOffProposed e => loan with { Proposal = new(e.Meta.By, e.Reason, null, 0) },
        RescheduleProposed e => loan with { Proposal = new(e.Meta.By, e.Reason, e.Terms, e.Duration) },
        ProposalRejected => loan with { Proposal = null },
        LoanWrittenOff e => (loan with
        {
            Status = LoanStatus.WrittenOff, WrittenOffOn = e.On, Proposal = null,
            Account = loan.Account!.Add(new AccountFact.WrittenOff(e.On)),
        }).Tell(NoticeKind.Ended),
        LoanRescheduled e => loan with
        {
            RescheduledCount = loan.RescheduledCount + 1, Proposal = null,
            Account = loan.Account!.Add(new AccountFact.Rescheduled(e.On, e.Terms, e.Duration)),
        },
        NoticeTaken e => loan with { Notices = loan.Notices.RemoveAll(notice => notice.Number == e.Notice) },
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    private static Loan Begin(Loan loan, LoanStep step, EventMeta meta) =>
        loan with { Step = step, Steps = loan.Steps + 1, Began = meta.CommandId };

    private static Loan Settled(Loan loan) => loan with { Step = LoanStep.None };

    private static Loan Disburse(Loan loan, LoanDisbursed e)
    {
        var account = LoanAccount.Open(loan.Contract!, e.On);
        MustBe(account.Commitment == e.CommitmentAmount, e.PaymentKey);
        return (loan with
        {
            Status = LoanStatus.Disbursed, Account = account, Disbursement = new(e.PaymentKey, loan.Application!.PayoutTo, e.Amount, e.On, e.Meta.At),
        }).Tell(NoticeKind.Disbursed);
    }

    private static Loan Repay(Loan loan, PaymentKey payment, Money amount, DateOnly on, RepaymentAllocation allocation, Money outstandingAfter,
        bool isRecovery)
    {
        var account = loan.Account!.Add(new AccountFact.Repaid(on, payment, amount));
        MustBe(Repaying.IsSame(account.Allocations[payment], allocation) && account.Outstanding == outstandingAfter, payment);
        var receipt = new LoanReceipt(new LoanPayment(payment, amount, on, IsReversed: false, isRecovery), allocation, outstandingAfter);
        return loan with { Account = account, Receipts = loan.Receipts.Add(payment, receipt) };
    }

    private static Loan Reverse(Loan loan, RepaymentReversed e)
    {
        var account = loan.Account!.Reverse(e.PaymentKey);
        MustBe(account.Outstanding == e.OutstandingAfter, e.PaymentKey);
        var receipt = loan.Receipts[e.PaymentKey];
        return loan with
        {
            Account = account,
            Receipts = loan.Receipts.SetItem(e.PaymentKey, receipt with { Payment = receipt.Payment with { IsReversed = true } }),
        };
    }

    private static void MustBe(bool isSame, PaymentKey payment)
    {
        if (!isSame) throw new InvalidOperationException($"The arithmetic no longer gives what was stored for payment {payment}.");
    }
}
