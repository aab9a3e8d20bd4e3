using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Identity.Schemas;
using Growr.Actors.Projects;

namespace Growr.Actors.Tests.Identity.Credentials;

public sealed class SdJwtIssuerTests
{
    public static TheoryData<string> Categories => [.. Vectors.Categories];

    [Theory]
    [MemberData(nameof(Categories))]
    public void What_is_issued_and_shown_whole_is_verified(string category)
    {
        var answer = Verify(Present(Samples.Credential(category), ClaimPath.Whole));
        Assert.Empty(answer.Failures);
        Assert.True(JsonNode.DeepEquals(Samples.Claims(category), answer.Credential!.CategoryClaims()));
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void Digests_are_sorted_and_padded_with_decoys_to_a_multiple_of_eight(string category)
    {
        Assert.True(Jws.TryParse(Samples.Credential(category).Split('~')[0], 100_000, out var jws));
        var digests = jws.Payload.GetProperty("_sd").EnumerateArray().Select(digest => digest.GetString()!).ToArray();
        Assert.Equal(0, digests.Length % 8);
        Assert.True(digests.Length >= Samples.Claims(category).Count + 3);
        Assert.Equal(digests.Order(StringComparer.Ordinal), digests);
        Assert.Distinct(digests);
    }

    [Fact]
    public void Nothing_of_the_claims_stands_in_the_signed_part()
    {
        Assert.True(Jws.TryParse(Samples.Credential("kyc").Split('~')[0], 100_000, out var jws));
        Assert.Equal(["iss", "iat", "nbf", "exp", "vct", "cnf", "status", "_sd", "_sd_alg"], jws.Payload.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Only_the_claims_asked_for_are_shown()
    {
        var text = Present(Samples.Credential("kyc"), ClaimPath.Of("address", "country"), ClaimPath.Of("kyc_level"), ClaimPath.Of("not_there"));
        var expected = new JsonObject { ["kyc_level"] = "STANDARD", ["address"] = new JsonObject { ["country"] = "KE" } };
        Assert.True(JsonNode.DeepEquals(expected, Verify(text).Credential!.CategoryClaims()));
        Assert.Equal(3, text.Count(c => c == '~') - 1); // the two claims and the object around one of them
    }

    [Fact]
    public void Elements_of_a_list_are_shown_together_by_their_path()
    {
        var text = Present(Samples.Credential("business-activity"), ClaimPath.Of("peak_months", null));
        Assert.Equal("""{"peak_months":[2,3,8]}""", Verify(text).Credential!.CategoryClaims().ToJsonString());
    }

    [Theory]
    [InlineData("birthdate", "2026-02-30", "birthdate")]
    [InlineData("birthdate", "1991-04-17\n", "birthdate")]
    [InlineData("kyc_level", "GOLD", "kyc_level")]
    [InlineData("given_name", "", "given_name")]
    [InlineData("nickname", "Mina", "additional")]
    [InlineData("nationality", "Kenya", "nationality")]
    public void Claims_outside_the_schema_are_not_issued(string claim, string value, string path)
    {
        var claims = Samples.Claims("kyc");
        claims[claim] = value;
        var order = new CredentialOrder(CredentialCategory.Named("kyc")!, claims, Vectors.Holder.Key, Samples.Issued, Samples.Now, null);
        Assert.False(SdJwtIssuer.TryIssue(order, Vectors.Issuer, new CountingSalts(), out _, out var refusal));
        Assert.Equal((Codes.Validation, path), (refusal.Code, refusal.Reasons.Single()));
    }

    [Fact]
    public void Nested_claims_and_lists_follow_their_schemas()
    {
        var claims = Samples.Claims("business-activity");
        claims["peak_months"] = new JsonArray(2, 2);
        Assert.Equal(["peak_months"], FaultsOf("business-activity", claims));
        claims["peak_months"] = new JsonArray(13);
        Assert.Equal(["peak_months"], FaultsOf("business-activity", claims));
        claims = Samples.Claims("kyc");
        claims["address"] = new JsonObject { ["region"] = "Kisumu", ["street"] = "Main" };
        Assert.Equal(["address.additional", "address.country"], FaultsOf("kyc", claims));
    }

    private static IEnumerable<string> FaultsOf(string category, JsonObject claims) =>
        CredentialCategory.Named(category)!.FaultsOfComplete(JsonSerializer.SerializeToElement(claims));

    private static string Present(string credential, params ClaimPath[] paths)
    {
        Assert.True(SdJwtPresenter.TryPresent(credential, paths, Samples.Terms(), Vectors.Holder, out var text));
        return text;
    }

    private static CredentialVerification Verify(string text) => SdJwtVerifier.Verify(text, Samples.Terms(), Vectors.Dids);
}
