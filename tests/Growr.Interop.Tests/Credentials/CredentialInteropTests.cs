using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Identity.Schemas;
using Growr.Actors.Identity.Status;
using Growr.Actors.Projects;
using Growr.Interop.Tests.Support;

namespace Growr.Interop.Tests.Credentials;

/// <summary>Credentials of every category, issued by one side and presented by either, are verified by both.</summary>
public sealed class CredentialInteropTests(JsCredentials peer) : IClassFixture<JsCredentials>
{
    private const string StatusUri = "https://issuer.example.org/status/1";
    private static readonly DateTimeOffset Issued = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PresentationTerms Terms = new("did:web:verifier.example.org", "nonce-1", Issued.AddDays(1));
    private static readonly IssuerKeys Holder = IssuerKeys.Ed25519(2);
    private static readonly IssuerKeys Edwards = IssuerKeys.Ed25519(1);
    private static readonly IssuerKeys Weierstrass = IssuerKeys.P256();

    public static IEnumerable<TheoryDataRow<string, bool>> Categories() =>
        CredentialCategory.All.SelectMany(category => new TheoryDataRow<string, bool>[] { new(category.Name, true), new(category.Name, false) });

    [Theory]
    [MemberData(nameof(Categories))]
    public async Task What_we_issue_is_verified_by_both_whoever_presents_it(string category, bool isEd25519)
    {
        var issuer = isEd25519 ? Edwards : Weierstrass;
        var credential = Issue(category, issuer);
        await BothVerify(PresentHere(credential), category, issuer);
        await BothVerify(await PresentThere(credential, category), category, issuer);
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public async Task What_the_package_issues_is_verified_by_both_whoever_presents_it(string category, bool isEd25519)
    {
        var issuer = isEd25519 ? Edwards : Weierstrass;
        var credential = await peer.IssueAsync(issuer.PrivateJwk, issuer.Signer.KeyId, Visible(category, issuer), Claims(category), "products", "peak_months");
        await BothVerify(PresentHere(credential), category, issuer);
        await BothVerify(await PresentThere(credential, category), category, issuer);
    }

    [Fact]
    public async Task A_status_we_set_is_heeded_by_the_package()
    {
        var text = PresentHere(Issue("kyc", Edwards));
        var revoked = StatusListToken.Sign(StatusUri, StatusList.Of(2, [0, 0, 0, 0, 0, 0, 0, 1]), Issued, Issued.AddDays(30), Edwards.Signer);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Verify(text, Edwards, revoked));
        Assert.Contains("tatus", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_is_refused_by_both()
    {
        var text = PresentHere(Issue("kyc", Edwards));
        var parts = text.Split('~');
        var changed = string.Join('~', [parts[0], .. parts[2..]]);
        Assert.False(SdJwtVerifier.Verify(changed, Terms, new KnownDids()).IsValid);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Verify(changed, Edwards, ValidList(Edwards)));
    }

    private async Task BothVerify(string text, string category, IssuerKeys issuer)
    {
        var ours = SdJwtVerifier.Verify(text, Terms, new KnownDids());
        Assert.Empty(ours.Failures);
        AssertClaims(category, ours.Credential!.CategoryClaims());
        var theirs = await Verify(text, issuer, ValidList(issuer));
        foreach (var name in Visible(category, issuer).Select(claim => claim.Key)) theirs.Remove(name);
        AssertClaims(category, theirs);
    }

    private Task<JsonObject> Verify(string text, IssuerKeys issuer, string list) =>
        peer.VerifyAsync(issuer.PublicJwk, text, Terms.Nonce, Terms.Now.ToUnixTimeSeconds(), list);

    private static void AssertClaims(string category, JsonObject claims) =>
        Assert.True(JsonNode.DeepEquals(Claims(category), claims), claims.ToJsonString());

    private static string Issue(string category, IssuerKeys issuer)
    {
        var order = new CredentialOrder(CredentialCategory.Named(category)!, Claims(category), Holder.Signer.Key, Issued, Issued.AddYears(1),
            new StatusReference(StatusUri, 7));
        Assert.True(SdJwtIssuer.TryIssue(order, issuer.Signer, new RandomSaltSource(), out var credential, out _));
        return credential;
    }

    private static string PresentHere(string credential)
    {
        Assert.True(SdJwtPresenter.TryPresent(credential, [ClaimPath.Whole], Terms, Holder.Signer, out var text));
        return text;
    }

    private Task<string> PresentThere(string credential, string category) => peer.PresentAsync(Holder.PrivateJwk, credential,
        Claims(category).Select(claim => claim.Key), new { iat = Terms.Now.ToUnixTimeSeconds(), aud = Terms.Audience, nonce = Terms.Nonce });

    private static JsonObject Visible(string category, IssuerKeys issuer) => new()
    {
        ["iss"] = issuer.Signer.Did(),
        ["iat"] = Issued.ToUnixTimeSeconds(),
        ["nbf"] = Issued.ToUnixTimeSeconds(),
        ["exp"] = Issued.AddYears(1).ToUnixTimeSeconds(),
        ["vct"] = CredentialCategory.VctOf(category),
        ["cnf"] = new JsonObject { ["jwk"] = Holder.PublicJwk },
        ["status"] = new JsonObject { ["status_list"] = new JsonObject { ["idx"] = 7, ["uri"] = StatusUri } },
    };

    private static string ValidList(IssuerKeys issuer) =>
        StatusListToken.Sign(StatusUri, StatusList.Of(2, new int[256]), Issued, Issued.AddDays(30), issuer.Signer);

    private static JsonObject Claims(string category)
    {
        var file = Path.Combine(Repository.Root, "tests", "Growr.Actors.Tests", "Golden", "identity", $"sd-jwt-vc-{category}.json");
        return JsonObject.Create(JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("claims"))!;
    }
}
