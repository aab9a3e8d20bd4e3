using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Identity.Schemas;
using Growr.Actors.Projects;

namespace Growr.Actors.Tests.Identity.Eligibility;

public sealed class WalletChoiceTests
{
    [Fact]
    public void The_wallets_of_the_reference_are_answered_as_it_answers_them()
    {
        var file = Vectors.Load("dcql");
        var criteria = CriteriaOf(file.GetProperty("query"));
        var checks = 0;
        foreach (var vector in file.GetProperty("cases").EnumerateArray())
        {
            var wallet = vector.GetProperty("wallet").EnumerateArray().Select(Issue);
            var isAnswered = WalletChoice.TryChoose(criteria, wallet, Samples.Now, out var chosen, out var missing);
            Assert.Equal(vector.GetProperty("canBeSatisfied").GetBoolean(), isAnswered);
            Assert.Equal(isAnswered, missing.IsEmpty);
            if (isAnswered)
                Assert.Equal(vector.GetProperty("matchingOptions")[0].EnumerateArray().Select(id => id.GetString()), chosen.Select(one => one.CredentialId));
            checks += isAnswered ? 3 : 2;
        }
        Vectors.Report("dcql", checks, 15);
    }

    [Fact]
    public void The_request_made_from_criteria_is_the_query_of_the_reference()
    {
        var query = JsonObject.Create(Vectors.Load("dcql").GetProperty("query"))!;
        var made = PresentationRequest.ToDcql(CriteriaOf(Vectors.Load("dcql").GetProperty("query")));
        foreach (var credential in query["credentials"]!.AsArray())
        {
            credential!["require_cryptographic_holder_binding"] = true; // ours is always asked for by name
            var claims = credential["claims"]!.AsArray();
            for (var i = 0; i < claims.Count; i++) claims[i]!["id"] = $"c{i}"; // names are free
        }
        Assert.True(JsonNode.DeepEquals(query, made), made.ToJsonString());
        Vectors.Report("dcql", 1, 1);
    }

    [Fact]
    public void A_request_asks_for_what_the_rules_read_and_keeps_thresholds_to_itself()
    {
        var made = PresentationRequest.ToDcql(new Scene().Criteria);
        var paths = made["credentials"]!.AsArray().ToDictionary(
            one => one!["id"]!.GetValue<string>(), one => string.Join(' ', one!["claims"]!.AsArray().Select(claim => string.Join('.', claim!["path"]!.AsArray().Select(name => name!.ToString())))));
        Assert.Equal("kyc_level aml_clear address.country birthdate", paths["kyc"]);
        Assert.Equal("standing", paths["mem"]);
        Assert.Equal("strength", paths["end"]);
        Assert.Equal("avg_monthly_inflow account_age_months currency avg_monthly_outflow", paths["fin"]);
        Assert.DoesNotContain("KE", made.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("project-1", made.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_of_several_is_chosen_then_the_one_that_lasts_longest()
    {
        var older = Samples.Credential("kyc", issuedAt: Samples.Issued.AddDays(-9), expiresAt: Samples.Now.AddYears(5));
        var shorter = Samples.Credential("kyc", expiresAt: Samples.Now.AddDays(1));
        var longer = Samples.Credential("kyc", expiresAt: Samples.Now.AddDays(2));
        var over = Samples.Credential("kyc", issuedAt: Samples.Issued.AddDays(1), expiresAt: Samples.Now);
        Assert.Equal(longer, Choose(older, shorter, longer, over));
        Assert.Equal(older, Choose("no credential at all", older));
    }

    [Fact]
    public void Only_the_claims_asked_for_leave_the_wallet()
    {
        var shown = new Scene().Present().Single(one => one.CredentialId == "kyc").Text.Split('~')[1..^1]
            .Select(text => Growr.Actors.Identity.Credentials.Disclosure.TryParse(text, out var one) ? one.Name : null);
        Assert.Equal(["address", "aml_clear", "birthdate", "country", "kyc_level"], shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Several_endorsements_are_shown_together()
    {
        var scene = new Scene
        {
            Wallet = [Samples.Credential("kyc"), Samples.Credential("financial-data"), Samples.Credential("social-endorsement"),
                Samples.Credential("social-endorsement", claims => claims["strength"] = 3)],
        };
        Assert.Equal(2, scene.Present().Count(one => one.CredentialId == "end"));
        Assert.True(scene.Check().IsEligible);
    }

    private static string Choose(params string[] wallet)
    {
        var criteria = Scene.Parse("""{"version":1,"credentials":[{"id":"kyc","categories":["kyc"]}],"rule":{"==":[1,1]}}""");
        Assert.True(WalletChoice.TryChoose(criteria, wallet, Samples.Now, out var chosen, out _));
        return chosen.Single().Credential;
    }

    private static string Issue(JsonElement held)
    {
        var category = CredentialCategory.OfType(held.GetProperty("vct").GetString())!;
        return Samples.Credential(category.Name, claims =>
        {
            claims.Clear();
            foreach (var claim in held.GetProperty("claims").EnumerateObject()) claims[claim.Name] = JsonNode.Parse(claim.Value.GetRawText());
            if (claims["address"] is JsonObject address && !address.ContainsKey("country")) address["country"] = "KE";
        });
    }

    // The same question in our own words.
    private static EligibilityCriteria CriteriaOf(JsonElement query)
    {
        var credentials = query.GetProperty("credentials").EnumerateArray().Select(one => new JsonObject
        {
            ["id"] = one.GetProperty("id").GetString(),
            ["vct"] = JsonArray.Create(one.GetProperty("meta").GetProperty("vct_values")),
            ["multiple"] = one.TryGetProperty("multiple", out _),
            ["claims"] = new JsonArray([.. one.GetProperty("claims").EnumerateArray().Select(claim => JsonArray.Create(claim.GetProperty("path")))]),
            ["equals"] = new JsonArray([.. one.GetProperty("claims").EnumerateArray().Where(claim => claim.TryGetProperty("values", out _)).Select(claim =>
                new JsonObject { ["path"] = JsonArray.Create(claim.GetProperty("path")), ["values"] = JsonArray.Create(claim.GetProperty("values")) })]),
        });
        return Scene.Parse(new JsonObject
        {
            ["version"] = 1,
            ["credentials"] = new JsonArray([.. credentials]),
            ["sets"] = JsonArray.Create(query.GetProperty("credential_sets")),
            ["rule"] = new JsonObject { ["=="] = new JsonArray(1, 1) },
        }.ToJsonString());
    }
}
