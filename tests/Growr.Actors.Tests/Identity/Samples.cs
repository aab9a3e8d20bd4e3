using System.Text.Json.Nodes;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Identity.Schemas;

namespace Growr.Actors.Tests.Identity;

/// <summary>Credentials to try things on: the sample claims of the vector files, changed where a test asks.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Issued = Vectors.At(1_767_225_600); // 2026-01-01
    public static readonly DateTimeOffset Now = Issued.AddDays(30);
    public const string StatusUri = "https://issuer.example.org/status/1";

    public static JsonObject Claims(string category) => JsonObject.Create(Vectors.Load("sd-jwt-vc-" + category).GetProperty("claims"))!;

    public static string Credential(
        string category, Action<JsonObject>? change = null, ISigner? issuer = null, VerificationKey? holder = null,
        DateTimeOffset? issuedAt = null, DateTimeOffset? expiresAt = null, long? statusIndex = 0)
    {
        var claims = Claims(category);
        change?.Invoke(claims);
        var order = new CredentialOrder(CredentialCategory.Named(category)!, claims, holder ?? Vectors.Holder.Key, issuedAt ?? Issued,
            expiresAt ?? Issued.AddYears(1), statusIndex is { } index ? new StatusReference(StatusUri, index) : null);
        Assert.True(SdJwtIssuer.TryIssue(order, issuer ?? Vectors.Issuer, new CountingSalts(), out var credential, out _));
        return credential;
    }

    public static PresentationTerms Terms(string nonce = "n-1") => new(Vectors.Verifier, nonce, Now);
}
