using System.Text.Json.Nodes;
using Growr.Actors.Books;
using Growr.Actors.Common;
using Growr.Actors.Lending;
using static Growr.Actors.Tests.Books.Coop;

namespace Growr.Actors.Tests.Books;

/// <summary>Monthly figures: exact where five persons or more stand behind them and behind what changed; silent elsewhere.</summary>
public sealed class FigureTests
{
    private readonly Coop _coop = new();
    private readonly List<LoanKey> _loans = [];

    [Fact]
    public void Figures_of_a_month_are_what_stood_at_the_end_of_its_last_day_and_appear_a_day_later()
    {
        Lend(6);
        _coop.Ledger.GoTo(2026, 2, 1);
        Assert.Empty(Months());
        foreach (var loan in _loans) _coop.RepayCash(loan, Shillings(1_000_00));
        _coop.Ledger.EndDay();
        var figures = Assert.Single(Months());
        Assert.Equal(("2026-01", "60000.00", "0.00"), ((string?)figures["month"], (string?)figures["disbursed"], (string?)figures["repaid"]));
    }

    [Fact]
    public void Nothing_is_said_of_four_borrowers()
    {
        Lend(4);
        _coop.Lend(3, Shillings(10_000_00), Public2());
        _coop.Ledger.GoTo(2026, 4, 3);
        Assert.Empty(Months());
    }

    [Fact]
    public void A_sum_of_which_one_person_has_more_than_half_is_left_out_with_its_mean()
    {
        Lend(5);
        _coop.Lend(9, Shillings(50_000_01));
        _coop.Ledger.GoTo(2026, 2, 3);
        var figures = Assert.Single(Months());
        Assert.Equal(6, (int?)figures["borrowers"]);
        Assert.All((string[])["disbursed", "averageSize", "outstandingPrincipal", "par30Percent"], name => Assert.Null(figures[name]));
    }

    [Fact]
    public void Half_of_a_sum_is_not_too_much()
    {
        Lend(5);
        _coop.Lend(9, Shillings(50_000_00));
        _coop.Ledger.GoTo(2026, 2, 3);
        Assert.Equal("100000.00", (string?)Assert.Single(Months())["disbursed"]);
    }

    [Fact]
    public void A_month_in_which_one_person_paid_says_no_sum_and_the_next_says_it_with_others()
    {
        Lend(6);
        _coop.Ledger.GoTo(2026, 2, 5);
        _coop.RepayCash(_loans[0], Shillings(1_000_00));
        _coop.Ledger.GoTo(2026, 3, 5);
        foreach (var loan in _loans) _coop.RepayCash(loan, Shillings(1_000_00));
        _coop.Ledger.GoTo(2026, 4, 3);
        Assert.Equal(["0.00", null, "7000.00"], Months().Select(month => (string?)month["repaid"]));
        Assert.Equal(["60000.00", null, "60000.00"], Months().Select(month => (string?)month["disbursed"]));
    }

    [Fact]
    public void One_payment_hidden_among_new_loans_says_no_sum()
    {
        Lend(6);
        _coop.Ledger.GoTo(2026, 2, 5);
        _coop.RepayCash(_loans[0], Shillings(1_000_00));
        for (var person = 20; person < 26; person++) _coop.Lend(person, Shillings(10_000_00));
        _coop.Ledger.GoTo(2026, 3, 3);
        // The principal of the one payment would be the change of what was disbursed less the change of what is outstanding.
        Assert.Equal([true, false], Months().Select(month => month["outstandingPrincipal"] is not null));
        Assert.Equal([true, false], Months().Select(month => month["disbursed"] is not null));
    }

    [Fact]
    public void Principal_of_one_person_hidden_behind_the_interest_of_others_says_no_sum()
    {
        Lend(10);
        _coop.Ledger.GoTo(2026, 2, 5);
        _coop.RepayCash(_loans[0], Shillings(1_000_00));
        foreach (var loan in _loans[1..]) _coop.RepayCash(loan, Shillings(150_00));
        for (var person = 20; person < 26; person++) _coop.Lend(person, Shillings(10_000_00));
        _coop.Ledger.GoTo(2026, 3, 3);
        Assert.Equal([true, false], Months().Select(month => month["outstandingPrincipal"] is not null));
    }

    [Fact]
    public void A_share_at_risk_is_silent_where_few_are_late_and_where_few_are_not()
    {
        Lend(12);
        foreach (var loan in _loans[..1]) Owe(loan);
        // All but one settle; the one who is late stays unsaid, and so does the balance that would tell it.
        foreach (var loan in _loans[1..]) _coop.RepayCash(loan, _coop.View(loan).OutstandingAmount);
        _coop.Ledger.GoTo(2026, 5, 3);
        Assert.All(Months(), month => Assert.Null(month["outstandingPrincipal"]));
        Assert.All(Months(), month => Assert.Null(month["par30Percent"]));
    }

    [Theory]
    [InlineData(6, 6, 50)]
    [InlineData(4, 8, null)]
    [InlineData(8, 4, null)]
    [InlineData(0, 12, 0)]
    [InlineData(12, 0, 100)]
    public void A_share_at_risk_needs_five_who_are_late_and_five_who_are_not(int late, int punctual, int? par30)
    {
        Lend(late + punctual);
        _coop.Ledger.GoTo(2026, 2, 4);
        foreach (var loan in _loans[late..]) _coop.RepayCash(loan, Shillings(5_500_00));
        foreach (var loan in _loans[..late]) _coop.RepayCash(loan, Shillings(1_000_00));
        _coop.Ledger.GoTo(2026, 4, 3);
        var march = Months()[^1];
        Assert.Equal("2026-03", (string?)march["month"]);
        if (par30 is 50) Assert.InRange((int)march["par30Percent"]!, 51, 70);
        else Assert.Equal(par30, (int?)march["par30Percent"]);
    }

