using System.Text.Json;
using Growr.Actors.Common;
using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Identity.Schemas;

namespace Growr.Actors.Identity.Credentials;

/// <summary>
/// Verifies a presentation: the issuer's signature, every disclosure, the times, the schema and the holder's key binding, in that
/// order, and collects everything that fails. Status and trust follow, with what this returns. Takes any text without throwing.
/// </summary>
public static class SdJwtVerifier
{
    public static CredentialVerification Verify(string text, PresentationTerms terms, IDidResolver resolver)
    {
        if (!SdJwtText.TrySplit(text, out var parts) || !Jws.TryParse(parts.IssuerJwt, IdentityLimits.PresentationCharsMax, out var issuerJwt))
            return new CredentialVerification([new CredentialFailure(CredentialFault.Malformed)], null);
        var failures = new List<CredentialFailure>();
        void Require(bool condition, CredentialFault fault, string? path = null)
        {
            if (!condition) failures.Add(new CredentialFailure(fault, path));
        }

        Require(issuerJwt.Type is "dc+sd-jwt" or "vc+sd-jwt", CredentialFault.TypeNotAllowed);
        Require(Algorithms.IsAllowed(issuerJwt.Algorithm), CredentialFault.AlgorithmNotAllowed);
        CheckIssuer(issuerJwt, resolver, Require);
        var rebuilt = DisclosedPayload.Rebuild(issuerJwt.Payload, parts.Disclosures);
        failures.AddRange(rebuilt.Failures);
        if (!CredentialReader.TryRead(issuerJwt, rebuilt.Claims, out var credential))
        {
            Require(false, CredentialFault.Malformed);
            return new CredentialVerification([.. failures], null);
        }
        CheckTimes(credential, terms.Now, Require);
        CheckSchema(credential, Require);
        CheckKeyBinding(parts, credential.Holder, terms, Require);
        var isAuthentic = failures.All(failure => failure.Check == TimesCheck);
        return new CredentialVerification([.. failures], isAuthentic ? credential : null);
    }

    private static void CheckIssuer(Jws jws, IDidResolver resolver, Action<bool, CredentialFault, string?> require)
    {
        var issuer = jws.Payload.Text("iss");
        if (issuer is null || issuer.Length > IdentityLimits.DidCharsMax || jws.KeyId?.StartsWith(issuer + "#", StringComparison.Ordinal) != true)
        {
            require(false, CredentialFault.IssuerIsNotSigner, null);
            return;
        }
        // A key that was retired later still vouches for what it signed before.
        var signedAt = CredentialReader.TryTime(jws.Payload, "iat", out var time) ? time : DateTimeOffset.MaxValue;
        var key = resolver.Resolve(issuer)?.AssertionKey(jws.KeyId, signedAt);
        require(key is not null, CredentialFault.IssuerUnresolved, null);
        if (key is not null) require(jws.IsSignedBy(key), CredentialFault.IssuerSignature, null);
    }

    private static void CheckTimes(PresentedCredential credential, DateTimeOffset now, Action<bool, CredentialFault, string?> require)
    {
        var start = credential.NotBefore is { } notBefore && notBefore > credential.IssuedAt ? notBefore : credential.IssuedAt;
        require(now < credential.ExpiresAt + IdentityLimits.ClockSkew, CredentialFault.Expired, null);
        require(now + IdentityLimits.ClockSkew >= start, CredentialFault.NotYetValid, null);
    }

    private static void CheckSchema(PresentedCredential credential, Action<bool, CredentialFault, string?> require)
    {
        var category = CredentialCategory.OfType(credential.Type);
        require(category is not null, CredentialFault.UnknownCredentialType, null);
        if (category is null) return;
        var claims = JsonSerializer.SerializeToElement(credential.CategoryClaims());
        foreach (var path in category.FaultsOfShown(claims)) require(false, CredentialFault.ClaimsOutsideSchema, path);
    }

    private static void CheckKeyBinding(
        SdJwtText parts, VerificationKey holder, PresentationTerms terms, Action<bool, CredentialFault, string?> require)
    {
        if (parts.KeyBinding.Length == 0)
        {
            require(false, CredentialFault.KeyBindingMissing, null);
            return;
        }
        if (!Jws.TryParse(parts.KeyBinding, IdentityLimits.JwsCharsMax, out var binding) || binding.Type != "kb+jwt")
        {
            require(false, CredentialFault.KeyBindingMalformed, null);
            return;
        }
        require(Algorithms.IsAllowed(binding.Algorithm), CredentialFault.AlgorithmNotAllowed, null);
        require(binding.IsSignedBy(holder), CredentialFault.KeyBindingSignature, null);
        require(binding.Payload.Text("aud") == terms.Audience, CredentialFault.KeyBindingAudience, null);
        require(binding.Payload.Text("nonce") == terms.Nonce, CredentialFault.KeyBindingNonce, null);
        require(CredentialReader.TryTime(binding.Payload, "iat", out var madeAt)
            && (terms.Now - madeAt).Duration() <= IdentityLimits.KeyBindingAgeMax, CredentialFault.KeyBindingTime, null);
        require(binding.Payload.Text("sd_hash") == KeyBinding.HashOf(parts), CredentialFault.KeyBindingOtherPresentation, null);
    }

    private const int TimesCheck = 8;
}
