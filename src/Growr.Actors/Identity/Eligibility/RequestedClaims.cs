using System.Collections.Immutable;
using System.Text.Json;
using Growr.Actors.Identity.Rules;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>Which claims of which credential a request asks for: those the criteria name and those their rules read, no others.</summary>
public static class RequestedClaims
{
    public static ImmutableArray<ClaimPath> Of(EligibilityCriteria criteria, CriteriaCredential credential) =>
    [
        .. credential.Claims
            .Concat(credential.EqualTo.Select(entry => entry.Path))
            .Concat(RulesOf(criteria).SelectMany(ReadsOf).Select(path => Below(credential, path)).OfType<ClaimPath>())
            .Concat(criteria.Affordability?.CredentialId == credential.Id ? Affordability : [])
            .Distinct(),
    ];

    private static IEnumerable<JsonElement> RulesOf(EligibilityCriteria criteria) => [criteria.Rule, .. criteria.Pricing.Select(tier => tier.When)];

    private static IEnumerable<string> ReadsOf(JsonElement json) => Rule.TryParse(json, out var rule, out _) ? rule.Reads() : [];

    // The rule sees a credential that may be shown several times as a list; the list is not part of the path inside one of them.
    private static ClaimPath? Below(CriteriaCredential credential, string path)
    {
        var names = path.Split('.');
        var skip = credential.IsMultiple ? 2 : 1;
        if (names[0] != credential.Id || names.Length <= skip || credential.IsMultiple && names[1] != "*") return null;
        return ClaimPath.Of([.. names[skip..].Select(name => name == "*" ? null : name)]);
    }

    private static readonly ClaimPath[] Affordability =
        [ClaimPath.Of("currency"), ClaimPath.Of("avg_monthly_inflow"), ClaimPath.Of("avg_monthly_outflow")];
}
