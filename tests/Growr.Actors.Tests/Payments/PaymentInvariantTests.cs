using CsCheck;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Tests.Payments.PaymentExamples;

namespace Growr.Actors.Tests.Payments;

public sealed class PaymentInvariantTests
{
    /// <summary>
    /// I3 and I12 for one payment against a loan that keeps a ledger: whatever is sent in whatever order, however often steps are
    /// lost and tried again, the loan and the funds hold the money exactly when the payment is CONFIRMED.
    /// </summary>
    [Fact]
    public void Loan_and_funds_hold_the_money_exactly_while_the_payment_is_confirmed() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 9]).Array[1, 40].Sample(moves =>
        {
            var payment = Payment.Empty(PaymentId);
            var ledger = new Ledger();
            foreach (var (kind, luck) in moves)
            {
                if (kind >= 6 && payment.PendingStep is { } step) payment = Take(payment, step, ledger, luck);
                else if (PaymentTests.Decide(payment, CommandOf(kind, luck)) is Decision<IPaymentEvent>.Accepted yes)
                    payment = yes.Events.Aggregate(payment, (before, @event) => before.Apply(@event));
            }
            for (var steps = 0; payment.PendingStep is { } step; steps++)
            {
                Assert.True(steps < 20, "The process does not end.");
                payment = Take(payment, step, ledger, luck: 9);
            }
            var isIn = payment.Status == PaymentStatus.Confirmed;
            Assert.Equal(isIn, ledger.Loan is not null);
            Assert.Equal(isIn, ledger.Funds is not null);
            if (!isIn) return;
            Assert.Equal(payment.Facts!.Amount, payment.Allocation!.Allocated + payment.Allocation.Credited);
            Assert.Equal(payment.Allocation.Allocated, ledger.Funds!.Principal + ledger.Funds.Interest + ledger.Funds.Fee + ledger.Funds.Penalty);
        }, iter: 500);

    private static Payment Take(Payment payment, ProcessStep step, Ledger ledger, int luck)
    {
        var answer = ledger.Answer(step, isRefusing: luck == 0);
        return luck == 1 ? payment : payment.After(payment.Outcome(step, answer)!);   // 1: carried out, the answer lost
    }

    private static IPaymentCommand CommandOf(int kind, int luck) => kind switch
    {
        0 => Request(1_000),
        1 => AddRepayment(2_000),
        2 => Confirm(luck < 3 ? WrongCode : RightCode),
        3 => Fail(),
        4 => Reverse(),
        _ => Expire(),
    };

    private sealed class Ledger
    {
        public Money? Loan { get; private set; }

        public CollectedParts? Funds { get; private set; }

        public object Answer(ProcessStep step, bool isRefusing)
        {
            // What was carried out is not refused when it is asked again; funds never refuse what a loan took, nor a loan what funds gave back.
            var mayRefuse = step.Message switch
            {
                FundingCommands.RegisterCollection or LoanCommands.ReverseRepayment => false,
                LoanCommands.RegisterRepayment => Loan is null,
                FundingCommands.ReverseCollection => Funds is not null,
                _ => true,
            };
            if (isRefusing && mayRefuse) return new Replies.Refused(new CommandId("any"), new Refusal(Codes.IllegalState, "No."));
            switch (step.Message)
            {
                case LoanCommands.RegisterRepayment repay: Loan = repay.Amount; break;
                case LoanCommands.ReverseRepayment: Loan = null; break;
                case FundingCommands.RegisterCollection collect: Funds = collect.Parts; break;
                case FundingCommands.ReverseCollection: Funds = null; break;
            }
            return Agree(step);
        }
    }
}
