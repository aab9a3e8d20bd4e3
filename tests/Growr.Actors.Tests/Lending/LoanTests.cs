using Growr.Actors.Common;
using Growr.Actors.Lending;
using Growr.Actors.Projects;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Tests.Lending.LoanStories;

namespace Growr.Actors.Tests.Lending;

public sealed class LoanTests
{
    private readonly LoanStories _stories = new();

    [Fact]
    public void Only_a_signed_loan_is_paid_out()
    {
        Assert.Equal(Codes.IllegalState, _stories.Refused(_stories.Approved, PayOut("out", "582.00")).Code);
        Assert.Equal(LoanStatus.Disbursed, _stories.Do(_stories.Signed, PayOut("out", "582.00")).Status);
    }

    [Fact]
    public void Only_the_payout_of_the_contract_is_taken() =>
        Assert.Equal(Codes.AmountMismatch, _stories.Refused(_stories.Signed, PayOut("out", "600.00")).Code);

    [Fact]
    public void A_payout_before_the_application_is_refused() => Assert.Equal(Codes.Validation,
        _stories.Refused(_stories.Signed, PayOut("out", "582.00") with { On = AppliedOn.AddDays(-1) }).Code);

    [Fact]
    public void The_same_payout_again_changes_nothing_and_another_content_is_a_conflict()
    {
        _stories.Unchanged(_stories.Disbursed, PayOut("out", "582.00"));
        Assert.Equal(Codes.Conflict, _stories.Refused(_stories.Disbursed, PayOut("out", "581.00")).Code);
    }

    [Fact]
    public void The_same_signature_again_changes_nothing_and_another_contract_is_a_conflict()
    {
        _stories.Unchanged(_stories.Signed, new Sign(Id, _stories.NextId, Borrower, Hash, SignatureMethod.Pin));
        Assert.Equal(Codes.Conflict, _stories.Refused(_stories.Signed, new Sign(Id, _stories.NextId, Borrower, new string('b', 64), SignatureMethod.Pin)).Code);
        Assert.Equal(Codes.Validation, _stories.Refused(_stories.Approved, new Sign(Id, _stories.NextId, Borrower, "abc", SignatureMethod.Pin)).Code);
    }

    [Fact]
    public void The_payout_fixes_the_schedule_and_the_record_shows_it()
    {
        var view = LoanViews.Of(_stories.Disbursed);
        Assert.Equal((PaidOutOn, new DateOnly(2026, 7, 15)), (view.StartDate, view.EndDate));
        Assert.Equal(("54.00", "654.00", "654.00"), (view.InterestAmount?.ToDecimalString(), view.CommitmentAmount?.ToDecimalString(),
            view.OutstandingAmount.ToDecimalString()));
        Assert.Equal(6, view.Schedule.Length);
        Assert.Equal(Kesh("18.00"), view.DisbursementFee);
    }

    [Fact]
    public void A_repayment_says_where_its_money_went()
    {
        var command = _stories.Repay("p1", "150.00", new DateOnly(2026, 2, 15));
        var loan = _stories.Do(_stories.Disbursed, command);
        var taken = Assert.IsType<LoanReplies.RepaymentTaken>(loan.Reply(command, new Replies.Done(command.CommandId, 9)));
        Assert.Equal([1, 2], taken.Allocation.Lines.Select(line => line.Instalment));
        Assert.Equal(("150.00", "504.00"), (taken.Allocation.Allocated.ToDecimalString(), taken.OutstandingAfter.ToDecimalString()));
    }

    [Fact]
    public void A_payment_counts_once_and_with_other_content_is_a_conflict()
    {
        var loan = _stories.Do(_stories.Disbursed, _stories.Repay("p1", "109.00", new DateOnly(2026, 2, 15)));
        _stories.Unchanged(loan, _stories.Repay("p1", "109.00", new DateOnly(2026, 2, 15)));
        Assert.Equal(Codes.Conflict, _stories.Refused(loan, _stories.Repay("p1", "110.00", new DateOnly(2026, 2, 15))).Code);
        Assert.Equal(Codes.Conflict, _stories.Refused(loan, _stories.Repay("p1", "109.00", new DateOnly(2026, 2, 16))).Code);
    }

    [Fact]
    public void Repaying_more_than_is_owed_is_refused_where_no_credit_is_allowed()
    {
        var more = _stories.Repay("p1", "654.01", new DateOnly(2026, 2, 15));
        Assert.Equal(Codes.LimitExceeded, _stories.Refused(_stories.Disbursed, more with { AllowCredit = false }).Code);
        Assert.Equal("0.01", LoanViews.Of(_stories.Do(_stories.Disbursed, more)).CreditBalance.ToDecimalString());
    }

    [Theory]
    [InlineData("0.00")]
    [InlineData("-1.00")]
    public void Repaying_nothing_is_refused(string amount) =>
        Assert.Equal(Codes.Validation, _stories.Refused(_stories.Disbursed, _stories.Repay("p1", amount, new DateOnly(2026, 2, 15))).Code);

