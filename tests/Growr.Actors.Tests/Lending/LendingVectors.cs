using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Lending;

namespace Growr.Actors.Tests.Lending;

/// <summary>Reads the files of Golden/lending, made by its generate.mjs, and counts what was compared.</summary>
internal sealed class LendingVector
{
    private LendingVector(string id, JsonNode root) => (Id, Root) = (id, root);

    public string Id { get; }
    public JsonNode Root { get; }
    public int Checks { get; private set; }

    public static LendingVector Open(string id) =>
        new(id, JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "lending", id + ".json")))!);

    public void Same<T>(T expected, T actual)
    {
        Assert.Equal(expected, actual);
        Checks++;
    }

    /// <summary>Compares a decimal string of the file with an amount.</summary>
    public void SameAmount(JsonNode? expected, Money actual) => Same(Text(expected), actual.ToDecimalString());

    /// <summary>Writes the count and refuses a test that compared next to nothing.</summary>
    public void Finish(int checksMin)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{Id}: {Checks} checks");
        Assert.True(Checks >= checksMin, $"{Id}: {Checks} checks, at least {checksMin} expected");
    }

    public static string? Text(JsonNode? node) => node?.GetValue<string>();
    public static DateOnly Date(JsonNode? node) => DateOnly.ParseExact(Text(node)!, "yyyy-MM-dd");

    public static Currency CurrencyOf(JsonNode parameters) => Currency.Parse(Text(parameters["currency"]) ?? "USD");

    /// <summary>The contract a file's parameters describe.</summary>
    public static LoanContract ContractOf(JsonNode parameters)
    {
        var currency = CurrencyOf(parameters);
        var terms = new LoanTerms
        {
            Type = Enum.Parse<LoanType>(Text(parameters["method"])!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            InterestRate = RateE4.Parse(Text(parameters["rate"])!),
            DayCount = Text(parameters["dayCount"]) switch
            {
                null or "30/360" => DayCount.Thirty360,
                "ACT/360" => DayCount.Actual360,
                "ACT/365" => DayCount.Actual365,
                var other => throw new FormatException(other),
            },
            PeriodUnit = parameters["everyDays"] is null ? PeriodUnit.Month : PeriodUnit.Day,
            PeriodEvery = parameters["everyDays"]?.GetValue<int>() ?? 1,
            CurrencyMultiple = parameters["currencyMultiple"]?.GetValue<long>() ?? 1,
            InstalmentMultiple = parameters["instalmentMultiple"]?.GetValue<long>(),
            GracePeriod = parameters["principalGrace"]?.GetValue<int>() ?? 0,
            InterestGracePeriod = parameters["interestGrace"]?.GetValue<int>(),
            GraceMode = Text(parameters["interestGraceMode"]) is "DEFER" ? GraceMode.Defer : GraceMode.InterestPaid,
            ContractInstalment = Text(parameters["contractInstalment"]) is { } level ? Money.Parse(level, currency) : null,
            PrepaymentMode = Text(parameters["prepaymentMode"]) switch
            {
                null => PrepaymentMode.NextInstalment,
                "REDUCE_TERM" => PrepaymentMode.ReduceTerm,
                "REDUCE_INSTALMENT" => PrepaymentMode.ReduceInstalment,
                var other => throw new FormatException(other),
            },
        };
        return new LoanContract(terms, Money.Parse(Text(parameters["principal"])!, currency), parameters["n"]!.GetValue<int>());
    }

    public static RepaymentSchedule ScheduleOf(JsonNode parameters) => RepaymentSchedule.Of(ContractOf(parameters),
        Date(parameters["start"]), parameters["scheduleStart"] is { } anchor ? Date(anchor) : null);
}
