using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity;

/// <summary>What an organization verifies with now: whom it trusts, and the key it signs results with.</summary>
public sealed record Verifier(VerificationEnvironment Environment, ISigner Signer)
{
    /// <summary>The DID that presentations must be made for.</summary>
    public string Did => Signer.Did();
}
