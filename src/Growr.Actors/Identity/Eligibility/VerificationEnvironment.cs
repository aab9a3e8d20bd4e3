using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Status;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>What a verifier believes at one moment: keys of issuers, whom to trust, and the newest status lists.</summary>
public sealed record VerificationEnvironment(IDidResolver Dids, TrustRegistry Issuers, IStatusListSource StatusLists);
