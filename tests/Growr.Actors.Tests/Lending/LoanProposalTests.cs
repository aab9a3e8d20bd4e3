using Growr.Actors.Common;
using Growr.Actors.Lending;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Tests.Lending.LoanStories;

namespace Growr.Actors.Tests.Lending;

public sealed class LoanProposalTests
{
    private static readonly DateOnly LateOn = new(2026, 8, 15);

    private readonly LoanStories _stories = new();

    private Loan Late => _stories.Do(_stories.Defaulted, _stories.End(LateOn));
    private Loan Proposed => _stories.Do(Late, new ProposeWriteOff(Id, _stories.NextId, Admin, LateOn, "moved away"));

    [Fact]
    public void A_write_off_needs_more_than_a_hundred_and_eighty_days()
    {
        var loan = _stories.Do(_stories.Defaulted, _stories.End(new DateOnly(2026, 8, 14)));
        Assert.Equal(180, loan.DaysPastDue);
        Assert.Equal(Codes.IllegalState, _stories.Refused(loan, new ProposeWriteOff(Id, _stories.NextId, Admin, new DateOnly(2026, 8, 14), "x")).Code);
        Assert.Equal(181, Late.DaysPastDue);
    }

    [Fact]
    public void A_write_off_needs_two_persons()
    {
        Assert.Equal(LoanStatus.Defaulted, Proposed.Status);
        Assert.Equal(Codes.Forbidden, _stories.Refused(Proposed, new ConfirmProposal(Id, _stories.NextId, Admin, LateOn)).Code);
        Assert.Equal(Codes.Forbidden, _stories.Refused(Proposed, new ConfirmProposal(Id, _stories.NextId, ActorId.System, LateOn)).Code);
        Assert.Equal(Codes.Forbidden, _stories.Refused(Late, new ProposeWriteOff(Id, _stories.NextId, ActorId.System, LateOn, "x")).Code);
        Assert.Equal(LoanStatus.WrittenOff, _stories.Do(Proposed, new ConfirmProposal(Id, _stories.NextId, Other, LateOn)).Status);
    }

    [Fact]
    public void A_payment_between_proposal_and_confirmation_can_make_the_write_off_impossible()
    {
        var paid = _stories.Do(Proposed, _stories.Repay("p1", "200.00", LateOn));
        Assert.Equal(Codes.IllegalState, _stories.Refused(paid, new ConfirmProposal(Id, _stories.NextId, Other, LateOn)).Code);
    }

    [Fact]
    public void Only_one_proposal_is_open_and_it_can_be_rejected()
    {
        Assert.Equal(Codes.IllegalState, _stories.Refused(Proposed, new ProposeReschedule(Id, _stories.NextId, Other, Terms, 6, "x")).Code);
        var rejected = _stories.Do(Proposed, new RejectProposal(Id, _stories.NextId, Other));
        Assert.Equal(Codes.IllegalState, _stories.Refused(rejected, new ConfirmProposal(Id, _stories.NextId, Other, LateOn)).Code);
    }

    [Fact]
    public void A_confirmation_dated_before_what_happened_is_refused() =>
        Assert.Equal(Codes.Validation, _stories.Refused(Proposed, new ConfirmProposal(Id, _stories.NextId, Other, LateOn.AddDays(-1))).Code);

    [Fact]
    public void Money_after_the_write_off_is_a_recovery_and_nothing_accrues()
    {
        var writtenOff = _stories.WrittenOff;
        var loan = _stories.Do(writtenOff, _stories.Repay("p1", "100.00", new DateOnly(2026, 12, 1)));
        var view = LoanViews.Of(loan);
        Assert.Equal((LoanStatus.WrittenOff, "100.00"), (view.Status, view.RecoveredAfterWriteOff.ToDecimalString()));
        Assert.Equal(LoanViews.Of(writtenOff).Penalties, view.Penalties);
        var reversed = _stories.Do(loan, new ReverseRepayment(Id, _stories.NextId, Admin, PaymentKey.From("p1"), "bounced"));
        Assert.Equal("0.00", LoanViews.Of(reversed).RecoveredAfterWriteOff.ToDecimalString());
    }

    [Fact]
    public void Even_full_recovery_leaves_the_loan_written_off() => Assert.Equal(LoanStatus.WrittenOff,
        _stories.Do(_stories.WrittenOff, _stories.Repay("p1", "2000.00", new DateOnly(2026, 12, 1))).Status);

    [Fact]
    public void A_reschedule_makes_a_new_plan_that_is_at_risk_until_three_instalments_came_on_time()
    {
        var on = new DateOnly(2026, 3, 1);
        var loan = _stories.Do(_stories.Disbursed, new ProposeReschedule(Id, _stories.NextId, Admin, Terms with { InterestRate = RateE4.Zero }, 4, "flood"));
        loan = _stories.Do(loan, new ConfirmProposal(Id, _stories.NextId, Other, on));
        var view = LoanViews.Of(loan);
        Assert.Equal((2, 1, true, PaidOutOn), (view.ScheduleVersion, view.RescheduledCount, view.IsRescheduledNotCured, view.StartDate!.Value));
        Assert.Equal(Kesh("600.00"), view.OutstandingPrincipal);
        foreach (var month in new[] { 4, 5, 6 })
        {
            Assert.True(LoanViews.Of(loan).IsRescheduledNotCured);
            var due = loan.Account!.Instalments.First(one => !one.IsSettled);
            loan = _stories.Do(loan, _stories.Repay($"m{month}", due.Outstanding.ToDecimalString(), new DateOnly(2026, month, 1)));
        }
        Assert.False(LoanViews.Of(loan).IsRescheduledNotCured);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(121)]
    public void A_reschedule_has_a_sensible_length(int duration) => Assert.Equal(Codes.Validation,
        _stories.Refused(_stories.Disbursed, new ProposeReschedule(Id, _stories.NextId, Admin, Terms, duration, "x")).Code);

    [Fact]
    public void A_reschedule_with_senseless_terms_names_the_fields()
    {
        var refusal = _stories.Refused(_stories.Disbursed,
            new ProposeReschedule(Id, _stories.NextId, Admin, Terms with { GracePeriod = 6, PeriodEvery = 0 }, 6, "x"));
        Assert.Equal((Codes.Validation, 2), (refusal.Code, refusal.Reasons.Length));
    }

    [Fact]
    public void A_pause_ends_after_it_begins() => Assert.Equal(Codes.Validation,
        _stories.Refused(_stories.Disbursed, new PauseDelinquency(Id, _stories.NextId, Admin, PaidOutOn, PaidOutOn, "x")).Code);

    [Fact]
    public void A_pause_that_covers_the_delay_cures_a_default()
    {
        var loan = _stories.Do(_stories.Defaulted,
            new PauseDelinquency(Id, _stories.NextId, Admin, new DateOnly(2026, 2, 15), new DateOnly(2026, 6, 1), "flood"));
        Assert.Equal((LoanStatus.Disbursed, "0.00"), (loan.Status, LoanViews.Of(loan).Penalties.ToDecimalString()));
    }
}
