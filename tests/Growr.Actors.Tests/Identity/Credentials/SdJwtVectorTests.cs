using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Schemas;

namespace Growr.Actors.Tests.Identity.Credentials;

public sealed class SdJwtVectorTests
{
    public static TheoryData<string> Categories => [.. Vectors.Categories];

    [Theory]
    [MemberData(nameof(Categories))]
    public void A_presentation_by_the_reference_is_verified(string category)
    {
        var vector = Vectors.Load("sd-jwt-vc-" + category).GetProperty("presentation");
        var binding = vector.GetProperty("keyBinding");
        var terms = new PresentationTerms(Text(binding, "aud"), Text(binding, "nonce"), Vectors.At(binding.GetProperty("iat").GetInt64()));
        var answer = SdJwtVerifier.Verify(Text(vector, "compact"), terms, Vectors.Dids);
        Assert.Empty(answer.Failures);
        Assert.True(JsonNode.DeepEquals(JsonObject.Create(vector.GetProperty("verifiedPayload")), answer.Credential!.Payload));
        Vectors.Report("sd-jwt-vc-" + category, 2, 2);
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void Disclosures_by_the_reference_are_read_and_hashed(string category)
    {
        var checks = 0;
        foreach (var vector in Vectors.Load("sd-jwt-vc-" + category).GetProperty("issued").GetProperty("disclosures").EnumerateArray())
        {
            Assert.True(Disclosure.TryParse(Text(vector, "encoded"), out var disclosure));
            Assert.Equal(Text(vector, "digest"), disclosure.Digest);
            Assert.Equal(vector.GetProperty("key").GetString(), disclosure.Name);
            Assert.True(JsonElement.DeepEquals(vector.GetProperty("value"), disclosure.Value));
            checks += 4;
        }
        Vectors.Report("sd-jwt-vc-" + category, checks, 20);
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void The_schema_accepts_the_sample_and_nothing_less(string category)
    {
        var vector = Vectors.Load("sd-jwt-vc-" + category);
        var kind = CredentialCategory.Named(category)!;
        Assert.Equal(Text(vector, "vct"), kind.Vct);
        Assert.Empty(kind.FaultsOfComplete(vector.GetProperty("claims")));
        var required = vector.GetProperty("claimsSchema").GetProperty("required").EnumerateArray().Select(name => name.GetString()!).ToArray();
        foreach (var name in required)
        {
            var claims = JsonObject.Create(vector.GetProperty("claims"))!;
            claims.Remove(name);
            Assert.Equal([name], kind.FaultsOfComplete(JsonSerializer.SerializeToElement(claims)));
            Assert.Empty(kind.FaultsOfShown(JsonSerializer.SerializeToElement(claims)));
        }
        Vectors.Report("sd-jwt-vc-" + category, 2 + 2 * required.Length, 8);
    }

    [Fact]
    public void A_credential_of_a_P256_issuer_is_verified()
    {
        var vector = Vectors.Load("sd-jwt-vc-es256");
        var binding = vector.GetProperty("kb");
        var terms = new PresentationTerms(Text(binding, "aud"), Text(binding, "nonce"), Vectors.At(binding.GetProperty("iat").GetInt64()));
        var answer = SdJwtVerifier.Verify(Text(vector, "presentation"), terms, Vectors.Dids);
        Assert.Empty(answer.Failures);
        Assert.True(JsonNode.DeepEquals(JsonObject.Create(vector.GetProperty("verifiedPayload")), answer.Credential!.Payload));
        Vectors.Report("sd-jwt-vc-es256", 2, 2);
    }

    [Theory]
    [InlineData("valid control")]
    [InlineData("changed disclosure value", Codes.VcInvalid, Codes.HolderMismatch)]
    [InlineData("issuer signature bit flipped", Codes.VcInvalid, Codes.HolderMismatch)] // the hash in the key binding covers it, too
    [InlineData("wrong nonce", Codes.VcInvalid)]
    [InlineData("expired", Codes.VcExpired, Codes.VcInvalid)] // by then the key binding is too old as well
    [InlineData("before nbf", Codes.VcExpired, Codes.VcInvalid)]
    [InlineData("key binding removed", Codes.HolderMismatch)]
    [InlineData("changed disclosure value, no key binding", Codes.VcInvalid, Codes.HolderMismatch)]
    [InlineData("wrong audience", Codes.VcInvalid)]
    [InlineData("key binding older than 300 s", Codes.VcInvalid)]
    [InlineData("key binding by another key", Codes.HolderMismatch)]
    [InlineData("kb-jwt moved to other disclosures (sd_hash)", Codes.HolderMismatch)]
    [InlineData("duplicate disclosure", Codes.VcInvalid, Codes.HolderMismatch)]
    [InlineData("alg none", Codes.VcInvalid)] // and without the signer's key id nothing else of it can be read
    public void Each_negative_case_is_refused_with_its_codes(string name, params string[] codes)
    {
        var file = Vectors.Load("sd-jwt-vc-negative");
        var vector = file.GetProperty("cases").EnumerateArray().Single(one => Text(one, "name") == name);
        var options = vector.GetProperty("options");
        var now = options.TryGetProperty("currentDate", out var date) ? date.GetInt64() : file.GetProperty("now").GetInt64();
        var nonce = options.TryGetProperty("keyBindingNonce", out var other) ? other.GetString()! : "good";
        var answer = SdJwtVerifier.Verify(Text(vector, "token"), new PresentationTerms(Vectors.Verifier, nonce, Vectors.At(now)), Vectors.Dids);
        Assert.Equal(codes, answer.Failures.Select(failure => failure.Code).Distinct());
        Assert.Equal(Text(vector, "required") == "accept", answer.IsValid);
        Vectors.Report("sd-jwt-vc-negative", 2, 2);
    }

    [Fact]
    public void No_negative_case_is_forgotten() => Assert.Equal(14, Vectors.Load("sd-jwt-vc-negative").GetProperty("cases").GetArrayLength());

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString()!;
}
