using System.Collections.Immutable;
using Growr.Actors.Common;
using Growr.Actors.Lending;
using static Growr.Actors.Tests.Lending.LendingVector;

namespace Growr.Actors.Tests.Lending;

public sealed class CommunityClosingTests
{
    private static readonly Currency Usd = Currency.Parse("USD");

    [Fact]
    public void Deposits_cover_losses_and_the_rest_returns_as_in_the_vector()
    {
        var vector = Open("L19-community-deposit-cashback");
        var (project, expected) = (vector.Root["project"]!, vector.Root["expected"]!);
        var loans = vector.Root["loans"]!.AsArray().Select(one => new CommunityLoan(LoanKey.From(Text(one!["id"])!), Amount(one["principal"]),
            IsRepaid: Amount(one["lossPrincipal"]).IsZero, one["onTime"]!.GetValue<bool>(), Amount(one["depositPaid"]),
            Amount(one["lossPrincipal"]))).ToImmutableArray();
        var closing = CommunityClosing.Of(loans, RateE4.Parse(Text(project["cashBackRatePct"])!),
            RateE4.Parse(Text(project["repaymentRatioThresholdPct"])!));
        vector.SameAmount(expected["depositPool"], closing.DepositPool);
        vector.SameAmount(expected["lossesCovered"], closing.LossesCovered);
        vector.SameAmount(expected["poolLeft"], closing.PoolLeft);
        vector.Same(Text(expected["repaymentRatioPct"]), closing.RepaymentRatio.ToFixedString());
        foreach (var (loan, amount) in expected["refundDeposits"]!.AsObject())
            vector.SameAmount(amount, closing.DepositRefunds[LoanKey.From(loan)]);
        foreach (var (loan, amount) in expected["cashBack"]!.AsObject()) vector.SameAmount(amount, closing.CashBacks[LoanKey.From(loan)]);
        vector.Same(expected["cashBack"]!.AsObject().Count, closing.CashBacks.Count);
        foreach (var (loan, source) in loans.Zip(vector.Root["loans"]!.AsArray()))
            vector.SameAmount(source!["depositPaid"], RateE4.Parse(Text(project["riskDepositRatePct"])!) is var rate && loan.DepositPaid.IsPositive
                ? loan.Principal.Share(rate, RoundingMode.HalfEven)
                : Money.Zero(Usd));
        vector.Finish(15);
    }

    [Fact]
    public void A_community_that_repaid_too_little_gets_no_cash_back()
    {
        var loans = ImmutableArray.Create(
            new CommunityLoan(LoanKey.From("a"), Money.Parse("100.00", Usd), true, true, Money.Zero(Usd), Money.Zero(Usd)),
            new CommunityLoan(LoanKey.From("b"), Money.Parse("100.00", Usd), false, false, Money.Zero(Usd), Money.Parse("50.00", Usd)));
        var closing = CommunityClosing.Of(loans, RateE4.FromPercent(2), RateE4.FromPercent(80));
        Assert.Empty(closing.CashBacks);
        Assert.Equal("50.00", closing.LossesUncovered.ToDecimalString());
    }

    private static Money Amount(System.Text.Json.Nodes.JsonNode? node) => Money.Parse(Text(node)!, Usd);
}
