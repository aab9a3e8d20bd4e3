using System.Text.Json.Nodes;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Tests.Identity.Credentials;

/// <summary>Presentations that are well signed by their holder and still lie.</summary>
public sealed class SdJwtForgeryTests
{
    private static readonly Disclosure Known = Disclosure.OfClaim("AAAAAAAAAAAAAAAAAAAAAA", "standing", JsonValue.Create("GOOD"));

    [Fact]
    public void A_disclosure_no_digest_points_to_is_refused()
    {
        var parts = Split(Samples.Credential("community-membership"));
        Assert.Equal(CredentialFault.DisclosureUnreferenced, FaultOf(parts with { Disclosures = [.. parts.Disclosures, Known.Encoded] }));
    }

    [Fact]
    public void A_disclosure_inside_one_that_was_held_back_is_refused()
    {
        var parts = Split(Samples.Credential("kyc"));
        var country = parts.Disclosures.Single(text => Disclosure.TryParse(text, out var disclosure) && disclosure.Name == "country");
        Assert.Equal(CredentialFault.DisclosureUnreferenced, FaultOf(parts with { Disclosures = [country] }));
    }

    [Fact]
    public void A_digest_in_two_places_is_refused() => Assert.Equal(CredentialFault.DigestRepeated, FaultOf(Issued(payload =>
        payload["_sd"] = new JsonArray(Known.Digest, Known.Digest))));

    [Theory]
    [InlineData("_sd")]
    [InlineData("...")]
    [InlineData("iss")]
    [InlineData("exp")]
    [InlineData("cnf")]
    [InlineData("status")]
    public void Names_that_must_be_visible_cannot_be_disclosed(string name)
    {
        var hidden = Disclosure.OfClaim("AAAAAAAAAAAAAAAAAAAAAA", name, JsonValue.Create("x"));
        Assert.Equal(CredentialFault.DisclosureNameForbidden, FaultOf(Issued(payload => payload["_sd"] = new JsonArray(hidden.Digest), hidden)));
    }

    [Fact]
    public void A_disclosure_cannot_overwrite_a_visible_claim() => Assert.Equal(CredentialFault.DisclosureOverwritesClaim, FaultOf(Issued(payload =>
    {
        payload["standing"] = "SUSPENDED";
        payload["_sd"] = new JsonArray(Known.Digest);
    }, Known)));

    [Fact]
    public void An_element_cannot_stand_for_a_claim() => Assert.Equal(CredentialFault.DisclosureMalformed, FaultOf(Issued(payload =>
        payload["_sd"] = new JsonArray(Element.Digest), Element)));

    [Theory]
    [InlineData("typ", "JWT", CredentialFault.TypeNotAllowed)]
    [InlineData("alg", "HS256", CredentialFault.AlgorithmNotAllowed)]
    [InlineData("alg", "none", CredentialFault.AlgorithmNotAllowed)]
    [InlineData("kid", "did:web:issuer.example.org.evil#key-1", CredentialFault.IssuerIsNotSigner)]
    [InlineData("kid", "did:web:issuer.example.org#key-9", CredentialFault.IssuerUnresolved)]
    public void Headers_are_checked(string name, string value, CredentialFault fault) =>
        Assert.Equal(fault, FaultOf(Issued(_ => { }, header => header[name] = value)));

    [Theory]
    [InlineData("vct", "urn:growr:credential:other:1", CredentialFault.UnknownCredentialType)]
    [InlineData("role", "KING", CredentialFault.ClaimsOutsideSchema)]
    [InlineData("_sd_alg", "sha-1", CredentialFault.AlgorithmNotAllowed)]
    [InlineData("cnf", "me", CredentialFault.Malformed)]
    [InlineData("exp", "never", CredentialFault.Malformed)]
    public void Payloads_are_checked(string name, string value, CredentialFault fault) =>
        Assert.Equal(fault, FaultOf(Issued(payload => payload[name] = value)));

    [Fact]
    public void An_issuer_nobody_knows_is_refused()
    {
        var credential = Samples.Credential("kyc", issuer: new Ed25519Signer(Vectors.Person("issuer"), "did:web:unknown.example.org#key-1"));
        Assert.Equal(CredentialFault.IssuerUnresolved, FaultOf(Split(credential)));
    }

    [Fact]
    public void Too_much_text_is_refused_before_it_is_read()
    {
        Assert.Equal(CredentialFault.Malformed, FaultOf(Split("a.b.c~"), new string('~', 1000)));
        Assert.False(SdJwtText.TrySplit(new string('a', 70_000), out _));
        Assert.False(Disclosure.TryParse(new string('A', 9_000), out _));
    }

    private static readonly Disclosure Element = Disclosure.OfElement("AAAAAAAAAAAAAAAAAAAAAA", JsonValue.Create("x"));

    private static SdJwtText Issued(Action<JsonObject> payload, params Disclosure[] disclosures) => Issued(payload, _ => { }, disclosures);

    private static SdJwtText Issued(Action<JsonObject> changePayload, Action<JsonObject> changeHeader, params Disclosure[] disclosures)
    {
        var header = new JsonObject { ["alg"] = "EdDSA", ["typ"] = "dc+sd-jwt", ["kid"] = Vectors.Issuer.KeyId };
        var payload = new JsonObject
        {
            ["iss"] = "did:web:issuer.example.org", ["iat"] = Samples.Issued.ToUnixTimeSeconds(), ["exp"] = Samples.Issued.AddYears(1).ToUnixTimeSeconds(),
            ["vct"] = "urn:growr:credential:community-membership:1", ["cnf"] = new JsonObject { ["jwk"] = Vectors.Holder.Key.ToJwk() },
        };
        changeHeader(header);
        changePayload(payload);
        return new SdJwtText(Jws.Sign(header, payload, Vectors.Issuer), [.. disclosures.Select(disclosure => disclosure.Encoded)], "");
    }

    private static SdJwtText Split(string credential) => SdJwtText.TrySplit(credential, out var parts) ? parts : throw new FormatException();

    private static CredentialFault FaultOf(SdJwtText parts, string suffix = "")
    {
        var answer = SdJwtVerifier.Verify(KeyBinding.Bind(parts, Samples.Terms(), Vectors.Holder) + suffix, Samples.Terms(), Vectors.Dids);
        Assert.Null(answer.Credential);
        return answer.Failures[0].Fault;
    }
}
