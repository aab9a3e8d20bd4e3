using System.Text.Json.Nodes;
using Growr.Actors.Books;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Projects;
using static Growr.Actors.Tests.Books.Coop;

namespace Growr.Actors.Tests.Books;

public sealed class FullBookTests
{
    private readonly Coop _coop = new();

    private Ledger Ledger => _coop.Ledger;

    [Fact]
    public void A_loan_stands_in_its_book_with_every_field_of_its_record()
    {
        var loan = _coop.Lend(1, Shillings(12_347_00));
        _coop.RepayCash(loan, Shillings(1_000_00));
        var row = Ledger.Book("loans")[BookKeys.Loan(Public, loan.Value)];
        string[] fields =
        [
            "key", "projectKey", "organizationId", "userDid", "verifierDid", "status", "type", "startDate", "endDate", "duration",
            "interestRate", "disbursementFee", "cashBackRate", "gracePeriod", "currency", "contractAmount", "interestAmount",
            "commitmentAmount", "repaidAmount", "schedule", "scheduleVersion", "criteriaVersion", "verificationResultHash",
            "contractHash", "signature", "disbursement", "creditBalance", "daysPastDue", "bucket", "rescheduledCount", "v",
        ];
        Assert.DoesNotContain(fields, field => row[field] is null);
        Assert.Equal("18", (string?)row["interestRate"]);
        Assert.Equal("246.94", (string?)row["disbursementFee"]);
        Assert.Equal("KES", (string?)row["currency"]);
        Assert.Equal(["at", "method"], Names(row["signature"]));
        Assert.Equal(["amount", "at", "on", "paymentKey", "rail", "target"], Names(row["disbursement"]));
        Assert.Equal(
            ["due", "fee", "interest", "n", "paidFee", "paidInterest", "paidPenalty", "paidPrincipal", "penalty", "principal"],
            Names(row["schedule"]![0]));
    }

    [Fact]
    public void What_happens_to_a_loan_is_told_by_type_in_the_order_of_its_numbers()
    {
        var loan = _coop.Lend(1, Shillings(12_347_00));
        var payment = _coop.RepayCash(loan, Shillings(1_000_00));
        _coop.Reverse(payment);
        Ledger.EndDays(130);
        _coop.RepayCash(loan, _coop.View(loan).OutstandingAmount);
        var events = Ledger.Book("loans").Where(row => row.Key.StartsWith($"le/{loan}/", StringComparison.Ordinal)).Select(row => row.Value).ToList();
        Assert.Equal(["APPLIED", "APPROVED", "SIGNED", "DISBURSED", "REPAYMENT", "REVERSAL", "FEE", "DEFAULTED", "REPAYMENT", "REPAID"],
            events.Select(row => (string)row["type"]!).Where((type, i) => type != "FEE" || i == 6));
        Assert.Equal(events.Select(row => (long)row["seq"]!).Order(), events.Select(row => (long)row["seq"]!));
        Assert.All(events, row => Assert.Equal(["actor", "at", "data", "seq", "type", "v"], Names(row)));
    }

    [Fact]
    public void The_status_index_moves_with_the_loan()
    {
        var (loan, _) = _coop.Apply(1, Shillings(12_347_00));
        AssertIndexed(loan, "APPROVED");
        _coop.Sign(loan);
        _coop.PayOut(loan);
        AssertIndexed(loan, "DISBURSED");
        _coop.RepayCash(loan, _coop.View(loan).OutstandingAmount);
        AssertIndexed(loan, "REPAID");
    }

    [Fact]
    public void A_declined_application_stands_with_every_reason_and_no_loan()
    {
        var verification = Passed with { IsEligible = false, Failures = [new FailedCheck(10, Codes.NotEligible, "membership has ended.")] };
        var (loan, reply) = _coop.Apply(1, Shillings(70_000_00), duration: 20, verification: verification);
        var reasons = Assert.IsType<Replies.Refused>(reply).Refusal.Reasons;
        Assert.Equal(3, reasons.Length);
        var (key, row) = Assert.Single(Ledger.Book("loans"));
        Assert.Equal(BookKeys.Declined(Public, loan), key);
        Assert.Equal(reasons, row["reasons"]!.AsArray().Select(reason => (string)reason!));
    }

    [Fact]
    public void A_project_stands_with_every_field_of_its_record()
    {
        var row = Ledger.Book("projects")[BookKeys.Project(Public)];
        string[] fields =
        [
            "key", "status", "organizationId", "userId", "name", "description", "isPublic", "startDate", "endDate", "amount", "currency",
            "eligibilityCriteria", "criteriaVersion", "loanType", "loanMinDuration", "loanMaxDuration", "loanMinAmount", "loanMaxAmount",
            "isInviteOnly", "loanTerms", "repaymentModel", "debtSharing", "riskDepositRate", "approvalMode", "disbursementTargets",
            "leveragePolicy", "funding", "impact", "v",
        ];
        Assert.DoesNotContain(fields, field => row[field] is null);
        Assert.Equal("ACTIVE", (string?)row["funding"]![0]!["status"]);
        Assert.Equal("KEqz7", (string?)row["funding"]![0]!["bank"]!["account"]);
    }

