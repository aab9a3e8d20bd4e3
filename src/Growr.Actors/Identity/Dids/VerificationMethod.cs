using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity.Dids;

/// <summary>One key of a DID.</summary>
/// <param name="Id">Full id, the DID and a fragment.</param>
/// <param name="Key">Its public half.</param>
/// <param name="RevokedAt">From when on it signs no more; what it signed before stays good.</param>
/// <param name="IsForAssertions">Whether it may sign credentials, status lists and results.</param>
public sealed record VerificationMethod(string Id, VerificationKey Key, DateTimeOffset? RevokedAt, bool IsForAssertions);
