using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Tests.Funding.FundingExamples;
using static Growr.Actors.Tests.Projects.ProjectExamples;

namespace Growr.Actors.Tests.Funding;

public sealed class FundingAccountTests
{
    [Fact]
    public void Nothing_happens_before_a_source_is_registered() => IsRefused(FundingAccount.Empty(Account), Fund("j", 100), Codes.NotFound);

    [Fact]
    public void A_source_is_registered_once()
    {
        Decisions.IsAlreadyDone(Decide(Open(), Register()));
        IsRefused(Open(), Register(Source() with { Terms = "Other." }), Codes.Duplicate);
        IsRefused(Open(), Register(Source("usd")) with { Currency = Currency.Parse("USD") }, Codes.Validation);
        IsRefused(Open().After(CloseAccount()), Register(Source("late")), Codes.IllegalState);
    }

    [Fact]
    public void Money_counts_only_when_its_proof_is_claimed()
    {
        var announced = Open().After(Fund("j", 10_000));
        Assert.Equal(Kes(0), announced.Balance.Available);
        Assert.Equal((Kes(10_000), Kes(10_000)), (announced.Run().Balance.Available, announced.Run().Capital!.Junior));
    }

    [Fact]
    public void A_proof_used_elsewhere_makes_the_row_void_and_the_answer_a_duplicate()
    {
        var fund = Fund("j", 10_000);
        var announced = Open().After(fund);
        var settle = announced.Outcome(announced.PendingStep!, new Replies.Refused(Next(), new Refusal(Codes.Duplicate, "Used.")))!;
        var rejected = Assert.IsType<FundingEvents.FundingRejected>(Assert.Single(Decisions.EventsOf(Decide(announced, settle))));
        Assert.Equal(fund.CommandId, rejected.Verdict!.CommandId);
        Assert.Equal((Kes(0), FundingRowStatus.Reverted), (announced.Apply(rejected).Balance.Available, Row(announced.Apply(rejected), "j").Status));
    }

    [Fact]
    public void The_proof_claimed_is_the_bank_reference_of_the_tenant() => Assert.Equal(
        Open().After(Fund("j", 100)).PendingStep!.Message.EntityId,
        Growr.Actors.Payments.ProofIds.Of(new TenantId("coop"), "Bank", " BANK-j "));

