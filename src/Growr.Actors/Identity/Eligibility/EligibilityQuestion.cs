using System.Collections.Immutable;
using Growr.Actors.Common;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>Everything an eligibility check looks at.</summary>
public sealed record EligibilityQuestion
{
    /// <summary>Made at the edge.</summary>
    public required string ResultId { get; init; }

    public required ProjectKey Project { get; init; }

    public required EligibilityCriteria Criteria { get; init; }

    /// <summary>The verifier's DID, the nonce of the request, and now.</summary>
    public required PresentationTerms Terms { get; init; }

    /// <summary>End of the request the nonce belongs to.</summary>
    public required DateTimeOffset RequestExpiresAt { get; init; }

    /// <summary>
    /// The borrower's pairwise DID, as the Identity service of the node derived it.
    /// LIMIT: nothing in a presentation proves that the holder's key and this DID are one person; the deriving service vouches for it.
    /// </summary>
    public required string SubjectDid { get; init; }

    /// <summary>The borrower's holder key where the node knows it; credentials of anyone else are then refused.</summary>
    public VerificationKey? Holder { get; init; }

    public required ImmutableArray<Presentation> Presentations { get; init; }

    public required LoanFacts Loan { get; init; }

    /// <summary>The organization's business date.</summary>
    public required DateOnly Today { get; init; }
}
