using System.Text.Json.Nodes;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity.Credentials;

/// <summary>What a credential says of itself after its disclosures are put back. Holds personal data: never stored, never logged.</summary>
public sealed record PresentedCredential(
    string Issuer, string KeyId, string Type, DateTimeOffset IssuedAt, DateTimeOffset? NotBefore, DateTimeOffset ExpiresAt,
    VerificationKey Holder, StatusReference? Status, JsonObject Payload)
{
    /// <summary>The claims of the category, without those every credential has.</summary>
    public JsonObject CategoryClaims()
    {
        var claims = (JsonObject)Payload.DeepClone();
        foreach (var name in Registered) claims.Remove(name);
        return claims;
    }

    /// <summary>Type and issuer only.</summary>
    public override string ToString() => $"{Type} by {Issuer}";

    private static readonly string[] Registered = ["iss", "sub", "iat", "nbf", "exp", "jti", "vct", "cnf", "status"];
}
