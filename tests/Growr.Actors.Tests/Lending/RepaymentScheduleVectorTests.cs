using System.Text.Json.Nodes;
using Growr.Actors.Lending;
using static Growr.Actors.Tests.Lending.LendingVector;

namespace Growr.Actors.Tests.Lending;

/// <summary>Every schedule of the vectors, most of them the rows another lending system printed.</summary>
public sealed class RepaymentScheduleVectorTests
{
    [Theory]
    [InlineData("L01-flat-12m", 80)]
    [InlineData("L02-flat-18m-multiple-1", 120)]
    [InlineData("L03-declining-18m-multiple-1", 120)]
    [InlineData("L04-declining-18m-act365", 120)]
    [InlineData("L05-declining-6m-act365", 40)]
    [InlineData("L06-declining-6m-30-360", 40)]
    [InlineData("L07-equal-principal-18m", 120)]
    [InlineData("L08-principal-grace-3", 120)]
    [InlineData("L09-grace-6-defer-interest-3", 120)]
    [InlineData("L10-stub-first-period", 40)]
    [InlineData("L11-currency-multiple-100", 160)]
    [InlineData("L11b-currency-multiple-100-grace-5", 160)]
    [InlineData("L12-bullet-seasonal-210d", 10)]
    [InlineData("L14-repayments-fixed-plan", 40)]
    [InlineData("L17-arrears-default-writeoff", 70)]
    [InlineData("L18-satoshi-loan", 30)]
    public void Schedule_and_disclosure_are_those_of_the_vector(string id, int checksMin)
    {
        var vector = Open(id);
        var schedule = ScheduleOf(vector.Root["params"]!);
        CompareRows(vector, vector.Root["schedule"]!.AsArray(), schedule);
        vector.SameAmount(vector.Root["totals"]!["principal"], schedule.Principal);
        vector.SameAmount(vector.Root["totals"]!["interest"], schedule.Interest);
        vector.SameAmount(vector.Root["totals"]!["total"], schedule.Total);
        if (vector.Root["disclosure"] is { } disclosure) CompareDisclosure(vector, disclosure, CostDisclosure.Of(schedule));
        vector.Finish(checksMin);
    }

    internal static void CompareRows(LendingVector vector, JsonArray expected, RepaymentSchedule schedule)
    {
        vector.Same(expected.Count, schedule.Rows.Length);
        foreach (var (row, actual) in expected.Zip(schedule.Rows))
        {
            vector.Same(row!["n"]!.GetValue<int>(), actual.Number);
            vector.Same(Date(row["from"]), actual.Period.FromOn);
            vector.Same(Date(row["due"]), actual.DueOn);
            vector.Same(row["days"]!.GetValue<int>(), actual.Period.Days);
            vector.SameAmount(row["principal"], actual.Principal);
            vector.SameAmount(row["interest"], actual.Interest);
            vector.SameAmount(row["total"], actual.Total);
            vector.SameAmount(row["balanceAfter"], actual.BalanceAfter);
        }
    }

    internal static void CompareDisclosure(LendingVector vector, JsonNode expected, CostDisclosure actual)
    {
        vector.SameAmount(expected["netDisbursed"], actual.NetDisbursed);
        vector.SameAmount(expected["totalCostOfCredit"], actual.TotalCostAfterCashBack);
        vector.Same(Text(expected["periodRatePct"]), actual.PeriodRateE6 is { } rate ? (rate / 1_000_000m).ToString("F6") : null);
        vector.Same(Text(expected["aprNominalPct"]), actual.NominalYearlyRate?.ToFixedString());
        vector.Same(Text(expected["eirPct"]), actual.EffectiveYearlyRate?.ToFixedString());
        vector.Same(Text(expected["eirByDatePct"]), actual.EffectiveYearlyRateByDate?.ToFixedString());
    }
}
