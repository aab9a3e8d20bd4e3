using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Tests.Payments.PaymentExamples;
using static Growr.Actors.Tests.Projects.ProjectExamples;

namespace Growr.Actors.Tests.Payments;

public sealed class PaymentTests
{
    [Fact]
    public void A_disbursement_waits_for_its_code_once_loan_and_funds_agree()
    {
        var payment = PendingDisbursement();
        Assert.Equal((PaymentStatus.Pending, PaymentStage.Idle), (payment.Status, payment.Stage));
        Assert.Null(payment.PendingStep);
    }

    [Fact]
    public void A_confirmed_disbursement_was_told_to_the_loan_and_then_to_the_funds()
    {
        var told = new List<object>();
        PendingDisbursement().After(Confirm()).Run(step => { told.Add(step.Message); return Agree(step); });
        Assert.Collection(told, m => Assert.IsType<LoanCommands.RegisterDisbursement>(m), m => Assert.IsType<FundingCommands.ConfirmDisbursement>(m));
    }

    [Fact]
    public void A_confirmed_repayment_keeps_where_the_money_went_and_tells_the_funds_its_parts()
    {
        CollectedParts? parts = null;
        var payment = PendingRepayment().After(Confirm()).Run(step =>
        {
            if (step.Message is FundingCommands.RegisterCollection collect) parts = collect.Parts;
            return Agree(step);
        });
        Assert.Equal((PaymentStatus.Confirmed, Kes(10_000)), (payment.Status, payment.OutstandingAfter));
        Assert.Equal(new CollectedParts(Kes(900), Kes(100), Kes(0), Kes(0)), parts);
    }

    [Fact]
    public void A_loan_that_is_not_signed_approved_or_of_this_payout_is_not_paid_out()
    {
        IsRefusedBy(AddDisbursement(), Answering(SignedLoan() with { Signature = null }), Codes.IllegalState);
        IsRefusedBy(AddDisbursement(), Answering(SignedLoan() with { Status = LoanStatus.Draft }), Codes.IllegalState);
        IsRefusedBy(AddDisbursement(), Answering(SignedLoan() with { ProjectKey = new ProjectKey("other") }), Codes.NotFound);
        IsRefusedBy(AddDisbursement(), Answering(new Replies.Absent(PaymentId)), Codes.IllegalState);
        IsRefusedBy(AddDisbursement(4_999), Agree, Codes.AmountMismatch);
        IsRefusedBy(AddDisbursement(), AllBut<FundingCommands.ReserveForLoan>(Codes.InsufficientFunds), Codes.InsufficientFunds);
    }

    [Fact]
    public void Cash_up_to_the_payoff_and_ten_percent_may_be_collected()
    {
        Assert.Equal(PaymentStatus.Pending, Added(Request(12_100)).Status);
        IsRefusedBy(Request(12_101), Agree, Codes.Validation);
        IsRefusedBy(Request(), Answering(new PayoffView(TheLoan, TheProject, Today, Today, Kes(0))), Codes.IllegalState);
        IsRefusedBy(Request(), Answering(new Replies.Absent(PaymentId)), Codes.IllegalState);
        IsRefusedBy(Request(), Answering(new PayoffView(TheLoan, TheProject, Today, Today, Money.Zero(Currency.Parse("USD")))), Codes.Validation);
    }

    [Fact]
    public void Money_by_a_final_rail_is_confirmed_at_once_after_its_proof_is_claimed()
    {
        var payment = Added(AddRepayment());
        Assert.Equal(PaymentStatus.Confirmed, payment.Status);
        IsRefusedBy(AddRepayment(), AllBut<ProofCommands.ClaimProof>(Codes.Duplicate), Codes.Duplicate);
        IsRefusedBy(AddRepayment(), AllBut<LoanCommands.RegisterRepayment>(Codes.IllegalState), Codes.IllegalState);
    }

