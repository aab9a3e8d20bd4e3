using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>
/// The request made from criteria, as a DCQL query. Issuers, ages, rules and thresholds are not in it: it tells a wallet what to
/// show, not what would pass.
/// </summary>
public static class PresentationRequest
{
    public static JsonObject ToDcql(EligibilityCriteria criteria)
    {
        var query = new JsonObject { ["credentials"] = new JsonArray([.. criteria.Credentials.Select(credential => Credential(criteria, credential))]) };
        if (criteria.Sets.IsEmpty) return query;
        query["credential_sets"] = new JsonArray([.. criteria.Sets.Select(set => new JsonObject
        {
            ["options"] = new JsonArray([.. set.Options.Select(option => Texts(option))]),
            ["required"] = set.IsRequired,
        })]);
        return query;
    }

    private static JsonObject Credential(EligibilityCriteria criteria, CriteriaCredential credential)
    {
        var query = new JsonObject
        {
            ["id"] = credential.Id,
            ["format"] = "dc+sd-jwt",
            ["meta"] = new JsonObject { ["vct_values"] = Texts(credential.Types) },
            ["require_cryptographic_holder_binding"] = true,
        };
        if (credential.IsMultiple) query["multiple"] = true;
        var paths = RequestedClaims.Of(criteria, credential);
        if (!paths.IsEmpty) query["claims"] = new JsonArray([.. paths.Select((path, i) => Claim(credential, path, i))]);
        return query;
    }

    private static JsonObject Claim(CriteriaCredential credential, ClaimPath path, int index)
    {
        var claim = new JsonObject { ["id"] = $"c{index}", ["path"] = Texts(path.Names) };
        if (credential.EqualTo.FirstOrDefault(entry => entry.Path == path) is { } equal)
            claim["values"] = new JsonArray([.. equal.Values.Select(value => JsonValue.Create<JsonElement>(value))]);
        return claim;
    }

    private static JsonArray Texts(IEnumerable<string?> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
