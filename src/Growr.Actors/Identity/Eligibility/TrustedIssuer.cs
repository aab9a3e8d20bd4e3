using System.Collections.Immutable;
using Growr.Actors.Common;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>One issuer that an organization trusts, for some categories and a time.</summary>
/// <param name="Did">Whom.</param>
/// <param name="Categories">For which categories.</param>
/// <param name="Level">How near the issuer is.</param>
/// <param name="ValidFrom">From when on.</param>
/// <param name="ValidUntil">Until when, or null.</param>
/// <param name="Projects">Only for these projects; for all when empty.</param>
public sealed record TrustedIssuer(
    string Did, ImmutableArray<string> Categories, IssuerLevel Level, DateTimeOffset ValidFrom, DateTimeOffset? ValidUntil,
    ImmutableArray<ProjectKey> Projects)
{
    public bool HoldsAt(DateTimeOffset time) => time >= ValidFrom && (ValidUntil is not { } end || time < end);
}
