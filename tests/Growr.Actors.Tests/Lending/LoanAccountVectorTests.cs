using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Lending;
using static Growr.Actors.Tests.Lending.LendingVector;

namespace Growr.Actors.Tests.Lending;

/// <summary>Allocation, arrears and prepayment against the vectors.</summary>
public sealed class LoanAccountVectorTests
{
    private static readonly Currency Usd = Currency.Parse("USD");

    [Fact]
    public void Repayments_of_a_fixed_plan_are_allocated_as_in_the_vector()
    {
        var vector = Open("L14-repayments-fixed-plan");
        var account = OpenAccount(vector.Root["params"]!, terms => terms with { CashBackRate = RateE4.FromPercent(2) });
        foreach (var (expected, at) in vector.Root["events"]!.AsArray().Select((one, at) => (one!, at)))
        {
            if (Text(expected["date"]) == Text(vector.Root["arrearsBeforeLatePayment"]!["asOf"]))
                CompareArrears(vector, vector.Root["arrearsBeforeLatePayment"]!, account);
            account = PayAndCompare(vector, expected, account, at);
        }
        foreach (var (expected, one) in vector.Root["paidOn"]!.AsArray().Zip(account.Instalments))
        {
            vector.Same(Date(expected!["due"]), one.DueOn);
            vector.Same(Date(expected["paidOn"]), one.SettledOn);
            vector.Same(expected["daysLate"]!.GetValue<int>(), Math.Max(0, account.DaysLate(one.DueOn, one.SettledOn!.Value)));
        }
        var final = vector.Root["final"]!;
        vector.Same("REPAID", account.IsRepaid ? Text(final["status"]) : null);
        vector.SameAmount(final["repaidAmount"], account.Repaid);
        vector.SameAmount(final["creditBalance"], account.CreditBalance);
        vector.SameAmount(final["cashBackDue"], account.CashBack);
        var tolerant = account with { Contract = account.Contract with { Terms = account.Contract.Terms with { ToleranceDays = 7 } } };
        vector.SameAmount(vector.Root["ifToleranceDays7"]!["cashBackDue"], tolerant.CashBack);
        vector.Finish(70);
    }

    [Theory]
    [InlineData("L15-prepay-reduce-term")]
    [InlineData("L16-prepay-reduce-instalment")]
    public void Prepayments_change_the_plan_as_in_the_vector(string id)
    {
        var vector = Open(id);
        var account = OpenAccount(vector.Root["params"]!);
        foreach (var (payment, at) in vector.Root["payments"]!.AsArray().Select((one, at) => (one!, at)))
            account = account.Add(new AccountFact.Repaid(Date(payment["date"]), PaymentKey.From($"p{at}"), Amount(payment["amount"])));
        var (rows, balance) = (vector.Root["schedule"]!.AsArray(), account.Contract.Amount);
        vector.Same(rows.Count, account.Instalments.Length);
        foreach (var (expected, one) in rows.Zip(account.Instalments))
        {
            balance -= one.Principal;
            vector.Same(expected!["n"]!.GetValue<int>(), one.Number);
            vector.Same(Date(expected["due"]), one.DueOn);
            vector.Same(expected["days"]!.GetValue<int>(), one.Period.Days);
            vector.SameAmount(expected["principal"], one.Principal);
            vector.SameAmount(expected["interest"], one.Interest);
            vector.SameAmount(expected["total"], one.Total);
            vector.SameAmount(expected["balanceAfter"], balance);
            vector.Same(Text(expected["paid"]), one.Paid.IsZero ? null : one.Paid.ToDecimalString());
        }
        vector.SameAmount(vector.Root["totals"]!["principal"], account.Sum(one => one.Principal));
        vector.SameAmount(vector.Root["totals"]!["interest"], account.Sum(one => one.Interest));
        vector.SameAmount(vector.Root["totals"]!["total"], account.Sum(one => one.Total));
        vector.Finish(40);
    }