    [Fact]
    public void Few_losses_are_not_told()
    {
        Lend(12);
        _coop.Ledger.GoTo(2026, 9, 1);
        WriteOff(_loans[..2]);
        _coop.Ledger.GoTo(2026, 10, 2);
        Assert.Null(Months()[^1]["writtenOffLoans"]);
        Assert.Null(Months()[^1]["writtenOff"]);
        WriteOff(_loans[2..6]);
        _coop.Ledger.GoTo(2026, 11, 2);
        Assert.Equal((6, "60000.00", "60000.00"),
            ((int?)Months()[^1]["writtenOffLoans"], (string?)Months()[^1]["writtenOff"], (string?)Months()[^1]["outstandingPrincipal"]));
    }

    [Fact]
    public void Payments_are_told_by_rail_where_five_persons_stand_behind_each()
    {
        Lend(10);
        foreach (var loan in _loans[..5]) _coop.RepayCash(loan, Shillings(1_001_00));
        foreach (var loan in _loans[5..]) _coop.RepayMobile(loan, Shillings(2_002_00));
        _coop.Ledger.GoTo(2026, 2, 3);
        Assert.Equal(["DISBURSEMENT CASH 10 98000.00", "REPAYMENT CASH 5 5005.00", "REPAYMENT MOBILE_MONEY 5 10010.00"], Cells("2026-01"));
    }

    [Fact]
    public void Rails_are_told_together_when_one_of_them_would_point_at_few()
    {
        Lend(8);
        foreach (var loan in _loans[..6]) _coop.RepayCash(loan, Shillings(1_001_00));
        foreach (var loan in _loans[6..]) _coop.RepayMobile(loan, Shillings(1_002_00));
        _coop.Ledger.GoTo(2026, 2, 3);
        Assert.Equal("REPAYMENT ALL 8 8010.00", Cells("2026-01")[^1]);
    }

    [Fact]
    public void Few_payments_are_carried_over_to_the_next_month()
    {
        Lend(6);
        _coop.RepayCash(_loans[0], Shillings(1_001_00));
        _coop.Ledger.GoTo(2026, 2, 3);
        Assert.Equal(["DISBURSEMENT CASH 6 58800.00"], Cells("2026-01"));
        foreach (var loan in _loans) _coop.RepayCash(loan, Shillings(1_000_00));
        _coop.Ledger.GoTo(2026, 3, 3);
        Assert.Equal(["REPAYMENT CASH 7 7001.00"], Cells("2026-02"));
        Assert.Equal("2026-01", (string?)_coop.Ledger.Book("payments", isPublic: true)[BookKeys.PaymentMonth(Public, "2026-02")]["cells"]![0]!["since"]);
    }

    [Fact]
    public void A_payment_taken_back_after_it_was_told_counts_against_the_next_month()
    {
        Lend(6);
        var payments = _loans.ConvertAll(loan => _coop.RepayCash(loan, Shillings(1_000_00)));
        _coop.Ledger.GoTo(2026, 2, 3);
        _coop.Reverse(payments[0]);
        foreach (var loan in _loans) _coop.RepayCash(loan, Shillings(1_000_00));
        _coop.Ledger.GoTo(2026, 3, 3);
        Assert.Equal(["REPAYMENT CASH 6 5000.00"], Cells("2026-02"));
        Assert.Equal("11000.00", (string?)Months()[^1]["repaid"]);
    }

    [Fact]
    public void A_private_project_has_no_figures()
    {
        Lend(6);
        _coop.Publish(isPublic: false);
        _coop.Ledger.GoTo(2026, 3, 3);
        Assert.Empty(_coop.Ledger.Book("loans", isPublic: true));
        Assert.Empty(_coop.Ledger.Book("payments", isPublic: true));
    }

    private void Lend(int count)
    {
        for (var i = 0; i < count; i++) _loans.Add(_coop.Lend(_loans.Count, Shillings(10_000_00)));
    }

    private void WriteOff(IEnumerable<LoanKey> loans)
    {
        var ledger = _coop.Ledger;
        foreach (var loan in loans)
        {
            ledger.Do(new LoanCommands.ProposeWriteOff(Id(loan), ledger.Next(), Ledger.Admin, ledger.Today, "gone"));
            ledger.Do(new LoanCommands.ConfirmProposal(Id(loan), ledger.Next(), Ledger.Second, ledger.Today));
        }
    }

    private void Owe(LoanKey loan) => _coop.RepayCash(loan, Shillings(100_00));

    private ProjectKey Public2()
    {
        var other = new ProjectKey("cows");
        _coop.Open(other, isPublic: true);
        return other;
    }

    private List<JsonObject> Months() =>
        [.. _coop.Ledger.Book("loans", isPublic: true).Where(row => row.Key.StartsWith("agg/", StringComparison.Ordinal)).Select(row => row.Value)];

    private List<string> Cells(string month) =>
        [.. _coop.Ledger.Book("payments", isPublic: true)[BookKeys.PaymentMonth(Public, month)]["cells"]!.AsArray()
            .Select(cell => $"{cell!["direction"]} {cell["rail"]} {cell["count"]} {cell["sum"]}")];
}
