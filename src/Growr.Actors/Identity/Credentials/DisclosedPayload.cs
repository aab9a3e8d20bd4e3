using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Credentials;

/// <summary>Puts disclosed claims back where their digests stand, and finds every disclosure that has no right to be there.</summary>
internal sealed class DisclosedPayload
{
    private readonly Dictionary<string, Disclosure> _unused;
    private readonly HashSet<string> _digests = [];
    private readonly List<CredentialFailure> _failures = [];
    private readonly List<(Disclosure, ClaimPath)> _places = [];

    private DisclosedPayload(IEnumerable<Disclosure> disclosures) =>
        _unused = disclosures.DistinctBy(disclosure => disclosure.Digest).ToDictionary(disclosure => disclosure.Digest);

    /// <summary>The payload without digests, with the claims that were shown.</summary>
    public JsonObject Claims { get; private set; } = [];

    public IReadOnlyList<CredentialFailure> Failures => _failures;

    /// <summary>Where each disclosure belongs, outer ones before what they hold.</summary>
    public IReadOnlyList<(Disclosure Disclosure, ClaimPath Path)> Places => _places;

    public static DisclosedPayload Rebuild(JsonElement payload, ImmutableArray<string> encoded)
    {
        var parsed = encoded.Select(text => Disclosure.TryParse(text, out var disclosure) ? disclosure : null).ToArray();
        var rebuilt = new DisclosedPayload(parsed.OfType<Disclosure>());
        if (parsed.Any(disclosure => disclosure is null)) rebuilt.Fail(CredentialFault.DisclosureMalformed);
        if (encoded.Distinct().Count() != encoded.Length) rebuilt.Fail(CredentialFault.DisclosureRepeated);
        if (payload.Member("_sd_alg") is { } algorithm && (algorithm.ValueKind != JsonValueKind.String || algorithm.GetString() != "sha-256"))
            rebuilt.Fail(CredentialFault.AlgorithmNotAllowed);
        rebuilt.Claims = rebuilt.Object(payload, ClaimPath.Whole);
        rebuilt.Claims.Remove("_sd_alg");
        if (rebuilt._unused.Count > 0) rebuilt.Fail(CredentialFault.DisclosureUnreferenced);
        return rebuilt;
    }

    private JsonNode? Value(JsonElement value, ClaimPath path) => value.ValueKind switch
    {
        JsonValueKind.Object => Object(value, path),
        JsonValueKind.Array => List(value, path),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value),
    };

    private JsonObject Object(JsonElement value, ClaimPath path)
    {
        var rebuilt = new JsonObject();
        foreach (var property in value.EnumerateObject())
        {
            if (property.Name == "...") Fail(CredentialFault.Malformed);
            else if (property.Name != "_sd") rebuilt[property.Name] = Value(property.Value, path.Below(property.Name));
        }
        if (value.Member("_sd") is not { } digests) return rebuilt;
        if (digests.ValueKind != JsonValueKind.Array) Fail(CredentialFault.Malformed);
        else foreach (var digest in digests.EnumerateArray()) Reveal(digest, rebuilt, path);
        return rebuilt;
    }

    private void Reveal(JsonElement digest, JsonObject target, ClaimPath path)
    {
        if (Take(digest) is not { } disclosure) return;
        if (disclosure.Name is not { } name) Fail(CredentialFault.DisclosureMalformed);
        else if (name is "_sd" or "..." || path.Names.IsEmpty && NeverHidden.Contains(name)) Fail(CredentialFault.DisclosureNameForbidden);
        else if (target.ContainsKey(name)) Fail(CredentialFault.DisclosureOverwritesClaim);
        else
        {
            _places.Add((disclosure, path.Below(name)));
            target[name] = Value(disclosure.Value, path.Below(name));
        }
    }

    private JsonArray List(JsonElement value, ClaimPath path)
    {
        var rebuilt = new JsonArray();
        var below = path.Below(null);
        foreach (var element in value.EnumerateArray())
        {
            if (element.Member("...") is not { } digest) { rebuilt.Add(Value(element, below)); continue; }
            if (element.EnumerateObject().Count() != 1) Fail(CredentialFault.Malformed);
            if (Take(digest) is not { } disclosure) continue;
            if (disclosure.Name is not null) { Fail(CredentialFault.DisclosureMalformed); continue; }
            _places.Add((disclosure, below));
            rebuilt.Add(Value(disclosure.Value, below));
        }
        return rebuilt;
    }

    // Each digest may stand once in the whole credential; a second place would let one disclosure prove two claims.
    private Disclosure? Take(JsonElement digest)
    {
        if (digest.ValueKind != JsonValueKind.String) { Fail(CredentialFault.Malformed); return null; }
        var text = digest.GetString()!;
        if (!_digests.Add(text)) Fail(CredentialFault.DigestRepeated);
        return _unused.Remove(text, out var disclosure) ? disclosure : null;
    }

    private void Fail(CredentialFault fault)
    {
        if (_failures.All(failure => failure.Fault != fault)) _failures.Add(new CredentialFailure(fault));
    }

    private static readonly string[] NeverHidden = ["iss", "nbf", "exp", "cnf", "vct", "status", "_sd_alg"];
}
