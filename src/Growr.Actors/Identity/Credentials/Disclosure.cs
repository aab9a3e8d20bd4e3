using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity.Credentials;

/// <summary>One claim, or one element of a list, that its holder may show: salt, name and value under a digest.</summary>
/// <param name="Encoded">As it travels; the digest is over these characters.</param>
/// <param name="Name">The claim's name; null for an element of a list.</param>
/// <param name="Value">The value, which may hold digests of further disclosures.</param>
public sealed record Disclosure(string Encoded, string? Name, JsonElement Value)
{
    /// <summary>Base64url SHA-256 of the encoded text.</summary>
    public string Digest { get; } = Base64UrlText.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Encoded)));

    /// <summary>Hides a claim behind a salt.</summary>
    public static Disclosure OfClaim(string salt, string name, JsonNode value) => Of(new JsonArray(salt, name, value.DeepClone()), name);

    /// <summary>Hides an element of a list behind a salt.</summary>
    public static Disclosure OfElement(string salt, JsonNode value) => Of(new JsonArray(salt, value.DeepClone()), null);

    /// <summary>Reads one: a JSON array of salt, name and value, or of salt and value.</summary>
    public static bool TryParse(string encoded, out Disclosure disclosure)
    {
        disclosure = null!;
        if (!Base64UrlText.TryDecode(encoded, IdentityLimits.DisclosureCharsMax, out var bytes)) return false;
        if (!StrictJson.TryParse(bytes, IdentityLimits.DisclosureCharsMax, out var parts) || parts.ValueKind != JsonValueKind.Array) return false;
        if (parts.GetArrayLength() is not (2 or 3) || parts[0].ValueKind != JsonValueKind.String) return false;
        if (parts.GetArrayLength() == 3 && parts[1].ValueKind != JsonValueKind.String) return false;
        disclosure = parts.GetArrayLength() == 3
            ? new Disclosure(encoded, parts[1].GetString(), parts[2])
            : new Disclosure(encoded, null, parts[1]);
        return true;
    }

    private static Disclosure Of(JsonArray parts, string? name)
    {
        var bytes = Encoding.UTF8.GetBytes(Jws.Compact(parts));
        return new Disclosure(Base64UrlText.Encode(bytes), name, JsonElement.Parse(bytes)[parts.Count - 1]);
    }
}
