using System.Text.Json;
using Growr.Actors.Identity.Rules;

namespace Growr.Actors.Tests.Identity.Rules;

public sealed class RuleTests
{
    private const string Data = """
        {"today":"2026-06-30","kyc":{"birthdate":"2008-02-29","level":"BASIC"},"fin":{"in":"100.10","out":"0.1","nothing":null},
         "end":[{"strength":4},{"strength":2},{"strength":3}],"partly":[{"strength":4},{}],"loan":{"amount":"500"}}
        """;

    [Theory]
    [InlineData("""{"and":[{"==":[{"var":"kyc.level"},"STANDARD"]},{">":[{"var":"gone.x"},1]}]}""", "FALSE:/and/0", "MISSING:gone.x")]
    [InlineData("""{"and":[true,{"and":[true,{"<":[2,1]}]},{"or":[false,{"<":[2,1]}]}]}""", "FALSE:/and/1/and/1", "FALSE:/and/2")]
    [InlineData("""{"<":[2,1]}""", "FALSE:/")]
    [InlineData("""{"!":[{"==":[{"var":"a.b"},1]}]}""", "MISSING:a.b")]
    [InlineData("""{"and":[{"or":[true,{"==":[{"var":"a.b"},1]}]},{"<":[2,1]}]}""", "FALSE:/and/1")]
    public void A_rule_that_is_not_true_says_every_reason(string rule, params string[] reasons)
    {
        var outcome = Evaluate(rule);
        Assert.False(outcome.IsTrue);
        Assert.Equal(reasons, outcome.Reasons);
    }

    [Theory]
    [InlineData("""{"or":[{"==":[{"var":"gone"},1]},true]}""", true)]
    [InlineData("""{"or":[{"==":[{"var":"gone"},1]},false]}""", false)]
    [InlineData("""{"!":[{"and":[{"==":[{"var":"gone"},1]},false]}]}""", true)]
    [InlineData("""{"!":[{"and":[{"==":[{"var":"gone"},1]},true]}]}""", false)]
    [InlineData("""{"!":[{"any":[{"var":"partly"},{"<":[{"var":"item.strength"},3]}]}]}""", false)]
    [InlineData("""{"any":[{"var":"partly"},{">":[{"var":"item.strength"},3]}]}""", true)]
    [InlineData("""{"<=":[{"count":[{"var":"partly"},{"<":[{"var":"item.strength"},3]}]},0]}""", false)]
    [InlineData("""{">=":[{"count":[{"var":"end"},{">=":[{"var":"item.strength"},3]}]},2]}""", true)]
    [InlineData("""{"if":[{"==":[{"var":"gone"},1]},true,true]}""", false)]
    [InlineData("""{"missing":["gone.x","kyc.level"]}""", true)]
    [InlineData("""{"exists":["kyc.level"]}""", true)]
    public void What_is_missing_makes_unknown_and_unknown_is_never_true(string rule, bool expected) =>
        Assert.Equal(expected, Evaluate(rule).IsTrue);

    [Theory]
    [InlineData("""{"==":[{"+":[{"var":"fin.in"},{"var":"fin.out"}]},"100.2"]}""")]
    [InlineData("""{"==":[{"*":["99999999999999999999","99999999999999999999"]},{"-":[{"*":["99999999999999999999","100000000000000000000"]},"99999999999999999999"]}]}""")]
    [InlineData("""{"==":[{"round":["2.5",0]},2]}""")]
    [InlineData("""{"==":[{"round":["-2.51",1]},"-2.5"]}""")]
    [InlineData("""{"==":[{"round":["3.5",0]},4]}""")]
    [InlineData("""{"==":[{"/":["-2","3"]},"-0.666666666667"]}""")]
    [InlineData("""{"==":[{"age":["2008-02-29","2026-03-01"]},18]}""")]
    [InlineData("""{"==":[{"dateAdd":["2024-02-29",1,"year"]},"2025-02-28"]}""")]
    [InlineData("""{"==":[{"dateAdd":["2026-01-01",-1,"week"]},"2025-12-25"]}""")]
    [InlineData("""{"<":["2025-12-31","2026-01-01"]}""")]
    [InlineData("""{"==":[{"max":[1,"3.0",2]},3]}""")]
    [InlineData("""{"==":[{"sum":[["1.5",2]]},"3.5"]}""")]
    [InlineData("""{"==":[{"len":[{"var":"end"}]},3]}""")]
    [InlineData("""{"startsWith":[{"var":"kyc.level"},"BA"]}""")]
    [InlineData("""{"in":["1.0",[2,1]]}""")]
    [InlineData("""{"==":[{"var":["gone",7]},7]}""")]
    [InlineData("""{"==":[{"coalesce":[{"var":"fin.nothing"},5]},5]}""")]
    [InlineData("""{"!=":["18",true]}""")]
    public void Numbers_and_dates_are_exact(string rule) => Assert.True(Evaluate(rule).IsTrue);

