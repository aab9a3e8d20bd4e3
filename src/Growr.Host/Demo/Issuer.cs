using System.Text.Json.Nodes;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Identity.Schemas;
using Growr.Actors.Identity.Status;

namespace Growr.Host.Demo;

/// <summary>A party of the story that vouches for people: signs credentials, and the list that says which of them still hold.</summary>
internal sealed class Issuer(ISigner signer)
{
    private const int BitsPerStatus = 2;
    private const int StatusesMax = 1024;

    private int _issued;

    public string Did => signer.Did();

    /// <summary>Where the status list stands; nobody fetches it here, the story hands it over.</summary>
    public string StatusUri => $"https://{signer.Key.ToJwk()["x"]}.example/status/1";

    /// <summary>The signed status list: everything issued still holds.</summary>
    public string StatusToken(DateTimeOffset at) => StatusListToken.Sign(
        StatusUri, StatusList.Of(BitsPerStatus, new int[StatusesMax]), at, at.AddYears(100), signer);

    /// <summary>Issues a credential to a holder's key, valid as long as its category usually is.</summary>
    public string Issue(string category, VerificationKey holder, DateTimeOffset at, JsonObject claims)
    {
        var kind = CredentialCategory.Named(category)!;
        var order = new CredentialOrder(kind, claims, holder, at, at.AddMonths(kind.ValidityMonths), new StatusReference(StatusUri, _issued++ % StatusesMax));
        return SdJwtIssuer.TryIssue(order, signer, Salts, out var credential, out var refusal)
            ? credential
            : throw new InvalidOperationException($"{category}: {string.Join(", ", refusal.Reasons)}");
    }

    private static readonly RandomSaltSource Salts = new();
}
