using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity.Credentials;

/// <summary>
/// Issues credentials in which every claim can be shown alone: members of nested objects and elements of the lists that tell
/// something one by one, too. Decoys hide how many claims there are.
/// </summary>
public sealed class SdJwtIssuer
{
    private readonly ISigner _issuer;
    private readonly ISaltSource _salts;
    private readonly List<Disclosure> _disclosures = [];

    private SdJwtIssuer(ISigner issuer, ISaltSource salts) => (_issuer, _salts) = (issuer, salts);

    /// <summary>Issues, or says with code VALIDATION which claims do not fit the category.</summary>
    public static bool TryIssue(CredentialOrder order, ISigner issuer, ISaltSource salts, out string credential, out Refusal refusal)
    {
        credential = "";
        refusal = null!;
        var faults = FaultsOf(order);
        if (!faults.IsEmpty) refusal = Decision.Refuse(Codes.Validation, "The claims do not fit the category.", [.. faults]);
        else credential = new SdJwtIssuer(issuer, salts).Issue(order);
        return faults.IsEmpty;
    }

    private static ImmutableArray<string> FaultsOf(CredentialOrder order)
    {
        var faults = order.Category.FaultsOfComplete(JsonSerializer.SerializeToElement(order.Claims));
        return order.ExpiresAt > order.IssuedAt ? faults : faults.Add("exp");
    }

    private string Issue(CredentialOrder order)
    {
        var digests = Hide(order.Claims);
        while (digests.Count < order.Claims.Count + DecoysMin || digests.Count % DigestsMultiple != 0) digests.Add(Decoy());
        var header = new JsonObject { ["alg"] = _issuer.Algorithm, ["typ"] = "dc+sd-jwt", ["kid"] = _issuer.KeyId };
        var payload = new JsonObject
        {
            ["iss"] = _issuer.Did(),
            ["iat"] = order.IssuedAt.ToUnixTimeSeconds(),
            ["nbf"] = order.IssuedAt.ToUnixTimeSeconds(),
            ["exp"] = order.ExpiresAt.ToUnixTimeSeconds(),
            ["vct"] = order.Category.Vct,
            ["cnf"] = new JsonObject { ["jwk"] = order.Holder.ToJwk() },
        };
        if (order.Status is { } status)
            payload["status"] = new JsonObject { ["status_list"] = new JsonObject { ["idx"] = status.Index, ["uri"] = status.Uri } };
        payload["_sd"] = Sorted(digests);
        payload["_sd_alg"] = "sha-256";
        return new SdJwtText(Jws.Sign(header, payload, _issuer), [.. _disclosures.Select(d => d.Encoded)], "").ToString();
    }

    private List<string> Hide(JsonObject claims) => [.. claims.Select(claim => Add(Disclosure.OfClaim(NextSalt(), claim.Key, Inner(claim.Key, claim.Value!))))];

    private JsonNode Inner(string name, JsonNode value) => value switch
    {
        JsonObject members => new JsonObject { ["_sd"] = Sorted(Hide(members)) },
        JsonArray elements when ShownOneByOne.Contains(name) => new JsonArray([.. elements.Select(element =>
            new JsonObject { ["..."] = Add(Disclosure.OfElement(NextSalt(), element!)) })]),
        _ => value,
    };

    private string Add(Disclosure disclosure)
    {
        _disclosures.Add(disclosure);
        return disclosure.Digest;
    }

    private string NextSalt() => Base64UrlText.Encode(_salts.NextSalt());

    private string Decoy() => Base64UrlText.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(NextSalt())));

    private static JsonArray Sorted(List<string> digests) =>
        new([.. digests.Order(StringComparer.Ordinal).Select(digest => JsonValue.Create(digest))]);

    private static readonly string[] ShownOneByOne = ["products", "peak_months"];
    private const int DecoysMin = 3;
    private const int DigestsMultiple = 8;
}