    [Fact]
    public void A_row_key_is_used_once()
    {
        var fund = Fund("j", 10_000);
        var account = Open().After(fund).Run();
        Decisions.IsAlreadyDone(Decide(account, fund with { CommandId = Next() }));
        IsRefused(account, Fund("j", 10_001), Codes.Conflict);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Nothing_and_less_is_no_money(long shillings) => IsRefused(Open(), Fund("j", shillings), Codes.Validation);

    [Fact]
    public void Money_of_another_currency_kind_or_without_proof_is_invalid()
    {
        IsRefused(Open(), Fund("j", 1) with { Amount = new Money(100, Currency.Parse("USD")) }, Codes.Validation);
        IsRefused(Open(), Fund("j", 1, kind: FundingKind.Yield), Codes.Validation);
        IsRefused(Open(), Fund("j", 1) with { Proof = " " }, Codes.Validation);
        IsRefused(Open(), Fund("j", 1) with { Proof = new string('p', 201) }, Codes.Validation);
        IsRefused(Open(), Fund("j", 1) with { InvestorRef = new string('p', 201) }, Codes.Validation);
        IsRefused(Open(), Fund(new string('k', 49), 1), Codes.Validation);
        IsRefused(Open(), Refund("r", 1, kind: FundingKind.Donation), Codes.Validation);
        IsRefused(Open(), Fund("j", 1, source: "other"), Codes.NotFound);
    }

    [Fact]
    public void Money_outside_the_limits_is_kept_as_unmatched()
    {
        IsUnmatched(Open(), Fund("x", 99), Codes.LimitExceeded);
        IsUnmatched(Funded(70_000), Fund("x", 10_001), Codes.LimitExceeded);
        IsUnmatched(Open(), Fund("x", 500, source: null), Codes.UnmatchedPayment);
        IsUnmatched(Open().After(SetStatus("junior", FundingStatus.Inactive)), Fund("x", 500), Codes.UnmatchedPayment);
        IsUnmatched(Open().After(CloseAccount()), Fund("x", 500), Codes.UnmatchedPayment);
    }

    [Fact]
    public void Senior_capital_beyond_the_leverage_is_kept_as_unmatched()
    {
        IsUnmatched(Funded(), Fund("s", 40_001, "senior"), Codes.LimitExceeded);
        Assert.Equal(Kes(40_000), Funded().After(Fund("s", 40_000, "senior")).Run().Capital!.Senior);
    }

    [Fact]
    public void Unmatched_money_is_assigned_once_it_fits()
    {
        var account = Open().After(Fund("s", 4_000, "senior")).Run();
        IsRefused(account, Assign("s", "senior"), Codes.LimitExceeded);
        var assigned = account.After(Fund("j", 1_000)).Run().After(Assign("s", "senior"));
        Assert.Equal((Kes(4_000), FundingRowStatus.Confirmed), (assigned.Capital!.Senior, Row(assigned, "s").Status));
        IsRefused(assigned, Assign("s", "senior"), Codes.IllegalState);
        IsRefused(assigned, Assign("none", "senior"), Codes.NotFound);
        IsRefused(account, Assign("s", "none"), Codes.NotFound);
    }

    [Fact]
    public void A_donation_may_be_lent_but_is_owed_to_nobody()
    {
        var account = Open().After(Fund("d", 50, kind: FundingKind.Donation)).Run();
        Assert.Equal((Kes(50), Kes(0)), (account.Balance.Available, account.Capital!.Junior));
    }

    [Fact]
    public void Capital_goes_back_as_far_as_it_is_in_place_and_free()
    {
        Assert.Equal(Kes(4_000), Funded().After(Refund("r", 6_000)).Balance.Available);
        IsRefused(Funded(), Refund("r", 10_001), Codes.LimitExceeded);
        IsRefused(Lent(), Refund("r", 6_001), Codes.InsufficientFunds);
        IsRefused(Funded(), Refund("r", 1, "other"), Codes.NotFound);
    }

    [Fact]
    public void A_refund_with_proof_is_held_until_the_proof_is_claimed()
    {
        var announced = Funded().After(Refund("r", 6_000, proof: "OUT-1"));
        Assert.Equal(Kes(4_000), announced.Balance.Available);
        Assert.Equal((Kes(4_000), Kes(4_000)), (announced.Run().Balance.Available, announced.Run().Capital!.Junior));
        var refused = announced.Run(_ => new Replies.Refused(Next(), new Refusal(Codes.Duplicate, "Used.")));
        Assert.Equal((Kes(10_000), Kes(10_000)), (refused.Balance.Available, refused.Capital!.Junior));
    }

    [Fact]
    public void Junior_capital_stays_while_senior_capital_needs_it() =>
        IsRefused(Funded().After(Fund("s", 40_000, "senior")).Run(), Refund("r", 1), Codes.LimitExceeded);

    [Fact]
    public void Yield_is_paid_from_income_only()
    {
        IsRefused(Funded(), Refund("y", 1, kind: FundingKind.Yield), Codes.InsufficientFunds);
        var account = Lent().After(Collect("c1", "l1", 1_000, 300)).After(Refund("y", 200, kind: FundingKind.Yield));
        Assert.Equal((Kes(100), Kes(7_000)), (account.Balance.Income, account.Balance.Available));
    }

    [Fact]
    public void A_row_is_reverted_once()
    {
        var reverted = Funded().After(Revert("v", "j"));
        Assert.Equal((Kes(0), FundingRowStatus.Reverted), (reverted.Balance.Available, Row(reverted, "j").Status));
        IsRefused(reverted, Revert("v2", "j"), Codes.IllegalState);
        IsRefused(reverted, Revert("v2", "v"), Codes.IllegalState);
        IsRefused(reverted, Revert("v2", "none"), Codes.NotFound);
        IsRefused(reverted, Revert("v", "other"), Codes.Conflict);
        Decisions.IsAlreadyDone(Decide(reverted, Revert("v", "j")));
    }

    [Fact]
    public void Money_already_lent_is_not_reverted() => IsRefused(Lent(), Revert("v", "j"), Codes.InsufficientFunds);

    [Fact]
    public void A_reverted_refund_comes_back()
    {
        var account = Funded().After(Refund("r", 6_000)).After(Revert("v", "r"));
        Assert.Equal((Kes(10_000), Kes(10_000)), (account.Balance.Available, account.Capital!.Junior));
    }

    [Fact]
    public void Only_a_confirmed_incoming_row_gets_a_receipt_and_only_one()
    {
        var account = Funded().After(Attach("j"));
        Assert.Equal("jws", Row(account, "j").Receipt);
        Decisions.IsAlreadyDone(Decide(account, Attach("j")));
        IsRefused(account, Attach("j", "other"), Codes.IllegalState);
        IsRefused(account.After(Refund("r", 1)), Attach("r"), Codes.IllegalState);
        IsRefused(account, Attach("none"), Codes.NotFound);
    }

    [Fact]
    public void Money_is_held_for_a_loan_as_far_as_it_is_free()
    {
        var held = Funded().After(Hold("l1", 7_000));
        Assert.Equal((Kes(3_000), Kes(7_000)), (held.Balance.Available, held.Balance.Reserved));
        Decisions.IsAlreadyDone(Decide(held, Hold("l1", 7_000)));
        IsRefused(held, Hold("l1", 6_000), Codes.Conflict);
        IsRefused(held, Hold("l2", 3_001), Codes.InsufficientFunds);
        IsRefused(held, Hold("l2", 0), Codes.Validation);
        Assert.Equal(Kes(10_000), held.After(Free("l1")).Balance.Available);
        Decisions.IsAlreadyDone(Decide(held.After(Free("l1")), Free("l1")));
    }

    [Fact]
    public void Only_held_money_is_paid_out_and_only_once()
    {
        Assert.Equal((Kes(6_000), Kes(0)), (Lent().Balance.Available, Lent().Balance.Reserved));
        Decisions.IsAlreadyDone(Decide(Lent(), PayOut("d1", "l1", 4_000)));
        IsRefused(Lent(), PayOut("d1", "l1", 4_001), Codes.IllegalState);
        IsRefused(Lent(), PayOut("d2", "l1", 4_000), Codes.IllegalState);
        IsRefused(Lent(), Hold("l1", 1_000), Codes.IllegalState);
        IsRefused(Funded().After(Hold("l1", 4_000)), PayOut("d1", "l1", 3_999), Codes.IllegalState);
    }

    [Fact]
    public void A_payout_that_failed_is_held_again()
    {
        var back = Lent().After(TakeBack("d1"));
        Assert.Equal((Kes(6_000), Kes(4_000)), (back.Balance.Available, back.Balance.Reserved));
        Decisions.IsAlreadyDone(Decide(back, TakeBack("d1")));
        IsRefused(back, TakeBack("none"), Codes.NotFound);
        IsRefused(back, PayOut("d1", "l1", 4_000), Codes.IllegalState);
        Assert.Equal(Kes(0), back.After(PayOut("d2", "l1", 4_000)).Balance.Reserved);
    }

    [Fact]
    public void Repaid_principal_is_lent_again_and_interest_is_income()
    {
        var account = Lent().After(Collect("c1", "l1", 1_000, 180));
        Assert.Equal((Kes(7_000), Kes(180)), (account.Balance.Available, account.Balance.Income));
        Decisions.IsAlreadyDone(Decide(account, Collect("c1", "l1", 1_000, 180)));
        IsRefused(account, Collect("c1", "l1", 1_001, 180), Codes.IllegalState);
        IsRefused(account, Collect("c2", "l1", -1), Codes.Validation);
    }

    [Fact]
    public void A_collection_is_reversed_while_its_money_is_still_here()
    {
        var account = Lent().After(Collect("c1", "l1", 1_000, 180));
        Assert.Equal(Kes(6_000), account.After(Uncollect("c1")).Balance.Available);
        Decisions.IsAlreadyDone(Decide(account.After(Uncollect("c1")), Uncollect("c1")));
        IsRefused(account.After(Uncollect("c1")), Collect("c1", "l1", 1_000, 180), Codes.IllegalState);
        IsRefused(account, Uncollect("none"), Codes.NotFound);
        IsRefused(account.After(Hold("l2", 6_500)), Uncollect("c1"), Codes.InsufficientFunds);
        IsRefused(account.After(Refund("y", 100, kind: FundingKind.Yield)), Uncollect("c1"), Codes.InsufficientFunds);
    }

    [Fact]
    public void An_account_closes_when_nothing_is_under_way_and_senior_is_repaid_or_its_loss_accepted()
    {
        var senior = Funded().After(Fund("s", 4_000, "senior")).Run();
        IsRefused(senior, CloseAccount(), Codes.IllegalState);
        IsRefused(Funded().After(Hold("l1", 1)), CloseAccount(), Codes.IllegalState);
        IsRefused(Open().After(Fund("j", 100)), CloseAccount(), Codes.IllegalState);
        Assert.True(senior.After(CloseAccount(acceptLoss: true)).IsClosed);
        var closed = senior.After(Refund("r", 4_000, "senior")).After(CloseAccount());
        Decisions.IsAlreadyDone(Decide(closed, CloseAccount()));
        IsRefused(closed, Hold("l1", 1), Codes.IllegalState);
        IsRefused(closed, SetStatus("junior", FundingStatus.Active), Codes.IllegalState);
    }

    internal static Decision<IFundingEvent> Decide(FundingAccount account, IFundingCommand command) => account.Decide(command, Decisions.Meta(command));

    private static void IsRefused(FundingAccount account, IFundingCommand command, string code) =>
        Assert.Equal(code, Decisions.RefusalOf(Decide(account, command)).Code);

    private static void IsUnmatched(FundingAccount account, FundingCommands.Fund fund, string code)
    {
        var after = account.After(fund).Run();
        var reply = Assert.IsType<FundingReplies.Recorded>(after.Reply(fund, new Replies.Done(fund.CommandId, 1)));
        Assert.Equal((FundingRowStatus.Unmatched, code), (reply.Status, reply.Unmatched?.Code));
        Assert.Equal(account.Balance, after.Balance);
    }

    private static FundingRowView Row(FundingAccount account, string key) => account.Rows.Find(new FundingKey(key))!;

    [Fact]
    public void Nothing_is_held_any_more_for_a_loan_that_ended()
    {
        IsRefused(Funded().After(Free("l1")), Hold("l1", 4_000), Codes.IllegalState);
        IsRefused(Funded().After(Hold("l1", 4_000)).After(Free("l1")), Hold("l1", 4_000), Codes.IllegalState);
    }

    [Fact]
    public void A_payout_that_comes_back_after_its_loan_ended_is_free()
    {
        var account = Lent().After(Free("l1")).After(TakeBack("d1"));
        Assert.Equal((Kes(10_000), Kes(0), Kes(0)), (account.Balance.Available, account.Balance.Reserved, account.Balance.Disbursed));
    }
}
