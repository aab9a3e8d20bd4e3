using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Growr.Actors.Identity.Jose;
using Growr.Hypercore.Crypto;

namespace Growr.Interop.Tests.Credentials;

/// <summary>A key both sides sign with: our signer and the same key as a private JWK for the other.</summary>
public sealed record IssuerKeys(ISigner Signer, JsonObject PrivateJwk)
{
    public JsonObject PublicJwk => Signer.Key.ToJwk();

    public static IssuerKeys Ed25519(byte firstSeedByte)
    {
        byte[] seed = [firstSeedByte, .. Enumerable.Range(1, KeyPair.SeedBytes - 1).Select(i => (byte)i)];
        return Of(new Ed25519Signer(KeyPair.FromSeed(seed)), seed);
    }

    public static IssuerKeys P256()
    {
        var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Of(new P256Signer(curve), curve.ExportParameters(includePrivateParameters: true).D!);
    }

    private static IssuerKeys Of(ISigner signer, byte[] secret)
    {
        var jwk = signer.Key.ToJwk();
        jwk["d"] = Base64UrlText.Encode(secret);
        return new IssuerKeys(signer, jwk);
    }
}
