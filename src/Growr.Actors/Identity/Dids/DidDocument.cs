using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Growr.Actors.Common;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity.Dids;

/// <summary>The keys of one DID. Keys of kinds that cannot sign here are left out.</summary>
public sealed record DidDocument(string Id, ImmutableArray<VerificationMethod> Methods)
{
    /// <summary>The document that a did:key is.</summary>
    public static DidDocument OfKey(VerificationKey key) =>
        new(DidKey.Format(key), [new VerificationMethod(DidKey.MethodIdOf(key), key, null, IsForAssertions: true)]);

    /// <summary>Reads a document as served for a DID; its id must be that DID and its keys must be its own.</summary>
    public static bool TryParse(string did, string json, out DidDocument document)
    {
        document = null!;
        if (!StrictJson.TryParse(json, IdentityLimits.DidDocumentBytesMax, out var root) || root.Text("id") != did) return false;
        if (root.Member("verificationMethod") is not { ValueKind: JsonValueKind.Array } methods) return false;
        var asserting = Ids(root, "assertionMethod", did);
        var found = ImmutableArray.CreateBuilder<VerificationMethod>();
        foreach (var method in methods.EnumerateArray())
        {
            if (method.Text("id") is not { } id || method.Text("controller") is { } owner && owner != did) continue;
            if (!TryReadKey(method, out var key) || !TryReadRevocation(method, out var revokedAt)) continue;
            found.Add(new VerificationMethod(Full(id, did), key, revokedAt, asserting.Contains(Full(id, did))));
        }
        document = new DidDocument(did, found.ToImmutable());
        return true;
    }

    /// <summary>The key that was allowed to sign statements at a time, by its full id.</summary>
    public VerificationKey? AssertionKey(string keyId, DateTimeOffset signedAt) => Methods
        .Where(method => method.Id == keyId && method.IsForAssertions && (method.RevokedAt is not { } end || signedAt < end))
        .Select(method => method.Key).FirstOrDefault();

    private static bool TryReadKey(JsonElement method, out VerificationKey key)
    {
        key = null!;
        return method.Member("publicKeyJwk") is { } jwk
            ? VerificationKey.TryFromJwk(jwk, out key)
            : DidKey.TryParseMultibase(method.Text("publicKeyMultibase"), out key);
    }

    private static bool TryReadRevocation(JsonElement method, out DateTimeOffset? revokedAt)
    {
        revokedAt = null;
        if (method.Member("revoked") is null) return true;
        var isTime = DateTimeOffset.TryParse(method.Text("revoked"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        revokedAt = time;
        return isTime; // a key whose end cannot be read is not used at all
    }

    private static HashSet<string> Ids(JsonElement root, string relation, string did) =>
        root.Member(relation) is { ValueKind: JsonValueKind.Array } ids
            ? [.. ids.EnumerateArray().Where(id => id.ValueKind == JsonValueKind.String).Select(id => Full(id.GetString()!, did))]
            : [];

    private static string Full(string id, string did) => id.StartsWith('#') ? did + id : id;
}
