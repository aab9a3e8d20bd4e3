using System.Text.Json;
using CsCheck;
using Growr.Actors.Common;
using Growr.Actors.Lending;

namespace Growr.Actors.Tests.Lending;

/// <summary>What holds for every loan, whatever its terms and however it is paid.</summary>
public sealed class LoanAccountPropertyTests
{
    private static readonly Currency Kes = Currency.Parse("KES");
    private static readonly DateOnly StartOn = new(2026, 1, 31);

    private static readonly Gen<LoanContract> Contracts = Gen.Select(
        Gen.Enum<LoanType>(), Gen.Long[0, 600_000], Gen.Int[1, 14], Gen.Long[100, 5_000_000], Gen.Enum<DayCount>(), Gen.Enum<PrepaymentMode>(),
        Gen.Select(Gen.Enum<GraceMode>(), Gen.Int[0, 3], Gen.Enum<FeeMode>(), Gen.Enum<EarlySettlementRebate>(), Gen.Enum<PeriodUnit>(), Gen.Bool,
            Gen.Int[0, 2].Select(one => one == 0 ? (long?)null : one * 500), Gen.Bool.Select(one => one ? 1L : 50L)),
        (type, rate, count, amount, dayCount, prepayment, more) => new LoanContract(new LoanTerms
        {
            Type = type, InterestRate = new RateE4(rate), DayCount = dayCount, PrepaymentMode = prepayment, GraceMode = more.Item1,
            GracePeriod = Math.Min(more.Item2, count - 1), FeeMode = more.Item3, DisbursementFeeRate = RateE4.FromPercent(3),
            EarlySettlementRebate = more.Item4, PeriodUnit = more.Item5, InstalmentMultiple = more.Item7, CurrencyMultiple = more.Item8,
            RepaymentModel = more.Item6 && type == LoanType.Bullet ? RepaymentModel.AdHoc : RepaymentModel.Fixed,
            BulletInterest = more.Item6 ? BulletInterest.AtEnd : BulletInterest.EachPeriod,
            Penalty = new PenaltyTerms { LateFee = new Money(500, Kes), AfterDays = 3, InterestRate = RateE4.FromPercent(more.Item6 ? 12 : 0) },
        }, new Money(amount, Kes), count));

    private static readonly Gen<AccountFact[]> Payments = Gen.Select(Gen.Int[0, 500], Gen.Long[1, 900_000]).Array[0, 8].Select(all =>
        all.Select((one, at) => (AccountFact)new AccountFact.Repaid(StartOn.AddDays(one.Item1), PaymentKey.From($"p{at}"), new Money(one.Item2, Kes))).ToArray());

    private static readonly Gen<(LoanAccount Account, AccountFact[] Facts)> Accounts =
        Gen.Select(Contracts, Payments, (contract, payments) => (LoanAccount.Open(contract, StartOn), payments));

    [Fact]
    public void Principal_of_a_schedule_is_the_contract_amount_and_what_was_added_to_it() => Contracts.Sample(contract =>
    {
        var schedule = RepaymentSchedule.Of(contract, StartOn);
        var capitalised = schedule.Rows.Aggregate(Money.Zero(Kes), (sum, row) => sum + row.CapitalisedInterest);
        Assert.Equal(contract.Principal + capitalised, schedule.Principal);
        Assert.True(schedule.Rows[^1].BalanceAfter.IsZero);
        Assert.All(schedule.Rows, row => Assert.False(row.Principal.IsNegative || row.Interest.IsNegative || row.Fee.IsNegative));
        Assert.True(schedule.Interest <= contract.CostMax);
        Assert.Equal(schedule.Total, schedule.Principal + schedule.Interest + schedule.Fees);
    });

    [Fact]
    public void Money_in_is_money_allocated_and_credit() => Accounts.Sample(one =>
    {
        var account = Pay(one.Account, one.Facts);
        var paid = one.Facts.OfType<AccountFact.Repaid>().Aggregate(Money.Zero(Kes), (sum, fact) => sum + fact.Amount);
        Assert.Equal(paid, account.Repaid + account.CreditBalance);
        Assert.Equal(account.Repaid, account.Allocations.Values.Aggregate(Money.Zero(Kes), (sum, each) => sum + each.Allocated));
        foreach (var fact in one.Facts.OfType<AccountFact.Repaid>())
            Assert.Equal(fact.Amount, account.Allocations[fact.Payment].Allocated + account.Allocations[fact.Payment].Credited);
    });

    [Fact]
    public void Repaid_and_outstanding_are_the_commitment_and_penalties() => Accounts.Sample(one =>
    {
        var account = Pay(one.Account, one.Facts);
        Assert.Equal(account.Commitment + account.Penalties, account.Repaid + account.Outstanding);
        Assert.All(account.Instalments, row => Assert.False(
            row.UnpaidPrincipal.IsNegative || row.UnpaidInterest.IsNegative || row.UnpaidFee.IsNegative || row.UnpaidPenalty.IsNegative));
        Assert.True(account.CreditBalance.IsZero || account.IsRepaid, "Credit exists only when nothing is owed.");
        Assert.True(account.Penalties <= account.Contract.PenaltyMax);
    });

