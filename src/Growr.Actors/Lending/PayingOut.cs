using System.Diagnostics;
using Growr.Actors.Common;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Lending.LoanEvents;

namespace Growr.Actors.Lending;

/// <summary>The payout, which fixes the dates of the schedule, and its failure afterwards.</summary>
internal static class PayingOut
{
    public static Decision<ILoanEvent> Decide(Loan loan, ILoanCommand command, EventMeta meta) => command switch
    {
        RegisterDisbursement register => Register(loan, register, meta),
        ReverseDisbursement reverse => Reverse(loan, reverse, meta),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static Decision<ILoanEvent> Register(Loan loan, RegisterDisbursement register, EventMeta meta)
    {
        if (loan.Disbursement is { } known && known.PaymentKey == register.PaymentKey)
            return known.Amount == register.Amount && known.On == register.On
                ? AlreadyDone<ILoanEvent>()
                : Refuse(Codes.Conflict, "This payment was registered with other content.");
        if (loan.Status != LoanStatus.Approved) return loan.IllegalIn("disbursed");
        if (loan.ReversedDisbursements.Contains(register.PaymentKey)) return Refuse(Codes.IllegalState, "This payment was reversed.");
        if (loan.Signature is null) return Refuse(Codes.IllegalState, "The borrower has not signed.");
        var contract = loan.Contract!;
        if (register.Amount != contract.Payout) return Refuse(Codes.AmountMismatch, $"The payout of this loan is {contract.Payout}.");
        if (register.On < loan.Application!.On) return Refuse(Codes.Validation, "Paid out before it was applied for.") with { Field = "on" };
        var schedule = RepaymentSchedule.Of(contract, register.On);
        return Accept<ILoanEvent>(new LoanDisbursed(meta, loan.Key, register.PaymentKey, register.Amount, register.On, schedule.EndsOn,
            schedule.Interest, schedule.Total));
    }

    private static Decision<ILoanEvent> Reverse(Loan loan, ReverseDisbursement reverse, EventMeta meta)
    {
        if (loan.ReversedDisbursements.Contains(reverse.PaymentKey)) return AlreadyDone<ILoanEvent>();
        if (loan.Status != LoanStatus.Disbursed) return loan.IllegalIn("taken back");
        if (loan.Disbursement!.PaymentKey != reverse.PaymentKey) return Refuse(Codes.NotFound, "No such disbursement of this loan.");
        return loan.Account!.Allocations.IsEmpty
            ? Accept<ILoanEvent>(new DisbursementReversed(meta, loan.Key, reverse.PaymentKey, reverse.Reason))
            : Refuse(Codes.IllegalState, "The borrower has repaid already.");
    }
}