    [Fact]
    public void Repaying_in_another_currency_or_before_the_payout_is_refused()
    {
        var repay = _stories.Repay("p1", "1.00", PaidOutOn.AddDays(-1));
        Assert.Equal(Codes.Validation, _stories.Refused(_stories.Disbursed, repay).Code);
        Assert.Equal(Codes.Validation, _stories.Refused(_stories.Disbursed,
            repay with { On = PaidOutOn, Amount = Money.Parse("1.00", Currency.Parse("USD")) }).Code);
    }

    [Fact]
    public void The_last_repayment_ends_the_loan_and_earns_the_cash_back()
    {
        var view = LoanViews.Of(_stories.Repaid);
        Assert.Equal((LoanStatus.Repaid, "12.00", "654.00"), (view.Status, view.CashBack.ToDecimalString(), view.RepaidAmount.ToDecimalString()));
    }

    [Fact]
    public void Money_for_a_repaid_loan_is_credited()
    {
        var loan = _stories.Do(_stories.Repaid, _stories.Repay("more", "3.00", new DateOnly(2026, 3, 1)));
        Assert.Equal((LoanStatus.Repaid, "3.00"), (loan.Status, LoanViews.Of(loan).CreditBalance.ToDecimalString()));
    }

    [Fact]
    public void A_bounced_last_payment_reopens_the_loan()
    {
        var loan = _stories.Do(_stories.Repaid, new ReverseRepayment(Id, _stories.NextId, Admin, PaymentKey.From("all"), "bounced"));
        var view = LoanViews.Of(loan);
        Assert.Equal((LoanStatus.Disbursed, "0.00", "654.00"), (view.Status, view.CashBack.ToDecimalString(), view.OutstandingAmount.ToDecimalString()));
        _stories.Unchanged(loan, new ReverseRepayment(Id, _stories.NextId, Admin, PaymentKey.From("all"), "again"));
        Assert.Equal(Codes.Conflict, _stories.Refused(loan, _stories.Repay("all", "654.00", new DateOnly(2026, 2, 1))).Code);
    }

    [Fact]
    public void A_reversal_tells_which_payments_moved()
    {
        var loan = _stories.Do(_stories.Disbursed, _stories.Repay("p1", "109.00", new DateOnly(2026, 2, 15)));
        loan = _stories.Do(loan, _stories.Repay("p2", "109.00", new DateOnly(2026, 3, 15)));
        var decision = _stories.Decide(loan, new ReverseRepayment(Id, _stories.NextId, Admin, PaymentKey.From("p1"), "bounced"));
        var reversed = Assert.IsType<LoanEvents.RepaymentReversed>(Assert.Single(Assert.IsType<Decision<ILoanEvent>.Accepted>(decision).Events));
        var moved = Assert.Single(reversed.Reallocated);
        Assert.Equal(("p2", 1), (moved.PaymentKey.Value, moved.Allocation.Lines[0].Instalment));
    }

    [Fact]
    public void A_repayment_nobody_made_cannot_be_reversed() => Assert.Equal(Codes.NotFound,
        _stories.Refused(_stories.Disbursed, new ReverseRepayment(Id, _stories.NextId, Admin, PaymentKey.From("x"), "?")).Code);

    [Fact]
    public void A_failed_payout_goes_back_to_approved_unless_something_was_repaid()
    {
        var reverse = new ReverseDisbursement(Id, _stories.NextId, Admin, PaymentKey.From("out"), "number unknown");
        var loan = _stories.Do(_stories.Disbursed, reverse);
        Assert.Equal(LoanStatus.Approved, loan.Status);
        _stories.Unchanged(loan, reverse);
        Assert.Equal(Codes.IllegalState, _stories.Refused(loan, PayOut("out", "582.00")).Code);
        Assert.Equal(LoanStatus.Disbursed, _stories.Do(loan, PayOut("out-2", "582.00")).Status);
        var paid = _stories.Do(_stories.Disbursed, _stories.Repay("p1", "1.00", PaidOutOn));
        Assert.Equal(Codes.IllegalState, _stories.Refused(paid, reverse).Code);
    }

    [Fact]
    public void Ending_a_day_twice_changes_nothing()
    {
        var loan = _stories.Do(_stories.Disbursed, _stories.End(new DateOnly(2026, 2, 23)));
        Assert.Equal((8, "5.00"), (loan.DaysPastDue, LoanViews.Of(loan).Penalties.ToDecimalString()));
        _stories.Unchanged(loan, _stories.End(new DateOnly(2026, 2, 23)));
        _stories.Unchanged(loan, _stories.End(new DateOnly(2026, 2, 20)));
    }

    [Fact]
    public void A_day_without_a_mark_leaves_no_event() => _stories.Unchanged(_stories.Disbursed, _stories.End(new DateOnly(2026, 2, 15)));

