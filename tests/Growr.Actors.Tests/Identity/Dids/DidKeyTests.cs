using System.Text.Json;
using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Jose;
using Growr.Hypercore.Crypto;

namespace Growr.Actors.Tests.Identity.Dids;

public sealed class DidKeyTests
{
    [Fact]
    public void Ed25519_keys_are_named_as_other_implementations_name_them()
    {
        var checks = 0;
        foreach (var vector in Vectors.Load("did-key").GetProperty("ed25519").EnumerateArray())
        {
            using var pair = KeyPair.FromSeed(Convert.FromHexString(vector.GetProperty("seedHex").GetString()!));
            var did = vector.GetProperty("did").GetString()!;
            Assert.Equal(vector.GetProperty("publicKeyHex").GetString(), pair.PublicKey.ToHex());
            Assert.Equal(did, DidKey.Format(VerificationKey.Of(pair.PublicKey)));
            Assert.True(DidKey.TryParse(did, out var key));
            Assert.Equal(VerificationKey.Of(pair.PublicKey), key);
            CheckJwk(vector, key);
            Assert.Equal($"{did}#{vector.GetProperty("publicKeyMultibase").GetString()}", new KnownDids().Resolve(did)!.Methods.Single().Id);
            checks += 7;
        }
        Vectors.Report("did-key", checks, 42);
    }

    [Fact]
    public void P256_keys_are_named_as_other_implementations_name_them()
    {
        var vector = Vectors.Load("did-key").GetProperty("p256");
        Assert.True(DidKey.TryParse(vector.GetProperty("did").GetString(), out var key));
        Assert.False(key.IsEd25519);
        Assert.Equal(vector.GetProperty("did").GetString(), DidKey.Format(key));
        Assert.Equal(vector.GetProperty("publicKeyCompressedHex").GetString()![2..], Convert.ToHexStringLower(key.XBytes()));
        CheckJwk(vector, key);
        Vectors.Report("did-key", 6, 6);
    }

    [Fact]
    public void Names_that_are_no_signing_key_are_refused()
    {
        var refused = Vectors.Load("did-key").GetProperty("invalid").EnumerateArray().ToArray();
        Assert.All(refused, vector => Assert.False(DidKey.TryParse(vector.GetProperty("did").GetString(), out _)));
        Vectors.Report("did-key", refused.Length, 4);
    }

    [Theory]
    [InlineData("")]
    [InlineData("did:key:")]
    [InlineData("did:key:z")]
    [InlineData("did:key:z0OIl")]
    [InlineData("did:key:z1111111111111111111111111111111111111111111111")]
    [InlineData("did:web:example.org")]
    [InlineData("did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme")] // secp256k1
    public void Text_that_is_no_did_key_is_refused(string text) => Assert.False(DidKey.TryParse(text, out _));

    [Fact]
    public void A_point_that_is_not_on_the_curve_is_refused()
    {
        var offCurve = Convert.FromHexString("0200000000000000000000000000000000000000000000000000000000000000");
        Assert.False(VerificationKey.TryFromEd25519(offCurve, out _));
        Assert.False(VerificationKey.TryFromP256(new byte[32], new byte[32], out _));
    }

    [Fact]
    public void A_document_of_another_did_is_refused()
    {
        var json = Vectors.Load("did-web").GetProperty("document").GetRawText();
        Assert.False(DidDocument.TryParse("did:web:other.example.org", json, out _));
    }

    [Fact]
    public void Both_forms_of_keys_in_a_document_are_read()
    {
        var document = Vectors.Dids.Resolve("did:web:issuer.example.org")!;
        Assert.Equal(["did:web:issuer.example.org#key-1", "did:web:issuer.example.org#jwk-1"], document.Methods.Select(method => method.Id));
        Assert.Single(document.Methods.Select(method => method.Key).Distinct());
    }

    [Fact]
    public void A_retired_key_vouches_only_for_what_it_signed_before()
    {
        var json = Vectors.Load("did-web").GetProperty("document").GetRawText()
            .Replace("\"type\": \"Multikey\",", "\"type\": \"Multikey\", \"revoked\": \"2026-03-01T00:00:00Z\",", StringComparison.Ordinal);
        Assert.True(DidDocument.TryParse("did:web:issuer.example.org", json, out var document));
        var retired = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.NotNull(document.AssertionKey("did:web:issuer.example.org#key-1", retired.AddSeconds(-1)));
        Assert.Null(document.AssertionKey("did:web:issuer.example.org#key-1", retired));
    }

    private static void CheckJwk(JsonElement vector, VerificationKey key)
    {
        Assert.True(JsonElement.DeepEquals(vector.GetProperty("jwk"), JsonSerializer.SerializeToElement(key.ToJwk())));
        Assert.True(VerificationKey.TryFromJwk(vector.GetProperty("jwk"), out var read));
        Assert.Equal(key, read);
        Assert.Equal(vector.GetProperty("jwkThumbprintSha256").GetString(), key.Thumbprint());
    }
}
