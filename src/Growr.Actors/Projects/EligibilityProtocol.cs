using System.Collections.Immutable;
using System.Text.Json;

namespace Growr.Actors.Projects;

/// <summary>What a borrower must prove for a loan of a project: which credentials, which of their claims, and the rule over them.</summary>
public sealed record EligibilityCriteria
{
    /// <summary>Grows with every change; a verification result names the version it was made for.</summary>
    public required int Version { get; init; }

    public required ImmutableArray<CriteriaCredential> Credentials { get; init; }

    /// <summary>Alternatives. Without any, every credential must be shown.</summary>
    public ImmutableArray<CriteriaSet> Sets { get; init; } = [];

    /// <summary>The rule, in the rule language.</summary>
    public required JsonElement Rule { get; init; }

    public ImmutableArray<PricingTier> Pricing { get; init; } = [];

    /// <summary>Check 15, where it is wanted: how much of the proven net income an instalment may take.</summary>
    public AffordabilityTerms? Affordability { get; init; }

    /// <summary>Text ids for the borrower, by reason code.</summary>
    public ImmutableDictionary<string, string> DeclineTexts { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The object as it was written.</summary>
    public required string Json { get; init; }

    /// <summary>Reads criteria strictly: unknown fields, wrong shapes and unknown ids are refused.</summary>
    /// <returns>False, with what to mend in <paramref name="faults"/>.</returns>
    public static bool TryParse(string? json, out EligibilityCriteria criteria, out ImmutableArray<string> faults) =>
        CriteriaReader.TryRead(json, out criteria, out faults);
}

/// <summary>One credential asked for.</summary>
/// <param name="Id">Its name in the rule and in the request.</param>
/// <param name="Types">Types (vct) that will do.</param>
/// <param name="Issuers">Where not empty, only these issuers.</param>
/// <param name="MinIssuerLevel">Where set, the trust registry must know the issuer at this level or a nearer one.</param>
/// <param name="MaxAgeDays">Oldest issuing date that will do.</param>
/// <param name="Claims">Claims that must be shown besides those the rule reads.</param>
/// <param name="EqualTo">Claims that must have one of some values; the request tells them.</param>
/// <param name="IsMultiple">Whether several may be shown; the rule then sees a list.</param>
public sealed record CriteriaCredential(
    string Id, ImmutableArray<string> Types, ImmutableArray<string> Issuers, IssuerLevel? MinIssuerLevel, int? MaxAgeDays,
    ImmutableArray<ClaimPath> Claims, ImmutableArray<ClaimValues> EqualTo, bool IsMultiple);

/// <summary>Combinations of credential ids of which one must be complete, if required.</summary>
public sealed record CriteriaSet(ImmutableArray<ImmutableArray<string>> Options, bool IsRequired);

/// <summary>A claim and the values that will do.</summary>
public sealed record ClaimValues(ClaimPath Path, ImmutableArray<JsonElement> Values);

/// <summary>Better terms for those for whom a rule holds. The first that is true counts.</summary>
/// <param name="When">A rule.</param>
/// <param name="InterestRate">Percent per year as a decimal string; never above the project's.</param>
/// <param name="LoanMaxAmount">Decimal string in the project's currency; never above the project's.</param>
public sealed record PricingTier(JsonElement When, string? InterestRate, string? LoanMaxAmount);

/// <summary>An instalment may take at most a share of inflow minus outflow that a financial-data credential proves.</summary>
/// <param name="CredentialId">Which credential of the criteria.</param>
/// <param name="MaxShare">Decimal string, such as "0.5".</param>
public sealed record AffordabilityTerms(string CredentialId, string MaxShare);

/// <summary>How near a trusted issuer is; the smaller the nearer.</summary>
public enum IssuerLevel
{
    Self,
    Local,
    Network,
}

/// <summary>Names from the outside of a credential to a claim; null stands for every element of a list.</summary>
public sealed record ClaimPath(ImmutableArray<string?> Names)
{
    /// <summary>The credential itself, all its claims.</summary>
    public static ClaimPath Whole { get; } = new(ImmutableArray<string?>.Empty);

    public static ClaimPath Of(params string?[] names) => new(ImmutableArray.Create(names));

    public ClaimPath Below(string? name) => new(Names.Add(name));

    public bool Equals(ClaimPath? other) => other is not null && Names.SequenceEqual(other.Names);

    public override int GetHashCode() => Names.Aggregate(17, HashCode.Combine);

    /// <summary>With dots, as rules write it.</summary>
    public override string ToString() => string.Join('.', Names.Select(name => name ?? "*"));

    /// <summary>Whether the other path begins with this one.</summary>
    public bool Leads(ClaimPath other) => other.Names.Length >= Names.Length && Names.SequenceEqual(other.Names.Take(Names.Length));
}