    [Fact]
    public void A_loan_defaults_when_it_is_late_by_more_than_ninety_days()
    {
        Assert.Equal(LoanStatus.Disbursed, _stories.Do(_stories.Disbursed, _stories.End(new DateOnly(2026, 5, 16))).Status);
        Assert.Equal(LoanStatus.Defaulted, _stories.Do(_stories.Disbursed, _stories.End(new DateOnly(2026, 5, 17))).Status);
    }

    [Fact]
    public void Clearing_all_arrears_cures_and_less_does_not()
    {
        var defaulted = _stories.Defaulted;
        var arrears = defaulted.Account!.ArrearsOn(new DateOnly(2026, 5, 18));
        var cured = _stories.Do(defaulted, _stories.Repay("p1", arrears.Total.ToDecimalString(), new DateOnly(2026, 5, 18)));
        Assert.Equal(LoanStatus.Disbursed, cured.Status);
        Assert.Equal(new DateOnly(2026, 5, 17), LoanViews.Of(cured).DefaultedOn);
        var less = (arrears.Total - Kesh("0.01")).ToDecimalString();
        Assert.Equal(LoanStatus.Defaulted, _stories.Do(defaulted, _stories.Repay("p1", less, new DateOnly(2026, 5, 18))).Status);
    }

    [Fact]
    public void Paying_everything_ends_a_defaulted_loan()
    {
        var payoff = _stories.Defaulted.Account!.PayoffOn(new DateOnly(2026, 5, 18));
        Assert.Equal(LoanStatus.Repaid, _stories.Do(_stories.Defaulted, _stories.Repay("p1", payoff.ToDecimalString(), new DateOnly(2026, 5, 18))).Status);
    }

    [Fact]
    public void Drafts_and_approvals_expire()
    {
        _stories.Unchanged(_stories.Draft, _stories.End(AppliedOn.AddDays(6)));
        Assert.Equal(LoanStatus.Cancelled, _stories.Do(_stories.Draft, _stories.End(AppliedOn.AddDays(7))).Status);
        _stories.Unchanged(_stories.Approved, _stories.End(AppliedOn.AddDays(29)));
        Assert.Equal(LoanStatus.Cancelled, _stories.Do(_stories.Approved, _stories.End(AppliedOn.AddDays(30))).Status);
    }

    [Fact]
    public void Cancelling_an_approved_loan_frees_funds_and_amount()
    {
        var loan = _stories.Do(_stories.Approved, new Cancel(Id, _stories.NextId, Borrower, "no"));
        Assert.Equal([NoticeKind.ReleaseFunds, NoticeKind.ReleaseAmount], loan.Notices.Select(notice => notice.Kind));
        Assert.Equal([NoticeKind.ReleaseFunds, NoticeKind.ReleaseAmount], _stories.Cancelled.Notices.Select(notice => notice.Kind));
    }

    [Fact]
    public void An_application_that_funds_declined_frees_whatever_a_late_question_may_hold()
    {
        var asking = _stories.Do(_stories.Received, _stories.Held(ApprovalMode.Auto));
        var declined = _stories.Do(asking, new SettleFunds(Id, _stories.NextId, ActorId.System, new Refusal(Codes.InsufficientFunds, "Short.")));
        Assert.Equal([NoticeKind.ReleaseFunds, NoticeKind.ReleaseAmount], declined.Notices.Select(notice => notice.Kind));
    }

    [Fact]
    public void A_rescheduled_loan_whose_payout_came_back_can_be_read()
    {
        var loan = _stories.Do(_stories.Disbursed, new ProposeReschedule(Id, _stories.NextId, Admin, Terms, 8, "flood"));
        loan = _stories.Do(loan, new ConfirmProposal(Id, _stories.NextId, Other, PaidOutOn));
        loan = _stories.Do(loan, new ReverseDisbursement(Id, _stories.NextId, Admin, PaymentKey.From("out"), "number unknown"));
        Assert.False(LoanViews.Of(loan).IsRescheduledNotCured);
    }

    [Fact]
    public void The_project_hears_of_every_change_of_standing_in_order()
    {
        var loan = _stories.Do(_stories.Defaulted, _stories.Repay("p1", "1000.00", new DateOnly(2026, 5, 18)));
        Assert.Equal([NoticeKind.Disbursed, NoticeKind.Defaulted, NoticeKind.Ended], loan.Notices.Select(notice => notice.Kind));
        var first = loan.PendingStep!;
        Assert.Equal(LoanStanding.Disbursed, Assert.IsType<ProjectCommands.NoteLoanStanding>(first.Message).Standing);
        var next = _stories.Do(loan, loan.Outcome(first, new Replies.Done(new CommandId("x"), 1))!);
        Assert.Equal(LoanStanding.Defaulted, Assert.IsType<ProjectCommands.NoteLoanStanding>(next.PendingStep!.Message).Standing);
    }

    private RegisterDisbursement PayOut(string payment, string amount) => new(Id, _stories.NextId, Admin, PaymentKey.From(payment), Kesh(amount), PaidOutOn);
}