    [Fact]
    public void A_repayment_must_name_the_project_of_its_loan()
    {
        var elsewhere = new PayoffView(TheLoan, new ProjectKey("p2"), Today, Today, Kes(11_000));
        IsRefusedBy(Request(), Answering(elsewhere), Codes.NotFound);
        IsRefusedBy(AddRepayment(), Answering(elsewhere), Codes.NotFound);
    }

    [Fact]
    public void A_repayment_before_the_payout_is_refused_before_its_proof_is_used_up()
    {
        var payment = Payment.Empty(PaymentId).After(AddRepayment() with { On = Today.AddDays(-1) });
        payment = payment.After(payment.Outcome(payment.PendingStep!, Agree(payment.PendingStep!))!);
        Assert.Equal((PaymentStatus.Failed, (ProcessStep?)null), (payment.Status, payment.PendingStep));
    }

    [Fact]
    public void Money_that_arrived_is_taken_however_much_it_is() => Assert.Equal(PaymentStatus.Confirmed, Added(AddRepayment(50_000)).Status);

    [Fact]
    public void What_the_loan_has_taken_in_is_no_longer_refused_by_the_funds()
    {
        var loanTook = Payment.Empty(PaymentId).After(AddRepayment());
        while (loanTook.Stage != PaymentStage.FundsEntry) loanTook = loanTook.After(loanTook.Outcome(loanTook.PendingStep!, Agree(loanTook.PendingStep!))!);
        Assert.Null(loanTook.Outcome(loanTook.PendingStep!, AllBut<FundingCommands.RegisterCollection>(Codes.IllegalState)(loanTook.PendingStep!)));
        var fundsGave = Repaid().After(Reverse());
        fundsGave = fundsGave.After(fundsGave.Outcome(fundsGave.PendingStep!, Agree(fundsGave.PendingStep!))!);
        Assert.Null(fundsGave.Outcome(fundsGave.PendingStep!, AllBut<LoanCommands.ReverseRepayment>(Codes.IllegalState)(fundsGave.PendingStep!)));
    }

    public static TheoryData<IPaymentCommand> WrongPayments =>
    [
        AddDisbursement(0), AddDisbursement(-1), AddDisbursement() with { CodeHash = null }, AddDisbursement() with { CodeHash = "123456" },
        AddDisbursement() with { Rail = PaymentRail.Bank }, AddBankDisbursement() with { Target = new string('t', 201) },
        Request(0), AddRepayment(0), AddRepayment() with { Proof = " " }, AddRepayment() with { Proof = new string('p', 201) },
        AddRepayment() with { Rail = PaymentRail.Cash },
        AddDisbursement() with { On = DateOnly.MaxValue }, AddRepayment() with { On = DateOnly.MinValue },
    ];

    [Theory]
    [MemberData(nameof(WrongPayments))]
    public void A_wrong_payment_is_refused(IPaymentCommand command) => IsRefused(Payment.Empty(PaymentId), command, Codes.Validation);

    [Fact]
    public void A_payment_key_is_used_once_and_is_short()
    {
        IsRefused(PendingRepayment(), Request(), Codes.Duplicate);
        IsRefused(Payment.Empty(PaymentId with { Key = new string('k', 41) }), Request(), Codes.Validation);
        IsRefused(Payment.Empty(PaymentId), Confirm(), Codes.NotFound);
    }

    [Fact]
    public void Two_wrong_codes_are_forgiven_the_third_voids_the_payment()
    {
        var payment = PendingRepayment().After(Confirm(WrongCode)).After(Confirm(WrongCode));
        Assert.Equal(PaymentStatus.Pending, payment.Status);
        Assert.Equal(PaymentStatus.Confirmed, payment.After(Confirm()).Run(Agree).Status);
        Assert.Equal((PaymentStatus.Expired, (PaymentCode?)null), (payment.After(Confirm(WrongCode)).Status, payment.After(Confirm(WrongCode)).Code));
    }

    [Fact]
    public void A_wrong_code_is_answered_as_such_and_counted()
    {
        var wrong = Confirm(WrongCode);
        var rejected = Assert.Single(Decisions.EventsOf(Decide(PendingRepayment(), wrong)));
        Assert.Equal((wrong.CommandId, Codes.CodeInvalid), (rejected.Verdict!.CommandId, rejected.Verdict.Refusal.Code));
    }

