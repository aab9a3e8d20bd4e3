using System.Collections.Immutable;

namespace Growr.Actors.Identity.Credentials;

/// <summary>The answer about one presentation.</summary>
/// <param name="Failures">Everything found, in the order of the checks.</param>
/// <param name="Credential">
/// What was shown, only when issuer, holder, form and schema are proven. Its times may still have failed, and its status and
/// the trust in its issuer are not looked at here.
/// </param>
public sealed record CredentialVerification(ImmutableArray<CredentialFailure> Failures, PresentedCredential? Credential)
{
    public bool IsValid => Failures.IsEmpty && Credential is not null;
}
