using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Hypercore.Crypto;

namespace Growr.Actors.Identity.Jose;

/// <summary>A public key that can check signatures: Ed25519 or P-256. Only points of the curve can be held.</summary>
public sealed record VerificationKey
{
    private VerificationKey(string x, string? y) => (X, Y) = (x, y);

    /// <summary>First coordinate (P-256) or the whole key (Ed25519), base64url of 32 bytes.</summary>
    public string X { get; }

    /// <summary>Second coordinate of a P-256 key; null for Ed25519.</summary>
    public string? Y { get; }

    public bool IsEd25519 => Y is null;

    public static VerificationKey Of(PublicKey key) => new(Base64UrlText.Encode(key.Span), null);

    /// <summary>Takes 32 bytes of an Ed25519 key that is a point of the curve.</summary>
    public static bool TryFromEd25519(ReadOnlySpan<byte> bytes, out VerificationKey key)
    {
        key = null!;
        if (!CurvePoints.IsOnEd25519(bytes)) return false;
        key = new VerificationKey(Base64UrlText.Encode(bytes), null);
        return true;
    }

    /// <summary>Takes two 32-byte coordinates of a P-256 point.</summary>
    public static bool TryFromP256(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, out VerificationKey key)
    {
        key = null!;
        if (!CurvePoints.IsOnP256(x, y)) return false;
        key = new VerificationKey(Base64UrlText.Encode(x), Base64UrlText.Encode(y));
        return true;
    }

    /// <summary>Reads a public JWK (OKP Ed25519 or EC P-256). One that carries a private part is refused.</summary>
    public static bool TryFromJwk(JsonElement jwk, out VerificationKey key)
    {
        key = null!;
        if (jwk.Member("d") is not null || jwk.Text("x") is not { } x || !Base64UrlText.TryDecode(x, CoordinateChars, out var xBytes)) return false;
        return (jwk.Text("kty"), jwk.Text("crv")) switch
        {
            ("OKP", "Ed25519") => TryFromEd25519(xBytes, out key),
            ("EC", "P-256") => jwk.Text("y") is { } y && Base64UrlText.TryDecode(y, CoordinateChars, out var yBytes)
                && TryFromP256(xBytes, yBytes, out key),
            _ => false,
        };
    }

    public JsonObject ToJwk() => IsEd25519
        ? new JsonObject { ["kty"] = "OKP", ["crv"] = "Ed25519", ["x"] = X }
        : new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = X, ["y"] = Y };

    /// <summary>RFC 7638 thumbprint, SHA-256, base64url: names the key without being it.</summary>
    public string Thumbprint()
    {
        var canonical = IsEd25519
            ? $$"""{"crv":"Ed25519","kty":"OKP","x":"{{X}}"}"""
            : $$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""";
        return Base64UrlText.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(canonical)));
    }

    /// <summary>The 32 bytes of <see cref="X"/>.</summary>
    public byte[] XBytes() => Bytes(X);

    /// <summary>The 32 bytes of <see cref="Y"/>.</summary>
    public byte[] YBytes() => Bytes(Y ?? throw new InvalidOperationException("An Ed25519 key has one coordinate."));

    /// <summary>Whether a signature fits; an algorithm of the other kind of key, or one not allowed, never does.</summary>
    public bool Verify(string algorithm, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => algorithm switch
    {
        Algorithms.EdDsa or Algorithms.Ed25519 => IsEd25519 && KeyPair.Verify(new PublicKey(XBytes()), message, signature),
        Algorithms.Es256 => !IsEd25519 && signature.Length == P256SignatureBytes && VerifyP256(message, signature),
        _ => false,
    };

    private bool VerifyP256(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var curve = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = XBytes(), Y = YBytes() },
        });
        return curve.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static byte[] Bytes(string coordinate) => System.Buffers.Text.Base64Url.DecodeFromChars(coordinate);

    private const int CoordinateChars = 43;
    private const int P256SignatureBytes = 64;
}
