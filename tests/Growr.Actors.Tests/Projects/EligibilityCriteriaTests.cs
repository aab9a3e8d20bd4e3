using System.Text.Json.Nodes;
using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Identity.Eligibility;

namespace Growr.Actors.Tests.Projects;

public sealed class EligibilityCriteriaTests
{
    [Fact]
    public void Criteria_are_read_whole()
    {
        var criteria = new Scene().Criteria;
        Assert.Equal((3, 4, 1, 2), (criteria.Version, criteria.Credentials.Length, criteria.Sets.Length, criteria.Pricing.Length));
        Assert.Equal(("fin", "0.5"), (criteria.Affordability!.CredentialId, criteria.Affordability.MaxShare));
        Assert.Equal(365, criteria.Credentials[0].MaxAgeDays);
        Assert.Equal("too-young", criteria.DeclineTexts["FALSE:/and/0"]);
        Assert.Equal(Scene.CriteriaJson, criteria.Json);
    }

    [Theory]
    [InlineData("surprise", "1", "criteria: unknown field \"surprise\"")]
    [InlineData("version", "0", "version: a whole number from 1")]
    [InlineData("version", "1.5", "version: a whole number from 1")]
    [InlineData("credentials", "[]", "credentials: at least one")]
    [InlineData("credentials", "[{\"id\":\"loan\",\"categories\":[\"kyc\"]}]", "credentials[0].id: letters, digits, '-' or '_', and not a root of the rule language")]
    [InlineData("credentials", "[{\"id\":\"kyc\",\"categories\":[\"kyc\"],\"color\":1}]", "credentials[0]: unknown field \"color\"")]
    [InlineData("credentials", "[{\"id\":\"kyc\",\"categories\":[\"kyc\"],\"maxAgeDays\":-1}]", "credentials[0].maxAgeDays: days, from 1")]
    [InlineData("credentials", "[{\"id\":\"kyc\",\"categories\":[\"kyc\"],\"minIssuerLevel\":\"BEST\"}]", "credentials[0].minIssuerLevel: SELF, LOCAL or NETWORK")]
    [InlineData("credentials", "[{\"id\":\"kyc\",\"categories\":[\"kyc\"],\"claims\":[\"birthdate\"]}]", "credentials[0].claims: a path is a list of names")]
    [InlineData("sets", "[{\"options\":[[\"gone\"]]}]", "sets[0].options: lists of credential ids")]
    [InlineData("rule", "null", "rule: missing")]
    [InlineData("pricing", "[{\"when\":{\"==\":[1,1]},\"set\":{\"interestRate\":\"1e3\"}}]", "pricing[0].interestRate: percent as a decimal string")]
    [InlineData("pricing", "[{\"when\":{\"==\":[1,1]},\"set\":{\"interestRate\":\"12.00001\"}}]", "pricing[0].interestRate: percent as a decimal string")]
    [InlineData("pricing", "[{\"when\":{\"==\":[1,1]},\"set\":{\"interestRate\":\"9999999999999999\"}}]", "pricing[0].interestRate: percent as a decimal string")]
    [InlineData("pricing", "[{\"when\":{\"==\":[1,1]},\"set\":{\"loanMaxAmount\":\"-5\"}}]", "pricing[0].loanMaxAmount: a decimal string")]
    [InlineData("affordability", "{\"credential\":\"kyc\",\"maxShare\":\"0.5\"}", "affordability.credential: the id of a single financial-data credential")]
    [InlineData("declineTexts", "{\"a\":1}", "declineTexts: text ids by reason")]
    public void What_is_wrong_with_criteria_is_said(string field, string value, string fault)
    {
        var json = JsonNode.Parse("""{"version":1,"credentials":[{"id":"kyc","categories":["kyc"]}],"rule":{"==":[1,1]}}""")!.AsObject();
        json[field] = JsonNode.Parse(value);
        Assert.False(EligibilityCriteria.TryParse(json.ToJsonString(), out _, out var faults));
        Assert.Contains(fault, faults);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"version\":1,\"version\":2}")]
    public void Other_text_is_no_criteria(string text) => Assert.False(EligibilityCriteria.TryParse(text, out _, out _));

    [Fact]
    public void Oversize_criteria_are_refused() => Assert.False(EligibilityCriteria.TryParse(Scene.CriteriaJson + new string(' ', 70_000), out _, out _));

    [Fact]
    public void A_pricing_limit_must_be_an_amount_of_the_projects_currency()
    {
        Assert.True(EligibilityCriteria.TryParse(Scene.CriteriaJson.Replace("40000", "40000.123", StringComparison.Ordinal), out var criteria, out _));
        Assert.Equal(["pricing: \"40000.123\" is not an amount in KES"], CriteriaProblems.Of(criteria, Scene.Kes));
        Assert.True(LoanEvidence.Of(new Scene { Criteria = criteria }.Check(), criteria).PricedAmountMax!.Value.IsZero);
    }

    [Theory]
    [InlineData("""{"==":[{"var":"kyc.shoe_size"},42]}""", "kyc: no type has a claim \"shoe_size\"")]
    [InlineData("""{"like":[1,2]}""", "rule: RULE_SYNTAX")]
    public void Criteria_nobody_can_meet_are_found_before_they_are_used(string rule, string problem)
    {
        Assert.True(EligibilityCriteria.TryParse($$"""{"version":1,"credentials":[{"id":"kyc","categories":["kyc"]}],"rule":{{rule}}}""", out var criteria, out _));
        Assert.Equal([problem], CriteriaProblems.Of(criteria));
    }
}