    [Fact]
    public void Arrears_age_into_default_and_write_off_as_in_the_vector()
    {
        var vector = Open("L17-arrears-default-writeoff");
        var given = vector.Root["params"]!;
        var account = OpenAccount(given, terms => terms with
        {
            DefaultAfterDays = given["defaultAfterDays"]!.GetValue<int>(), WriteOffAfterDays = given["writeOffAfterDays"]!.GetValue<int>(),
            Penalty = new PenaltyTerms { LateFee = Amount(given["lateFee"]!["amount"]), AfterDays = given["lateFee"]!["afterDays"]!.GetValue<int>() },
        });
        var payments = vector.Root["events"]!.AsArray().Select(one => one!).ToList();
        var observations = vector.Root["observations"]!.AsArray().ToDictionary(one => Date(one!["asOf"]), one => one!);
        var fees = vector.Root["lateFees"]!.AsArray().Select(one => (Date(one!["date"]), one["instalment"]!.GetValue<int>(), Text(one["amount"]))).ToList();
        var charged = new List<(DateOnly, int, string?)>();
        for (var day = account.DisbursedOn.AddDays(1); day <= new DateOnly(2026, 9, 29); day = day.AddDays(1))
        {
            var before = account;
            account = account.AdvanceTo(day);
            charged.AddRange(account.Instalments.Select(one => (day, one.Number, Charge: one.Penalty - before.Instalments[one.Number - 1].Penalty))
                .Where(one => one.Charge.IsPositive).Select(one => (one.day, one.Number, (string?)one.Charge.ToDecimalString())));
            foreach (var (expected, at) in payments.Select((one, at) => (one, at)).Where(one => Date(one.one["date"]) == day))
                account = PayAndCompare(vector, expected, account, at);
            if (observations.TryGetValue(day, out var observation)) CompareArrears(vector, observation, account);
        }
        vector.Same(fees, charged);
        vector.SameAmount(vector.Root["expected"]!["writtenOffPrincipal"], account.OutstandingPrincipal);
        account = account.Add(new AccountFact.WrittenOff(account.AsOf));
        account = PayAndCompare(vector, payments[3], account, 3);
        CompareAllocation(vector, vector.Root["expected"]!["recoveryAllocation"]!.AsArray(), account.Allocations[PaymentKey.From("p3")]);
        vector.Finish(150);
    }

    private static LoanAccount OpenAccount(JsonNode parameters, Func<LoanTerms, LoanTerms>? change = null)
    {
        var contract = ContractOf(parameters);
        return LoanAccount.Open(contract with { Terms = change?.Invoke(contract.Terms) ?? contract.Terms }, Date(parameters["start"]));
    }

    private static LoanAccount PayAndCompare(LendingVector vector, JsonNode expected, LoanAccount account, int at)
    {
        var payment = PaymentKey.From($"p{at}");
        account = account.Add(new AccountFact.Repaid(Date(expected["date"]), payment, Amount(expected["amount"])));
        CompareAllocation(vector, expected["allocation"]!.AsArray(), account.Allocations[payment]);
        vector.SameAmount(expected["credited"], account.Allocations[payment].Credited);
        vector.SameAmount(expected["outstandingAfter"], account.Outstanding);
        return account;
    }

    private static void CompareAllocation(LendingVector vector, JsonArray expected, RepaymentAllocation actual)
    {
        vector.Same(expected.Count, actual.Lines.Length);
        foreach (var (line, one) in expected.Zip(actual.Lines))
        {
            vector.Same(line!["instalment"]!.GetValue<int>(), one.Instalment);
            vector.Same(Text(line["penalty"]) ?? "0.00", one.Penalty.ToDecimalString());
            vector.Same(Text(line["fee"]) ?? "0.00", one.Fee.ToDecimalString());
            vector.Same(Text(line["interest"]) ?? "0.00", one.Interest.ToDecimalString());
            vector.Same(Text(line["principal"]) ?? "0.00", one.Principal.ToDecimalString());
        }
    }

    private static void CompareArrears(LendingVector vector, JsonNode expected, LoanAccount account)
    {
        var arrears = account.ArrearsOn(Date(expected["asOf"]));
        vector.Same(expected["oldestUnpaidDue"] is { } due ? Date(due) : null, arrears.OldestUnpaidDueOn);
        vector.Same(expected["daysPastDue"]!.GetValue<int>(), arrears.DaysPastDue);
        vector.Same(Text(expected["bucket"]), JsonSerializer(arrears.Bucket));
        vector.SameAmount(expected["overdue"]!["penalty"], arrears.Penalty);
        vector.SameAmount(expected["overdue"]!["fee"], arrears.Fee);
        vector.SameAmount(expected["overdue"]!["interest"], arrears.Interest);
        vector.SameAmount(expected["overdue"]!["principal"], arrears.Principal);
        vector.SameAmount(expected["overdueTotal"], arrears.Total);
        vector.SameAmount(expected["outstandingPrincipal"], account.OutstandingPrincipal);
    }

    private static string JsonSerializer(ArrearsBucket bucket) => JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(bucket))!.GetValue<string>();

    private static Money Amount(JsonNode? node) => Money.Parse(Text(node)!, Usd);
}