    [Theory]
    [InlineData("""{"<":["KE","UG"]}""", RuleErrors.Type)]
    [InlineData("""{"<":["2026-02-30","2026-03-01"]}""", RuleErrors.Type)]
    [InlineData("""{"and":["yes"]}""", RuleErrors.Type)]
    [InlineData("""{"!":[0]}""", RuleErrors.Type)]
    [InlineData("""{"+":[1,"x"]}""", RuleErrors.Type)]
    [InlineData("""{"!=":[{"var":"kyc"},"UG"]}""", RuleErrors.Type)]
    [InlineData("""{"dateAdd":["9999-12-31",1,"day"]}""", RuleErrors.Type)]
    [InlineData("""{"dateAdd":["2026-01-01",999999999,"week"]}""", RuleErrors.Type)]
    [InlineData("""{"dateDiff":["2026-01-01","2026-01-02","hour"]}""", RuleErrors.Type)]
    [InlineData("""{"round":[1,13]}""", RuleErrors.Type)]
    [InlineData("""{"and":[{"/":[1,0]}]}""", RuleErrors.DivisionByZero)]
    public void An_error_fails_closed_with_its_name(string rule, string error)
    {
        var outcome = Evaluate(rule);
        Assert.False(outcome.IsTrue);
        Assert.Equal(error, outcome.Error);
        Assert.Contains(error, outcome.Reasons);
    }

    [Theory]
    [InlineData("""{"matches":["a","b"]}""", RuleErrors.Syntax)]
    [InlineData("""{"==":[1]}""", RuleErrors.Syntax)]
    [InlineData("""{"==":[1,1],"!=":[1,2]}""", RuleErrors.Syntax)]
    [InlineData("{}", RuleErrors.Syntax)]
    [InlineData("""{"var":[{"var":"x"}]}""", RuleErrors.Syntax)]
    [InlineData("""{"==":[1e3,1000]}""", RuleErrors.Type)]
    [InlineData("""{"==":[11111111111111111111111111111111111111111,1]}""", RuleErrors.Type)]
    public void Other_shapes_are_no_rules(string rule, string error)
    {
        Assert.False(Rule.TryParse(JsonDocument.Parse(rule).RootElement, out _, out var found));
        Assert.Equal(error, found);
    }

    [Fact]
    public void Too_deep_and_too_large_rules_are_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"!":[""", 33)) + "true" + string.Concat(Enumerable.Repeat("]}", 33));
        var large = $$"""{"and":[{{string.Join(',', Enumerable.Repeat("true", 512))}}]}""";
        Assert.All([deep, large], json =>
        {
            Assert.False(Rule.TryParse(JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 100 }).RootElement, out _, out var error));
            Assert.Equal(RuleErrors.TooLarge, error);
        });
    }

    [Fact]
    public void Lists_in_lists_cannot_be_made_to_take_for_ever()
    {
        var list = $"[{string.Join(',', Enumerable.Repeat("1", 1000))}]";
        var rule = """{"any":[{"var":"l"},{"any":[{"var":"l"},{"any":[{"var":"l"},{"==":[{"var":"item"},2]}]}]}]}""";
        Assert.True(Rule.TryParse(JsonDocument.Parse(rule).RootElement, out var parsed, out _));
        Assert.Equal(RuleErrors.TooLarge, parsed.Evaluate(JsonDocument.Parse($$"""{"l":{{list}}}""").RootElement).Error);
    }

    [Fact]
    public void A_rule_knows_what_it_reads()
    {
        var json = """
            {"and":[{">=":[{"age":[{"var":"kyc.birthdate"},{"var":"today"}]},18]},{"exists":["fin.in"]},
             {">=":[{"count":[{"var":"end"},{">=":[{"var":"item.strength"},3]}]},2]},{"any":[{"var":"fin.products"},{"==":[{"var":"item"},"W"]}]}]}
            """;
        Assert.True(Rule.TryParse(JsonDocument.Parse(json).RootElement, out var rule, out _));
        Assert.Equal(["end.*.strength", "fin.in", "fin.products.*", "kyc.birthdate", "today"], rule.Reads());
    }

    private static RuleOutcome Evaluate(string json)
    {
        Assert.True(Rule.TryParse(JsonDocument.Parse(json).RootElement, out var rule, out var error), error);
        return rule.Evaluate(JsonDocument.Parse(Data).RootElement);
    }
}
