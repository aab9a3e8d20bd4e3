using System.Collections.Immutable;
using System.Text.Json;
using Growr.Actors.Identity;
using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Tests.Identity.Eligibility;

public sealed class SignedResultTests
{
    private static readonly Ed25519Signer Verifier = new(Vectors.Person("statusIssuer"), Vectors.Verifier + "#key-1");
    private static readonly KnownDids Dids = new(new DidDocument(Vectors.Verifier, [new VerificationMethod(Verifier.KeyId, Verifier.Key, null, true)]));

    [Fact]
    public void A_result_is_signed_by_its_verifier_and_by_nobody_else()
    {
        var signed = SignedResult.Sign(new Scene().Check(), Verifier);
        Assert.True(SignedResult.IsSigned(signed, Dids));
        Assert.False(SignedResult.IsSigned(signed, new KnownDids()));
        Assert.Throws<ArgumentException>(() => SignedResult.Sign(signed, Vectors.Issuer));
    }

    [Fact]
    public void Nothing_in_a_signed_result_can_be_changed()
    {
        var signed = SignedResult.Sign(new Scene { RequestExpiresAt = Samples.Now }.Check(), Verifier);
        VerificationResult[] changed =
        [
            signed with { IsEligible = true }, signed with { SubjectDid = "did:key:zOther" }, signed with { CriteriaVersion = 9 },
            signed with { Checks = [] }, signed with { PricingTier = 0 }, signed with { ExpiresAt = signed.ExpiresAt.AddDays(1) },
            signed with { Loan = signed.Loan with { Duration = 60 } }, signed with { Project = new("project-2") },
            signed with { ResultId = "x" }, signed with { Signature = "" }, signed with { VerifierDid = "did:web:issuer.example.org" },
        ];
        Assert.All(changed, one => Assert.False(SignedResult.IsSigned(one, Dids)));
    }

    [Fact]
    public void No_value_of_any_claim_is_in_a_result_good_or_bad()
    {
        const string canary = "Zanzibarella";
        ImmutableArray<string> wallet =
        [
            Samples.Credential("kyc", claims => (claims["given_name"], claims["birthdate"], claims["address"]!["region"]) = (canary, "2011-11-11", canary)),
            Samples.Credential("community-membership", claims => (claims["organization_name"], claims["guarantee_group"]) = (canary, canary)),
            Samples.Credential("financial-data", claims => claims["avg_monthly_inflow"] = "76543.21"),
        ];
        VerificationResult[] results =
        [
            new Scene { Wallet = wallet }.CheckUnchosen(),
            new Scene { Wallet = wallet, ExpectedTerms = Samples.Terms("other") }.CheckUnchosen(),
            new Scene { Wallet = wallet, Holder = Vectors.Stranger }.CheckUnchosen(),
            new Scene { Wallet = wallet, Environment = new(Vectors.Dids, new TrustRegistry([]), new Scene.Lists(1)) }.CheckUnchosen(),
        ];
        Assert.All(results.Select(result => SignedResult.Sign(result, Verifier)), result =>
        {
            Assert.True(Jws.TryParse(result.Signature, 100_000, out var jws));
            var text = JsonSerializer.Serialize(result.Checks) + jws.Payload.GetRawText() + result;
            string[] values = [canary, "2011-11-11", "76543.21", "1991-04-17", "Otieno", Vectors.Holder.Key.X, "V8LU-"];
            Assert.All(values, value => Assert.DoesNotContain(value, text, StringComparison.Ordinal));
        });
    }
}
