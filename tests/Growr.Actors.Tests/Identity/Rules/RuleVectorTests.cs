using System.Text.Json;
using Growr.Actors.Identity.Rules;

namespace Growr.Actors.Tests.Identity.Rules;

public sealed class RuleVectorTests
{
    [Theory]
    [InlineData("common", 10)]
    [InlineData("own", 16)]
    public void Every_rule_comes_to_what_the_file_says(string group, int rules)
    {
        var file = Vectors.Load("rules");
        var checks = 0;
        foreach (var vector in file.GetProperty(group).EnumerateArray())
        {
            var json = vector.GetProperty("rule");
            Assert.True(Rule.TryParse(json, out var rule, out _), json.GetRawText());
            var outcome = rule.Evaluate(file.GetProperty("data"));
            var expected = vector.GetProperty("expected");
            if (expected.ValueKind == JsonValueKind.Null) Assert.Equal(RuleErrors.DivisionByZero, outcome.Error);
            else Assert.Equal(RuleValue.Of(expected), outcome.Value);
            checks++;
        }
        Vectors.Report("rules", checks, rules);
    }
}