    [Fact]
    public void A_fixed_plan_without_rebate_keeps_its_commitment() => Gen.Select(Contracts, Payments).Sample((contract, payments) =>
    {
        var terms = contract.Terms with
        {
            Type = LoanType.Flat, RepaymentModel = RepaymentModel.Fixed, EarlySettlementRebate = EarlySettlementRebate.None,
        };
        var account = LoanAccount.Open(contract with { Terms = terms }, StartOn);
        Assert.Equal(account.Commitment, Pay(account, payments).Commitment);
    });

    [Fact]
    public void Principal_asked_for_never_changes() => Accounts.Sample(one =>
    {
        if (one.Account.Terms.GraceMode == GraceMode.Capitalise) return;
        Assert.Equal(one.Account.Contract.Principal, Pay(one.Account, one.Facts).Sum(row => row.Principal));
    });

    [Fact]
    public void The_order_of_arrival_does_not_matter() => Accounts.Sample(one =>
    {
        var inOrder = Pay(one.Account, [.. one.Facts.OrderBy(fact => fact.On)]);
        // Payments of one day count in order of arrival, so only different days may be shuffled.
        if (one.Facts.DistinctBy(fact => fact.On).Count() != one.Facts.Length) return;
        Assert.Equal(Print(inOrder), Print(Pay(one.Account, one.Facts)));
    });

    [Fact]
    public void Taking_a_payment_back_leaves_the_account_without_it() => Accounts.Sample(one =>
    {
        if (one.Facts.Length == 0) return;
        var end = StartOn.AddDays(600);
        var reversed = Pay(one.Account, one.Facts).AdvanceTo(end).Reverse(PaymentKey.From("p0"));
        Assert.Equal(Print(Pay(one.Account, one.Facts[1..]).AdvanceTo(end)), Print(reversed));
    });

    [Fact]
    public void Advancing_day_by_day_or_at_once_gives_the_same() => Contracts.Sample(contract =>
    {
        var account = LoanAccount.Open(contract, StartOn);
        var stepped = Enumerable.Range(1, 200).Aggregate(account, (one, day) => one.AdvanceTo(StartOn.AddDays(day)));
        Assert.Equal(Print(account.AdvanceTo(StartOn.AddDays(200))), Print(stepped));
    }, iter: 30);

    [Fact]
    public void Paying_the_payoff_settles_the_loan_without_credit() => Gen.Select(Accounts, Gen.Int[0, 700]).Sample((one, day) =>
    {
        var account = Pay(one.Account, one.Facts);
        var on = account.AsOf.AddDays(day);
        var payoff = account.PayoffOn(on);
        if (!payoff.IsPositive) return;
        var settled = account.Add(new AccountFact.Repaid(on, PaymentKey.From("last"), payoff));
        Assert.True(settled.IsRepaid, $"{settled.Outstanding} left");
        Assert.Equal(Money.Zero(Kes), settled.CreditBalance);
        var oneLess = account.Add(new AccountFact.Repaid(on, PaymentKey.From("last"), payoff - new Money(1, Kes)));
        Assert.False(oneLess.IsRepaid);
    });

    [Fact]
    public void Rescheduling_keeps_principal_and_what_was_paid() => Gen.Select(Accounts, Gen.Int[0, 100], Contracts).Sample((one, day, other) =>
    {
        var account = Pay(one.Account, one.Facts);
        if (account.IsRepaid || account.Terms.GraceMode == GraceMode.Capitalise || other.Terms.GraceMode == GraceMode.Capitalise) return;
        var after = account.Add(new AccountFact.Rescheduled(account.AsOf.AddDays(day), other.Terms, other.DurationPeriods));
        Assert.Equal(account.OutstandingPrincipal, after.OutstandingPrincipal);
        Assert.Equal(account.Repaid, after.Repaid);
        Assert.Equal(2, after.ScheduleVersion);
        Assert.Equal(Enumerable.Range(1, after.Instalments.Length), after.Instalments.Select(row => row.Number));
        var payoff = after.PayoffOn(after.AsOf);
        Assert.True(after.Add(new AccountFact.Repaid(after.AsOf, PaymentKey.From("last"), payoff)).IsRepaid);
    });

    private static LoanAccount Pay(LoanAccount account, IEnumerable<AccountFact> facts) => facts.Aggregate(account, (one, fact) => one.Add(fact));

    private static string Print(LoanAccount account) => JsonSerializer.Serialize(new
    {
        account.Instalments, account.CreditBalance, account.AsOf, account.Level,
        Allocations = account.Allocations.OrderBy(one => one.Key.Value).Select(one => one.Value),
    });
}
