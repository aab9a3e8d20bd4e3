using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity.Credentials;

/// <summary>The holder's signature that binds a presentation to one verifier, one request and one moment.</summary>
public static class KeyBinding
{
    /// <summary>The presentation with its key binding, made for one audience and nonce.</summary>
    public static string Bind(SdJwtText presentation, PresentationTerms terms, ISigner holder)
    {
        var header = new JsonObject { ["alg"] = holder.Algorithm, ["typ"] = "kb+jwt" };
        var payload = new JsonObject
        {
            ["iat"] = terms.Now.ToUnixTimeSeconds(),
            ["aud"] = terms.Audience,
            ["nonce"] = terms.Nonce,
            ["sd_hash"] = HashOf(presentation),
        };
        return (presentation with { KeyBinding = Jws.Sign(header, payload, holder) }).ToString();
    }

    /// <summary>Base64url SHA-256 of everything before the key binding.</summary>
    public static string HashOf(SdJwtText presentation) =>
        Base64UrlText.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(presentation.WithoutKeyBinding)));
}
