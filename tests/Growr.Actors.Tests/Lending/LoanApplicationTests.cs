using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using Growr.Actors.Projects;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Tests.Lending.LoanStories;

namespace Growr.Actors.Tests.Lending;

public sealed class LoanApplicationTests
{
    private readonly LoanStories _stories = new();

    [Fact]
    public void An_application_asks_the_project_to_hold_its_amount()
    {
        var ask = Assert.IsType<ProjectCommands.ReserveLoan>(_stories.Received.PendingStep!.Message);
        Assert.Equal((EntityId.Parse("t/projects/p1"), Kesh("600.00"), 6, "did:key:zBorrower", AppliedOn, false),
            (ask.EntityId, ask.Amount, ask.Duration, ask.SubjectDid, ask.On, ask.DryRun));
    }

    [Fact]
    public void In_automatic_mode_the_funds_hold_the_payout_before_the_loan_is_approved()
    {
        var asking = _stories.Do(_stories.Received, _stories.Held(ApprovalMode.Auto));
        var ask = Assert.IsType<FundingCommands.ReserveForLoan>(asking.PendingStep!.Message);
        Assert.Equal((EntityId.Parse("t/funding/p1"), Kesh("582.00")), (ask.EntityId, ask.Amount));
        Assert.Null(asking.Status);
        Assert.Equal(LoanStatus.Approved, _stories.Do(asking, _stories.Funded).Status);
    }

    [Fact]
    public void In_manual_mode_the_loan_is_a_draft_until_an_admin_approves_and_funds_suffice()
    {
        var begun = _stories.Do(_stories.Draft, new Approve(Id, _stories.NextId, Admin, AppliedOn));
        Assert.IsType<FundingCommands.ReserveForLoan>(begun.PendingStep!.Message);
        Assert.Equal(LoanStatus.Approved, _stories.Do(begun, _stories.Funded).Status);
        var failed = _stories.Do(begun, new SettleFunds(Id, _stories.NextId, ActorId.System, new Refusal(Codes.InsufficientFunds, "Short.")));
        Assert.Equal((LoanStatus.Draft, (ProcessStep?)null), (failed.Status, failed.PendingStep));
    }

    [Fact]
    public void An_admin_cannot_approve_on_a_verification_that_is_too_old() => Assert.Equal(Codes.VcExpired,
        _stories.Refused(_stories.Draft, new Approve(Id, _stories.NextId, Admin, AppliedOn.AddDays(1)), Now.AddHours(24)).Code);

    [Fact]
    public void A_failed_verification_is_completed_by_a_dry_run_and_every_failure_is_told()
    {
        var failed = Passed with
        {
            IsEligible = false,
            Failures = [new FailedCheck(3, Codes.VcMissing, "kyc was not presented."), new FailedCheck(15, Codes.NotEligible, "instalment above the share.")],
        };
        var received = _stories.Do(Loan.Empty(Id), new Apply(Id, _stories.NextId, Borrower, Application with { Verification = failed }));
        Assert.True(Assert.IsType<ProjectCommands.ReserveLoan>(received.PendingStep!.Message).DryRun);
        var project = new Refusal(Codes.LimitExceeded, "No.") { Reasons = ["LIMIT_EXCEEDED: amount above 500.00 KES."] };
        var refusal = _stories.Do(received, Answer(project)).Declined!;
        Assert.Equal(Codes.VcMissing, refusal.Code);
        Assert.Equal(["VC_MISSING: kyc was not presented.", "LIMIT_EXCEEDED: amount above 500.00 KES.",
            "NOT_ELIGIBLE: instalment above the share."], refusal.Reasons);
    }

    [Fact]
    public void A_dry_run_that_finds_nothing_leaves_the_verification_s_failures()
    {
        var failed = Passed with { IsEligible = false, Failures = [new FailedCheck(9, Codes.VcRevoked, "kyc was revoked.")] };
        var received = _stories.Do(Loan.Empty(Id), new Apply(Id, _stories.NextId, Borrower, Application with { Verification = failed }));
        var declined = _stories.Do(received, _stories.Held(ApprovalMode.Auto));
        Assert.Equal(["VC_REVOKED: kyc was revoked."], declined.Declined!.Reasons);
        Assert.Null(declined.PendingStep);
    }