    [Fact]
    public void A_code_is_good_for_fifteen_minutes()
    {
        var (payment, confirm) = (PendingRepayment(), Confirm());
        var last = Decisions.Now + Payment.CodeLifetime - TimeSpan.FromTicks(1);
        Assert.Equal(PaymentStatus.Confirmed, payment.After(confirm, last).Run(Agree).Status);
        var expired = Assert.Single(Decisions.EventsOf(payment.Decide(confirm, Decisions.Meta(confirm, Decisions.Now + Payment.CodeLifetime))));
        Assert.Equal(Codes.CodeExpired, expired.Verdict!.Refusal.Code);
        Assert.Equal(PaymentStatus.Expired, payment.Apply(expired).Status);
        Decisions.IsAlreadyDone(payment.Decide(Expire(), Decisions.Meta(Expire(), last)));
    }

    [Fact]
    public void A_used_or_expired_code_is_told_apart_from_a_wrong_one()
    {
        IsRefused(Repaid(), Confirm(), Codes.CodeUsed);
        IsRefused(PendingRepayment().After(Confirm()), Confirm(), Codes.CodeUsed);
        IsRefused(In(PaymentStatus.Expired), Confirm(), Codes.CodeExpired);
    }

    public static TheoryData<PaymentStatus, string> IllegalPairs => new()
    {
        { PaymentStatus.Pending, "reverse" },
        { PaymentStatus.Confirmed, "fail" },
        { PaymentStatus.Confirmed, "prove" },
        { PaymentStatus.Expired, "fail" },
        { PaymentStatus.Expired, "prove" },
        { PaymentStatus.Expired, "reverse" },
        { PaymentStatus.Failed, "confirm" },
        { PaymentStatus.Failed, "prove" },
        { PaymentStatus.Failed, "reverse" },
        { PaymentStatus.Reversed, "confirm" },
        { PaymentStatus.Reversed, "prove" },
        { PaymentStatus.Reversed, "fail" },
        { PaymentStatus.Reversed, "reverse" },
    };

    [Theory]
    [MemberData(nameof(IllegalPairs))]
    public void An_illegal_transition_is_refused_and_nothing_changes(PaymentStatus status, string action) => IsRefused(In(status), action switch
    {
        "confirm" => Confirm(),
        "prove" => ConfirmByProof(),
        "fail" => Fail(),
        _ => Reverse(),
    }, Codes.IllegalState);

    [Fact]
    public void While_a_step_is_open_nothing_else_happens_to_the_payment()
    {
        var open = Payment.Empty(PaymentId).After(Request());
        IsRefused(open, Confirm(), Codes.IllegalState);
        IsRefused(open, Fail(), Codes.IllegalState);
        IsRefused(Repaid().After(Reverse()), Reverse(), Codes.IllegalState);
        Decisions.IsAlreadyDone(Decide(In(PaymentStatus.Failed), Fail()));
    }

    [Fact]
    public void A_checker_is_another_person()
    {
        IsRefused(PendingDisbursement(needsChecker: true), Confirm(by: Admin), Codes.Forbidden);
        IsRefused(Added(AddBankDisbursement(needsChecker: true)), ConfirmByProof(Admin), Codes.Forbidden);
        Assert.Equal(PaymentStatus.Confirmed, Added(AddBankDisbursement(needsChecker: true)).After(ConfirmByProof()).Run(Agree).Status);
    }

    [Fact]
    public void Cash_is_not_confirmed_by_a_proof_nor_a_transfer_by_a_code()
    {
        IsRefused(PendingDisbursement(), ConfirmByProof(), Codes.Validation);
        IsRefused(Added(AddBankDisbursement()), Confirm(), Codes.Validation);
        IsRefused(Added(AddBankDisbursement()), ConfirmByProof(proof: ""), Codes.Validation);
    }

