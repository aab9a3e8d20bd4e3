using Growr.Actors.Common;
using Growr.Actors.Lending;

namespace Growr.Actors.Tests.Lending;

public sealed class LoanAccountTests
{
    private static readonly Currency Usd = Currency.Parse("USD");
    private static readonly DateOnly StartOn = new(2026, 1, 1);

    [Fact]
    public void A_loan_without_instalments_takes_interest_by_days_first()
    {
        var terms = Terms(LoanType.Bullet) with { RepaymentModel = RepaymentModel.AdHoc };
        var account = Pay(Open(terms, "1000.00", 6), "2026-03-02", "110.00");
        // 60 days at 18 % of 1000 over 360 are 30.00; 80.00 reduce the balance, 1 July is 121 days later.
        Assert.Equal("30.00", account.Instalments[0].PaidInterest.ToDecimalString());
        Assert.Equal("920.00", account.OutstandingPrincipal.ToDecimalString());
        Assert.Equal("975.66", account.PayoffOn(new DateOnly(2026, 7, 1)).ToDecimalString());
        Assert.Equal(account.Outstanding, account.PayoffOn(new DateOnly(2026, 7, 1)));
    }

    [Fact]
    public void Declining_interest_ends_with_the_payoff()
    {
        var account = Open(Terms(LoanType.Declining) with { DayCount = DayCount.Actual365 }, "1000.00", 12);
        Assert.Equal("1007.40", account.PayoffOn(StartOn.AddDays(15)).ToDecimalString());
    }

    [Theory]
    [InlineData(EarlySettlementRebate.None, "1180.00")]
    [InlineData(EarlySettlementRebate.ProRata, "1015.00")]
    // One period at the plan's own rate of return, 2.6430 % a month.
    [InlineData(EarlySettlementRebate.Actuarial, "1026.43")]
    public void Early_settlement_of_a_flat_loan_gives_back_what_the_contract_says(EarlySettlementRebate rebate, string paidInAll)
    {
        var settledOn = new DateOnly(2026, 2, 1);
        var account = Open(Terms(LoanType.Flat) with { EarlySettlementRebate = rebate }, "1000.00", 12);
        account = Pay(account, "2026-02-01", account.Instalments[0].Total.ToDecimalString());
        account = account.Add(new AccountFact.Repaid(settledOn, PaymentKey.From("last"), account.PayoffOn(settledOn)));
        Assert.True(account.IsRepaid);
        Assert.Equal(paidInAll, account.Repaid.ToDecimalString());
    }

    [Fact]
    public void A_pause_takes_days_off_lateness_and_late_fees_back()
    {
        var terms = Terms(LoanType.Flat) with { Penalty = new PenaltyTerms { LateFee = Amount("5.00"), AfterDays = 7 } };
        var late = Open(terms, "600.00", 6).AdvanceTo(new DateOnly(2026, 2, 20));
        Assert.Equal((19, "5.00"), (late.ArrearsOn(late.AsOf).DaysPastDue, late.Penalties.ToDecimalString()));
        var paused = late.Pause(new DelinquencyPause(new DateOnly(2026, 2, 3), new DateOnly(2026, 2, 18)));
        Assert.Equal((4, "0.00"), (paused.ArrearsOn(paused.AsOf).DaysPastDue, paused.Penalties.ToDecimalString()));
        Assert.Equal("5.00", paused.AdvanceTo(new DateOnly(2026, 2, 24)).Penalties.ToDecimalString());
        Assert.Equal("0.00", paused.AdvanceTo(new DateOnly(2026, 2, 23)).Penalties.ToDecimalString());
    }

