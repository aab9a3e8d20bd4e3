using System.Collections.Immutable;
using Growr.Actors.Common;
using Growr.Actors.Identity.Rules;
using Growr.Actors.Identity.Schemas;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>Finds criteria nobody could ever meet or that cannot be evaluated, before a project is opened with them.</summary>
public static class CriteriaProblems
{
    /// <summary>Everything found. With the project's currency, amounts of pricing tiers are looked at, too.</summary>
    public static ImmutableArray<string> Of(EligibilityCriteria criteria, Currency? currency = null)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        if (currency is not null)
            foreach (var tier in criteria.Pricing.Where(tier => tier.LoanMaxAmount is { } amount && !Money.TryParse(amount, currency, out _)))
                problems.Add($"pricing: \"{tier.LoanMaxAmount}\" is not an amount in {currency.Code}");
        if (!Rule.TryParse(criteria.Rule, out _, out var error)) problems.Add($"rule: {error}");
        for (var i = 0; i < criteria.Pricing.Length; i++)
            if (!Rule.TryParse(criteria.Pricing[i].When, out _, out error)) problems.Add($"pricing[{i}].when: {error}");
        foreach (var credential in criteria.Credentials)
        {
            foreach (var type in credential.Types.Where(type => CredentialCategory.OfType(type) is null))
                problems.Add($"{credential.Id}: type \"{type}\" is not known");
            foreach (var path in RequestedClaims.Of(criteria, credential).Where(path => path.Names.IsEmpty || !IsClaim(credential, path)))
                problems.Add($"{credential.Id}: no type has a claim \"{path}\"");
        }
        return problems.ToImmutable();
    }

    private static bool IsClaim(CriteriaCredential credential, ClaimPath path) =>
        path.Names[0] is { } name && credential.Types.Any(type => CredentialCategory.OfType(type)?.Knows(name) == true);
}
