using System.Collections.Immutable;
using Growr.Actors.Common;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>The issuers an organization trusts now. Taking one out makes its credentials untrusted at once.</summary>
public sealed record TrustRegistry(ImmutableArray<TrustedIssuer> Issuers)
{
    /// <summary>Whether an issuer was trusted when it issued and still is, at a level or a nearer one.</summary>
    public bool Trusts(string did, string category, IssuerLevel farthest, ProjectKey project, DateTimeOffset issuedAt, DateTimeOffset now) =>
        Issuers.Any(issuer => issuer.Did == did && issuer.Categories.Contains(category) && issuer.Level <= farthest
            && (issuer.Projects.IsEmpty || issuer.Projects.Contains(project)) && issuer.HoldsAt(issuedAt) && issuer.HoldsAt(now));
}
