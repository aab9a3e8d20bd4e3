using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>A verification result under its verifier's signature, as it travels to whoever decides about the loan.</summary>
public static class SignedResult
{
    /// <summary>Signs a result; the signer must be the verifier named in it.</summary>
    /// <exception cref="ArgumentException">It is another.</exception>
    public static VerificationResult Sign(VerificationResult result, ISigner verifier)
    {
        if (verifier.Did() != result.VerifierDid) throw new ArgumentException("Only the verifier signs a result.", nameof(verifier));
        var header = new JsonObject { ["alg"] = verifier.Algorithm, ["typ"] = Type, ["kid"] = verifier.KeyId };
        return result with { Signature = Jws.Sign(header, Payload(result), verifier) };
    }

    /// <summary>Whether the verifier named in a result signed exactly this result.</summary>
    public static bool IsSigned(VerificationResult result, IDidResolver resolver)
    {
        if (!Jws.TryParse(result.Signature, IdentityLimits.JwsCharsMax, out var jws) || jws.Type != Type) return false;
        if (jws.KeyId?.StartsWith(result.VerifierDid + "#", StringComparison.Ordinal) != true) return false;
        if (resolver.Resolve(result.VerifierDid)?.AssertionKey(jws.KeyId, result.CheckedAt) is not { } key || !jws.IsSignedBy(key)) return false;
        return JsonElement.DeepEquals(jws.Payload, JsonSerializer.SerializeToElement(Payload(result)));
    }

    /// <summary>SHA-256 of the signed result, lower hex: names it without saying what is in it.</summary>
    public static string HashOf(VerificationResult result) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(result.Signature)));

    private static JsonObject Payload(VerificationResult result) => new()
    {
        ["resultId"] = result.ResultId,
        ["projectKey"] = result.Project.Value,
        ["criteriaVersion"] = result.CriteriaVersion,
        ["subjectDid"] = result.SubjectDid,
        ["verifierDid"] = result.VerifierDid,
        ["loan"] = new JsonObject
        {
            ["amount"] = Amount(result.Loan.Amount),
            ["duration"] = result.Loan.Duration,
            ["instalment"] = Amount(result.Loan.Instalment),
        },
        ["eligible"] = result.IsEligible,
        ["checks"] = new JsonArray([.. result.Checks.Select(Check)]),
        ["pricingTier"] = result.PricingTier,
        ["iat"] = result.CheckedAt.ToUnixTimeSeconds(),
        ["exp"] = result.ExpiresAt.ToUnixTimeSeconds(),
    };

    private static JsonObject Check(VerificationCheck check)
    {
        var json = new JsonObject { ["check"] = check.Check, ["ok"] = check.IsOk };
        if (check.CredentialId is not null) json["credentialId"] = check.CredentialId;
        if (check.Code is not null) json["code"] = check.Code;
        if (check.Reason is not null) json["reason"] = check.Reason;
        return json;
    }

    private static JsonObject Amount(Money money) => new() { ["amount"] = money.ToDecimalString(), ["currency"] = money.Currency.Code };

    private const string Type = "growr-result+jwt";
}