    [Fact]
    public void A_closed_project_stops_the_list()
    {
        var failed = Passed with { IsEligible = false, Failures = [new FailedCheck(3, Codes.VcMissing, "kyc was not presented.")] };
        var received = _stories.Do(Loan.Empty(Id), new Apply(Id, _stories.NextId, Borrower, Application with { Verification = failed }));
        var declined = _stories.Do(received, Answer(new Refusal(Codes.ProjectClosedForLoans, "Closed.")));
        Assert.Equal(["PROJECT_CLOSED_FOR_LOANS: Closed."], declined.Declined!.Reasons);
    }

    [Fact]
    public void A_presentation_that_cannot_be_trusted_stops_the_list()
    {
        var failed = Passed with
        {
            IsEligible = false, Failures = [new FailedCheck(2, Codes.VcInvalid, "nonce unknown."), new FailedCheck(3, Codes.VcMissing, "kyc missing.")],
        };
        var received = _stories.Do(Loan.Empty(Id), new Apply(Id, _stories.NextId, Borrower, Application with { Verification = failed }));
        var declined = _stories.Do(received, Answer(new Refusal(Codes.LimitExceeded, "Too much.")));
        Assert.Equal(["VC_INVALID: nonce unknown."], declined.Declined!.Reasons);
    }

    [Fact]
    public void A_verification_that_is_too_old_declines() => Assert.Equal(Codes.VcExpired,
        DeclinedWith(Application with { Verification = Passed with { ExpiresAt = Now } }).Code);

    [Fact]
    public void An_ineligible_result_without_reasons_still_declines() => Assert.Equal(Codes.NotEligible,
        DeclinedWith(Application with { Verification = Passed with { IsEligible = false } }).Code);

    [Fact]
    public void More_than_the_borrower_s_price_tier_allows_declines() => Assert.Equal(Codes.LimitExceeded,
        DeclinedWith(Application with { Verification = Passed with { PricedAmountMax = Kesh("500.00") } }).Code);

    [Fact]
    public void The_price_tier_s_rate_is_the_loan_s_rate()
    {
        var priced = Application with { Verification = Passed with { PricedRate = RateE4.FromPercent(12) } };
        var loan = _stories.Do(_stories.Do(Loan.Empty(Id), new Apply(Id, _stories.NextId, Borrower, priced)), _stories.Held(ApprovalMode.Manual));
        Assert.Equal(RateE4.FromPercent(12), LoanViews.Of(loan).Terms.InterestRate);
    }

    [Fact]
    public void Criteria_that_changed_meanwhile_decline_and_free_the_amount()
    {
        var declined = _stories.Do(_stories.Received, _stories.Held(ApprovalMode.Auto) with { CriteriaVersion = 2 });
        Assert.Equal(Codes.NotEligible, declined.Declined!.Code);
        Assert.IsType<ProjectCommands.ReleaseLoan>(declined.PendingStep!.Message);
    }

    [Fact]
    public void Funds_that_do_not_suffice_decline_and_free_the_amount()
    {
        var asking = _stories.Do(_stories.Received, _stories.Held(ApprovalMode.Auto));
        var declined = _stories.Do(asking, new SettleFunds(Id, _stories.NextId, ActorId.System, new Refusal(Codes.InsufficientFunds, "Only 5.00 KES.")));
        Assert.Equal(["INSUFFICIENT_FUNDS: Only 5.00 KES."], declined.Declined!.Reasons);
        Assert.Null(declined.Status);
        var funds = declined.PendingStep!;
        Assert.True(funds.InBackground);
        Assert.IsType<FundingCommands.ReleaseReservation>(funds.Message);
        declined = _stories.Do(declined, declined.Outcome(funds, new Replies.Done(new CommandId("x"), 1))!);
        var release = declined.PendingStep!;
        Assert.IsType<ProjectCommands.ReleaseLoan>(release.Message);
        Assert.Null(_stories.Do(declined, declined.Outcome(release, new Replies.Done(new CommandId("x"), 1))!).PendingStep);
    }

