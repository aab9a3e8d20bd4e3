using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Tests.Identity.Jose;

public sealed class JwsTests
{
    [Theory]
    [InlineData("AQ", true)]
    [InlineData("AR", false)] // the same byte with unused bits set
    [InlineData("AQI", true)]
    [InlineData("AQJ", false)]
    [InlineData("AQ==", false)]
    [InlineData("A Q", false)]
    [InlineData("A", false)]
    [InlineData("+/8", false)]
    public void Bytes_have_one_spelling(string text, bool isRead) => Assert.Equal(isRead, Base64UrlText.TryDecode(text, 10, out _));

    [Theory]
    [InlineData("{}", "[]")]
    [InlineData("{\"alg\":\"EdDSA\",\"alg\":\"none\"}", "{}")]
    [InlineData("{\"crit\":[\"b64\"]}", "{}")]
    [InlineData("{\"x\":\"\\ud800\"}", "{}")]
    [InlineData("{} ,", "{}")]
    public void Headers_and_payloads_are_strict_json_objects(string header, string payload) =>
        Assert.False(Jws.TryParse($"{Encode(header)}.{Encode(payload)}.", 1000, out _));

    [Theory]
    [InlineData("HS256")]
    [InlineData("none")]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public void A_header_cannot_choose_another_algorithm(string algorithm)
    {
        var text = Jws.Sign(new JsonObject { ["alg"] = algorithm }, [], Vectors.Issuer);
        Assert.True(Jws.TryParse(text, 1000, out var jws));
        Assert.False(jws.IsSignedBy(Vectors.Issuer.Key));
    }

    [Fact]
    public void P256_signatures_are_made_and_checked()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signer = new P256Signer(curve);
        Assert.True(Jws.TryParse(Jws.Sign(new JsonObject { ["alg"] = "ES256" }, [], signer), 1000, out var jws));
        Assert.True(jws.IsSignedBy(signer.Key));
        Assert.False(jws.IsSignedBy(Vectors.Issuer.Key));
        Assert.StartsWith("did:key:zDn", signer.KeyId, StringComparison.Ordinal);
    }

    private static string Encode(string json) => Base64UrlText.Encode(Encoding.UTF8.GetBytes(json));
}