    [Fact]
    public void A_funding_row_tells_its_way_and_ends_reverted_by_another()
    {
        _coop.Fund(Public, Shillings(50_001_00), "chain");
        var key = _coop.FundingRows[^1];
        Ledger.Do(new FundingCommands.AttachReceipt(AccountOf(Public), Ledger.Next(), ActorId.System, key, "jws"));
        var row = Ledger.Book("funding")[BookKeys.Funding(Public, 2)];
        Assert.Equal(
            ["amount", "at", "currency", "fundingAddress", "fundingId", "fundingNetwork", "fundingToken", "fundingType", "intentId", "investorRef", "key",
                "kind", "paymentType", "projectKey", "proof", "receipt", "repaymentAddress", "seq", "status", "tranche", "v", "valueDate"],
            Names(row));
        Assert.Equal("BTC", (string?)row["fundingToken"]);
        Ledger.Do(new FundingCommands.Revert(AccountOf(Public), Ledger.Next(), Ledger.Admin, new FundingKey("back"), key, "x", Ledger.Today));
        Assert.Equal("REVERTED", (string?)Ledger.Book("funding")[BookKeys.Funding(Public, 2)]["status"]);
        Assert.Equal(key.Value, (string?)Ledger.Book("funding")[BookKeys.Funding(Public, 3)]["reverts"]);
    }

    [Fact]
    public void A_payment_shows_that_a_code_is_open_but_never_the_code()
    {
        var loan = _coop.Lend(1, Shillings(12_347_00));
        var payment = new PaymentKey("p");
        Ledger.Do(new PaymentCommands.RequestPaymentCode(Id(payment), Ledger.Next(), Ledger.Agent, loan, Public, PaymentRail.Cash,
            Shillings(500_00), Ledger.Today, new string('c', 64)));
        _coop.Confirm(payment, isRight: false);
        var row = Ledger.Book("payments")[BookKeys.Payment(loan, payment)];
        Assert.Equal("PENDING", (string?)row["status"]);
        Assert.Equal(["attempts", "expiresAt"], Names(row["code"]));
        Assert.Equal(1, (int?)row["code"]!["attempts"]);
        Ledger.Do(new PaymentCommands.FailPayment(Id(payment), Ledger.Next(), Ledger.Admin, "changed mind"));
        Assert.Null(Ledger.Book("payments")[BookKeys.Payment(loan, payment)]["code"]);
        Assert.DoesNotContain(Ledger.Rows("payments"), row => row.Value!.ToJsonString().Contains("cccc", StringComparison.Ordinal));
    }

    [Fact]
    public void A_loan_whose_payout_came_back_after_a_new_plan_still_has_a_record()
    {
        var loan = _coop.Lend(1, Shillings(12_347_00));
        Ledger.Do(new LoanCommands.ProposeReschedule(Id(loan), Ledger.Next(), Ledger.Admin, _coop.View(loan).Terms, 9, "flood"));
        Ledger.Do(new LoanCommands.ConfirmProposal(Id(loan), Ledger.Next(), Ledger.Second, Ledger.Today));
        _coop.Reverse(_coop.Payments[^1]);
        var row = Ledger.Book("loans")[BookKeys.Loan(Public, loan.Value)];
        Assert.Equal(("APPROVED", 0), ((string?)row["status"], (int?)row["rescheduledCount"]));
    }

    [Fact]
    public void Steps_between_entities_leave_no_row()
    {
        var manual = new Coop(isManual: true);
        var (loan, _) = manual.Apply(1, Shillings(12_347_00));
        manual.Ledger.Do(new LoanCommands.Approve(Id(loan), manual.Ledger.Next(), Ledger.Admin, manual.Ledger.Today));
        manual.Sign(loan);
        manual.PayOut(loan);
        manual.Reverse(manual.RepayCash(loan, Shillings(1_000_00)));
        Type[] inner =
        [
            typeof(LoanEvents.NoticeTaken), typeof(LoanEvents.ApprovalBegun), typeof(ProjectEvents.FundingChangeBegun), typeof(ProjectEvents.LoanReserved),
            typeof(PaymentEvents.StepTaken), typeof(PaymentEvents.ReversalBegun),
            typeof(FundingEvents.FundsReserved), typeof(LoanEvents.ReservationGranted),
        ];
        var seen = new HashSet<Type>();
        foreach (var kind in AllBooks.Kinds.Where(kind => !kind.IsPublic))
        {
            var book = kind.Open();
            foreach (var entry in manual.Ledger.Entries)
            {
                var rows = book.Project(entry).ToList();
                if (!inner.Contains(entry.Event.GetType())) continue;
                seen.Add(entry.Event.GetType());
                Assert.Empty(rows);
            }
        }
        Assert.Equal(inner.Length, seen.Count);
    }

    [Fact]
    public void No_event_writes_a_row_twice()
    {
        foreach (var kind in AllBooks.Kinds)
        {
            var book = kind.Open();
            foreach (var entry in History.Example().Ledger.Entries)
                Assert.Equal(0, book.Project(entry).GroupBy(row => row.Key).Count(key => key.Count() > 1));
        }
    }

    private void AssertIndexed(LoanKey loan, string status) =>
        Assert.Equal([$"x/status/{status}/{loan}"], Ledger.Book("loans").Keys.Where(key => key.StartsWith("x/", StringComparison.Ordinal)));

    private static IEnumerable<string> Names(JsonNode? node) => node!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal);
}
