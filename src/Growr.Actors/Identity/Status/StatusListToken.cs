using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity.Status;

/// <summary>A status list signed by the issuer of the credentials that point to it.</summary>
public static class StatusListToken
{
    /// <summary>Signs a list for its address. Times are whole seconds.</summary>
    public static string Sign(string uri, StatusList list, DateTimeOffset issuedAt, DateTimeOffset expiresAt, ISigner issuer)
    {
        var header = new JsonObject { ["alg"] = issuer.Algorithm, ["typ"] = "statuslist+jwt", ["kid"] = issuer.KeyId };
        var payload = new JsonObject
        {
            ["sub"] = uri,
            ["iat"] = issuedAt.ToUnixTimeSeconds(),
            ["exp"] = expiresAt.ToUnixTimeSeconds(),
            ["ttl"] = TtlSeconds,
            ["status_list"] = new JsonObject { ["bits"] = list.Bits, ["lst"] = list.Encode() },
        };
        return Jws.Sign(header, payload, issuer);
    }

    /// <summary>Reads the list of an address if its issuer signed it, for this address, and it is in force.</summary>
    public static bool TryVerify(string token, string uri, string issuer, DateTimeOffset now, IDidResolver resolver, out StatusList list)
    {
        list = null!;
        if (!Jws.TryParse(token, IdentityLimits.StatusTokenCharsMax, out var jws) || jws.Type != "statuslist+jwt") return false;
        if (jws.Payload.Text("sub") != uri || jws.KeyId?.StartsWith(issuer + "#", StringComparison.Ordinal) != true) return false;
        if (!CredentialReader.TryTime(jws.Payload, "iat", out var issuedAt) || issuedAt > now + IdentityLimits.ClockSkew) return false;
        if (!CredentialReader.TryTime(jws.Payload, "exp", out var expiresAt) || now >= expiresAt + IdentityLimits.ClockSkew) return false;
        if (resolver.Resolve(issuer)?.AssertionKey(jws.KeyId, issuedAt) is not { } key || !jws.IsSignedBy(key)) return false;
        return jws.Payload.Member("status_list") is { } packed && packed.Whole("bits") is > 0 and <= 8 and var bits
            && packed.Text("lst") is { } text && StatusList.TryDecode((int)bits, text, out list);
    }

    private const int TtlSeconds = 43_200;
}
