using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity.Credentials;

/// <summary>Reads the claims every credential has.</summary>
internal static class CredentialReader
{
    /// <summary>False when a claim that must be there is missing, of another shape or out of range.</summary>
    public static bool TryRead(Jws issuerJwt, JsonObject rebuilt, out PresentedCredential credential)
    {
        credential = null!;
        var payload = issuerJwt.Payload;
        if (issuerJwt.KeyId is not { } keyId || payload.Text("iss") is not { } issuer || payload.Text("vct") is not { } type) return false;
        if (issuer.Length > IdentityLimits.DidCharsMax || keyId.Length > 2 * IdentityLimits.DidCharsMax) return false;
        if (!TryTime(payload, "iat", out var issuedAt) || !TryTime(payload, "exp", out var expiresAt)) return false;
        DateTimeOffset? notBefore = null;
        if (payload.Member("nbf") is not null)
        {
            if (!TryTime(payload, "nbf", out var start)) return false;
            notBefore = start;
        }
        if (payload.Member("cnf")?.Member("jwk") is not { } jwk || !VerificationKey.TryFromJwk(jwk, out var holder)) return false;
        if (!TryStatus(payload, out var status)) return false;
        credential = new PresentedCredential(issuer, keyId, type, issuedAt, notBefore, expiresAt, holder, status, rebuilt);
        return true;
    }

    /// <summary>Reads seconds since 1970, up to the year 9999.</summary>
    public static bool TryTime(JsonElement payload, string name, out DateTimeOffset time)
    {
        time = default;
        if (payload.Whole(name) is not (>= 0 and <= SecondsMax and var seconds)) return false;
        time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    private static bool TryStatus(JsonElement payload, out StatusReference? status)
    {
        status = null;
        if (payload.Member("status") is not { } found) return true;
        if (found.Member("status_list") is not { } list || list.Text("uri") is not { } uri || list.Whole("idx") is not (>= 0 and var index)) return false;
        status = new StatusReference(uri, index);
        return true;
    }

    private const long SecondsMax = 253_402_300_799;
}