    [Fact]
    public void A_transfer_whose_proof_belongs_to_another_goes_on_waiting()
    {
        var payment = Added(AddBankDisbursement()).After(ConfirmByProof()).Run(AllBut<ProofCommands.ClaimProof>(Codes.Duplicate));
        Assert.Equal((PaymentStatus.Pending, PaymentStage.Idle), (payment.Status, payment.Stage));
        Assert.Equal(PaymentStatus.Confirmed, payment.After(ConfirmByProof(proof: "BANK-10")).Run(Agree).Status);
    }

    [Fact]
    public void Two_persons_take_a_payment_back()
    {
        IsRefused(Repaid(), Reverse() with { ApprovedBy = null }, Codes.Forbidden);
        IsRefused(Repaid(), Reverse(second: Admin), Codes.Forbidden);
        Assert.Equal(PaymentStatus.Reversed, Repaid().After(Reverse()).Run(Agree).Status);
        Assert.Equal(PaymentStatus.Reversed, Repaid().After(Reverse() with { By = ActorId.System, ApprovedBy = null }).Run(Agree).Status);
    }

    [Fact]
    public void On_the_way_back_whoever_may_refuse_is_asked_first()
    {
        Assert.IsType<FundingCommands.ReverseCollection>(Repaid().After(Reverse()).PendingStep!.Message);
        Assert.IsType<LoanCommands.ReverseDisbursement>(Disbursed().After(Reverse()).PendingStep!.Message);
        var refused = Repaid().After(Reverse()).Run(AllBut<FundingCommands.ReverseCollection>(Codes.InsufficientFunds));
        Assert.Equal((PaymentStatus.Confirmed, PaymentStage.Idle), (refused.Status, refused.Stage));
        Assert.NotEqual(Repaid().After(Reverse()).PendingStep!.Id, refused.After(Reverse()).PendingStep!.Id);
    }

    [Fact]
    public void A_refusal_by_loan_or_funds_answers_the_command_that_began()
    {
        var reverse = Reverse();
        var open = Repaid().After(reverse);
        var settle = open.Outcome(open.PendingStep!, new Replies.Refused(new CommandId("any"), new Refusal(Codes.InsufficientFunds, "No.")))!;
        Assert.Equal(reverse.CommandId, Assert.Single(Decisions.EventsOf(Decide(open, settle))).Verdict!.CommandId);
    }

    [Fact]
    public void A_step_answered_late_is_not_taken_twice()
    {
        var open = Payment.Empty(PaymentId).After(Request());
        var settle = open.Outcome(open.PendingStep!, Agree(open.PendingStep!))!;
        Decisions.IsAlreadyDone(Decide(open.After(settle), settle));
        Assert.Null(open.Outcome(open.PendingStep!, new Replies.Refused(new CommandId("any"), new Refusal(Codes.Timeout, "") { Retryable = true })));
    }

    internal static Decision<IPaymentEvent> Decide(Payment payment, IPaymentCommand command) => payment.Decide(command, Decisions.Meta(command));

    private static Func<ProcessStep, object> Answering(object answer) =>
        step => step.Message is LoanQueries.GetLoan or LoanQueries.GetPayoff ? answer : Agree(step);

    private static void IsRefused(Payment payment, IPaymentCommand command, string code) =>
        Assert.Equal(code, Decisions.RefusalOf(Decide(payment, command)).Code);

    private static void IsRefusedBy(IPaymentCommand command, Func<ProcessStep, object> answer, string code)
    {
        var payment = Payment.Empty(PaymentId).After(command);
        while (payment.PendingStep is { } step)
        {
            var events = Decisions.EventsOf(Decide(payment, payment.Outcome(step, answer(step))!));
            if (events is [{ Verdict: { } verdict } refused])
            {
                Assert.Equal((command.CommandId, code), (verdict.CommandId, verdict.Refusal.Code));
                Assert.Equal(PaymentStatus.Failed, payment.Apply(refused).Status);
                return;
            }
            payment = events.Aggregate(payment, (before, @event) => before.Apply(@event));
        }
        Assert.Fail($"{command} was granted.");
    }
}