    [Fact]
    public void A_project_that_said_no_is_told_to_hold_nothing_later_unless_it_was_asked_for_faults_only()
    {
        var refusal = new Refusal(Codes.LimitExceeded, "Too much.");
        Assert.IsType<ProjectCommands.ReleaseLoan>(_stories.Do(_stories.Received, Answer(refusal)).PendingStep!.Message);
        var ineligible = Application with { Verification = Passed with { IsEligible = false } };
        var received = _stories.Do(Loan.Empty(Id), new Apply(Id, _stories.NextId, Borrower, ineligible));
        Assert.Null(_stories.Do(received, Answer(refusal)).PendingStep);
    }

    [Fact]
    public void A_declined_application_leaves_no_loan_and_its_key_is_used_up()
    {
        var declined = _stories.Do(_stories.Received, Answer(new Refusal(Codes.LimitExceeded, "Too much.")));
        Assert.IsType<Replies.Absent>(declined.Answer(new LoanQueries.GetLoan(Id)));
        Assert.Equal(Codes.Duplicate, _stories.Refused(declined, new Apply(Id, _stories.NextId, Borrower, Application)).Code);
        Assert.Equal(Codes.NotFound, _stories.Refused(declined, new Cancel(Id, _stories.NextId, Borrower, "x")).Code);
    }

    [Theory]
    [InlineData("0.00", 6, "amount")]
    [InlineData("-5.00", 6, "amount")]
    [InlineData("5.00", 0, "duration")]
    [InlineData("5.00", 121, "duration")]
    public void A_malformed_application_is_refused_before_anything_is_stored(string amount, int duration, string field)
    {
        var refusal = _stories.Refused(Loan.Empty(Id), new Apply(Id, _stories.NextId, Borrower, Application with { Amount = Kesh(amount), Duration = duration }));
        Assert.Equal(Codes.Validation, refusal.Code);
        Assert.StartsWith(field, Assert.Single(refusal.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loan_key_leaves_room_for_the_commands_made_from_it()
    {
        var id = Id with { Key = new string('k', Ids.KeyLengthMax + 1) };
        Assert.Equal(Codes.Validation, _stories.Refused(Loan.Empty(id), new Apply(id, _stories.NextId, Borrower, Application)).Code);
        Assert.Equal(Codes.Validation, _stories.Refused(Loan.Empty(Id), new Apply(Id, _stories.NextId, Borrower, Application with { On = DateOnly.MaxValue })).Code);
    }

    [Fact]
    public void An_answer_that_time_can_mend_is_asked_again()
    {
        var loan = _stories.Received;
        Assert.Null(loan.Outcome(loan.PendingStep!, new Replies.Refused(new CommandId("x"), new Refusal(Codes.Timeout, "Later.") { Retryable = true })));
        Assert.Null(loan.Outcome(loan.PendingStep!, new Replies.NotUnderstood(Id, "ReserveLoan")));
    }

    [Fact]
    public void A_late_answer_to_a_step_that_is_over_changes_nothing()
    {
        _stories.Unchanged(_stories.Approved, _stories.Held(ApprovalMode.Auto));
        _stories.Unchanged(_stories.Approved, _stories.Funded);
    }

    private SettleReservation Answer(Refusal refusal) => new(Id, _stories.NextId, ActorId.System, 0, ApprovalMode.Manual, Refusal: refusal);

    private Refusal DeclinedWith(LoanApplication application)
    {
        var received = _stories.Do(Loan.Empty(Id), new Apply(Id, _stories.NextId, Borrower, application));
        return _stories.Do(received, _stories.Held(ApprovalMode.Auto)).Declined!;
    }
}