    [Fact]
    public void Overlapping_pauses_count_once()
    {
        var account = Open(Terms(LoanType.Flat), "600.00", 6)
            .Pause(new DelinquencyPause(new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 11)))
            .Pause(new DelinquencyPause(new DateOnly(2026, 2, 5), new DateOnly(2026, 2, 15)));
        Assert.Equal(5, account.DaysLate(new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 20)));
    }

    [Fact]
    public void Penalty_interest_is_simple_on_overdue_principal()
    {
        var terms = Terms(LoanType.Flat) with { Penalty = new PenaltyTerms { InterestRate = RateE4.Parse("36.5") } };
        // 100.00 principal overdue: 0.10 a day, whatever interest is overdue beside it.
        var account = Open(terms, "600.00", 6).AdvanceTo(new DateOnly(2026, 2, 21));
        Assert.Equal("2.00", account.Penalties.ToDecimalString());
    }

    [Fact]
    public void Penalties_stop_at_their_cap()
    {
        var terms = Terms(LoanType.Flat) with { Penalty = new PenaltyTerms { LateFee = Amount("25.00"), Cap = RateE4.FromPercent(10) } };
        Assert.Equal("60.00", Open(terms, "600.00", 6).AdvanceTo(new DateOnly(2027, 1, 1)).Penalties.ToDecimalString());
    }

    [Fact]
    public void Interest_and_penalties_never_exceed_the_cost_cap()
    {
        var terms = Terms(LoanType.Flat) with
        {
            InterestRate = RateE4.FromPercent(100), TotalCostCap = RateE4.FromPercent(20), Penalty = new PenaltyTerms { LateFee = Amount("5.00") },
        };
        var account = Open(terms, "600.00", 6).AdvanceTo(new DateOnly(2027, 1, 1));
        Assert.Equal("120.00", (account.Sum(one => one.Interest) + account.Penalties).ToDecimalString());
    }

    [Fact]
    public void A_payment_dated_in_the_past_takes_back_the_late_fee_it_would_have_saved()
    {
        var terms = Terms(LoanType.Flat) with { Penalty = new PenaltyTerms { LateFee = Amount("5.00"), AfterDays = 7 } };
        var account = Open(terms, "600.00", 6).AdvanceTo(new DateOnly(2026, 2, 20));
        Assert.Equal("5.00", account.Penalties.ToDecimalString());
        Assert.Equal("0.00", Pay(account, "2026-02-01", "109.00").Penalties.ToDecimalString());
    }

    [Fact]
    public void A_reversed_payment_brings_the_arrears_of_its_day_back()
    {
        var paid = Pay(Open(Terms(LoanType.Flat), "600.00", 6), "2026-02-01", "109.00").AdvanceTo(new DateOnly(2026, 2, 20));
        Assert.Equal(0, paid.ArrearsOn(paid.AsOf).DaysPastDue);
        Assert.Equal(19, paid.Reverse(PaymentKey.From("p2026-02-01")).ArrearsOn(paid.AsOf).DaysPastDue);
    }

    [Fact]
    public void Paying_the_instalment_early_counts_as_the_instalment()
    {
        var terms = Terms(LoanType.Declining) with { PrepaymentMode = PrepaymentMode.ReduceTerm, DayCount = DayCount.Actual365 };
        var account = Open(terms, "1000.00", 6);
        account = Pay(account, "2026-01-29", account.Instalments[0].Total.ToDecimalString()).AdvanceTo(new DateOnly(2026, 2, 2));
        Assert.Equal(0, account.ArrearsOn(account.AsOf).DaysPastDue);
        Assert.Equal(new DateOnly(2026, 1, 29), account.Instalments[0].SettledOn);
        // The three days left of January are borne by the second instalment.
        Assert.Equal(Terms(LoanType.Declining).Fix(
            account.OutstandingPrincipal.Exact() * new Rational(18 * 31, 36500), Usd), account.Instalments[1].Interest);
    }

    [Fact]
    public void Interest_since_an_early_payment_is_part_of_the_payoff()
    {
        var terms = Terms(LoanType.Declining) with { PrepaymentMode = PrepaymentMode.ReduceTerm, DayCount = DayCount.Actual365 };
        var account = Open(terms, "1000.00", 6);
        account = Pay(account, "2026-01-29", account.Instalments[0].Total.ToDecimalString());
        // Twelve days: three left of the period that was paid early, nine of the next.
        var interest = terms.Fix(account.OutstandingPrincipal.Exact() * new Rational(18 * 12, 36500), Usd);
        Assert.Equal(account.OutstandingPrincipal + interest, account.PayoffOn(new DateOnly(2026, 2, 10)));
    }

    [Fact]
    public void A_stranded_rest_within_the_tolerance_is_not_late()
    {
        var account = Pay(Open(Terms(LoanType.Flat) with { ToleranceMinorUnits = 50 }, "600.00", 6), "2026-02-01", "108.60");
        Assert.Equal(0, account.ArrearsOn(new DateOnly(2026, 3, 1)).DaysPastDue);
    }

    private static LoanTerms Terms(LoanType type) => new() { Type = type, InterestRate = RateE4.FromPercent(18) };
    private static LoanAccount Open(LoanTerms terms, string amount, int count) => LoanAccount.Open(new LoanContract(terms, Amount(amount), count), StartOn);
    private static LoanAccount Pay(LoanAccount account, string on, string amount) =>
        account.Add(new AccountFact.Repaid(DateOnly.Parse(on), PaymentKey.From("p" + on), Amount(amount)));
    private static Money Amount(string text) => Money.Parse(text, Usd);
}
