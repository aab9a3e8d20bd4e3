using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Identity;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Projects;

namespace Growr.Actors.Tests.Identity.Eligibility;

public sealed class EligibilityCheckTests
{
    [Fact]
    public void A_borrower_who_proves_everything_is_eligible_with_a_pricing_tier()
    {
        var result = new Scene().Check();
        Assert.Empty(result.Failures);
        Assert.True(result.IsEligible);
        Assert.Equal(1, result.PricingTier);
        Assert.Equal((3, "did:key:zSubject", Vectors.Verifier), (result.CriteriaVersion, result.SubjectDid, result.VerifierDid));
        Assert.Equal(Samples.Now.AddHours(24), result.ExpiresAt);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 10, 15], result.Checks.Select(check => check.Check).Distinct());
    }

    [Fact]
    public void Nothing_shown_means_everything_missing()
    {
        var result = new Scene().Check([]);
        Assert.False(result.IsEligible);
        Assert.Equal([Codes.VcMissing, Codes.NotEligible], CodesOf(result));
        Assert.Contains("MISSING:kyc.birthdate", result.Failures.Select(check => check.Reason));
        Assert.Contains((15, "IncomeNotProven"), result.Failures.Select(check => (check.Check, check.Reason!)));
    }

    [Fact]
    public void All_failures_are_told_at_once()
    {
        var result = new Scene
        {
            Wallet = [Samples.Credential("kyc", claims => claims["birthdate"] = "2015-01-01", statusIndex: 1),
                Samples.Credential("community-membership", expiresAt: Samples.Now.AddSeconds(-61)), Samples.Credential("financial-data", statusIndex: 2)],
            Loan = new LoanFacts(Money.Parse("90000", Scene.Kes), 6, Money.Parse("1325.01", Scene.Kes)),
            Environment = new VerificationEnvironment(Vectors.Dids, new TrustRegistry([]), new Scene.Lists(0, 1, 2)),
        }.CheckUnchosen();
        Assert.Equal([Codes.IssuerUntrusted, Codes.VcExpired, Codes.VcRevoked, Codes.VcSuspended, Codes.NotEligible], CodesOf(result));
        Assert.Equal(["FALSE:/and/0", "FALSE:/and/3"], result.Failures.Where(check => check.Check == 10).Select(check => check.Reason));
        Assert.Contains((15, "InstalmentTooHigh"), result.Failures.Select(check => (check.Check, check.Reason!)));
    }

    [Fact]
    public void A_presentation_for_another_request_ends_the_check()
    {
        var result = new Scene { ExpectedTerms = Samples.Terms("n-2"), Environment = NoTrust() }.Check();
        Assert.Equal([2], result.Checks.Select(check => check.Check).Distinct());
        Assert.Equal([Codes.VcInvalid], CodesOf(result));
    }

    [Fact]
    public void A_request_that_is_over_ends_the_check()
    {
        var result = new Scene { RequestExpiresAt = Samples.Now }.Check();
        Assert.Equal((2, "RequestExpired"), result.Failures.Select(check => (check.Check, check.Reason!)).Single());
    }

    [Fact]
    public void A_presentation_for_another_verifier_or_an_old_one_ends_the_check()
    {
        var terms = Samples.Terms();
        var elsewhere = new Scene { ExpectedTerms = terms with { Audience = "did:web:other.example.org" } }.Check();
        var late = new Scene { ExpectedTerms = terms with { Now = terms.Now.AddSeconds(301) } }.Check();
        Assert.All([elsewhere, late], result => Assert.Equal((Codes.VcInvalid, 2), (CodesOf(result).Single(), result.Failures.First().Check)));
    }

    [Fact]
    public void Credentials_of_two_people_are_refused()
    {
        var strangers = Samples.Credential("community-membership", holder: Vectors.Stranger.Key);
        var scene = new Scene();
        var presented = scene.Present();
        var other = (scene with { Wallet = [scene.Wallet[0], strangers, scene.Wallet[2]], Holder = Vectors.Stranger }).Present();
        var result = scene.Check([presented[0], other[1], presented[2]]);
        Assert.Equal((5, Codes.HolderMismatch, "SeveralHolders"), result.Failures.Select(check => (check.Check, check.Code!, check.Reason!)).Single());
    }

    [Fact]
    public void A_stolen_credential_is_refused() =>
        Assert.Contains(Codes.HolderMismatch, CodesOf(new Scene { Holder = Vectors.Stranger }.Check()));

    [Fact]
    public void Credentials_of_someone_else_than_the_borrower_are_refused()
    {
        var result = new Scene { ExpectedHolder = Vectors.Stranger.Key }.Check();
        Assert.Equal([Codes.HolderMismatch], CodesOf(result));
        Assert.All(result.Failures, check => Assert.Equal("AnotherHolder", check.Reason));
    }

    [Fact]
    public void A_tampered_disclosure_is_refused()
    {
        var result = new Scene { Tamper = presented => [.. presented.Select(one => one.CredentialId == "fin" ? Forge(one) : one)] }.Check();
        Assert.Contains((6, "fin", Codes.VcInvalid), result.Failures.Select(check => (check.Check, check.CredentialId!, check.Code!)));
        Assert.DoesNotContain(result.Failures, check => check.CredentialId is "kyc" or "mem");
    }

    [Theory]
    [InlineData(1, Codes.VcRevoked)]
    [InlineData(2, Codes.VcSuspended)]
    [InlineData(3, Codes.VcRevoked)]
    public void A_credential_that_was_taken_back_is_refused(int status, string code) =>
        Assert.Equal([code, code, code], Only(9, new Scene { Environment = new Scene().Environment with { StatusLists = new Scene.Lists(status) } }.Check()));

    [Fact]
    public void Without_a_status_list_nothing_is_valid()
    {
        var unavailable = new Scene { Environment = new Scene().Environment with { StatusLists = new Scene.NoLists() } }.Check();
        Assert.Equal([Codes.StatusUnavailable, Codes.StatusUnavailable, Codes.StatusUnavailable], Only(9, unavailable));
        var unnamed = new Scene { Wallet = [Samples.Credential("kyc", statusIndex: null), .. new Scene().Wallet[1..]] }.Check();
        Assert.Equal([Codes.StatusUnavailable], Only(9, unnamed));
        var outside = new Scene { Wallet = [Samples.Credential("kyc", statusIndex: 999_999), .. new Scene().Wallet[1..]] }.Check();
        Assert.Equal([Codes.StatusUnavailable], Only(9, outside));
    }

    [Fact]
    public void An_issuer_taken_from_the_registry_is_untrusted_at_once() => Assert.Equal(
        [Codes.IssuerUntrusted, Codes.IssuerUntrusted, Codes.IssuerUntrusted],
        Only(7, new Scene { Environment = new Scene().Environment with { Issuers = Scene.Trust(IssuerLevel.Local, until: Samples.Now) } }.Check()));

    [Theory]
    [InlineData("\"minIssuerLevel\":\"LOCAL\"", IssuerLevel.Network, false)]
    [InlineData("\"minIssuerLevel\":\"LOCAL\"", IssuerLevel.Self, true)]
    [InlineData("\"issuers\":[\"did:web:other.example.org\"]", IssuerLevel.Self, false)]
    [InlineData("\"issuers\":[\"did:web:issuer.example.org\"]", null, true)]
    public void Criteria_narrow_whom_they_trust(string field, IssuerLevel? level, bool isTrusted)
    {
        var criteria = Scene.Parse($$"""{"version":1,"credentials":[{"id":"kyc","categories":["kyc"],{{field}}}],"rule":{"==":[1,1] } }""");
        var trust = level is { } known ? Scene.Trust(known) : new TrustRegistry([]);
        var scene = new Scene { Environment = new Scene().Environment with { Issuers = trust } };
        var presented = scene.Present().Where(one => one.CredentialId == "kyc");
        Assert.Equal(isTrusted, (scene with { Criteria = criteria }).Check([.. presented]).IsEligible);
    }

    [Fact]
    public void A_credential_older_than_the_criteria_allow_is_refused()
    {
        var old = Samples.Credential("kyc", issuedAt: Samples.Now.AddDays(-366), expiresAt: Samples.Now.AddDays(100));
        var trust = new TrustRegistry([.. Scene.Trust(IssuerLevel.Local).Issuers.Select(issuer => issuer with { ValidFrom = Samples.Now.AddDays(-900) })]);
        var scene = new Scene { Wallet = [old, .. new Scene().Wallet[1..]], Environment = new Scene().Environment with { Issuers = trust } };
        Assert.Equal((8, Codes.VcExpired, "TooOld"), scene.Check().Failures.Select(check => (check.Check, check.Code!, check.Reason!)).Single());
    }

    [Fact]
    public void What_was_not_asked_for_or_shown_twice_is_refused()
    {
        var scene = new Scene();
        var presented = scene.Present();
        var result = scene.Check([.. presented, presented[0], presented[1] with { CredentialId = "xyz" }, presented[1] with { CredentialId = "end" }]);
        Assert.Equal(["PresentedTwice", "NotRequested", "TypeNotRequested"], result.Failures.Where(check => check.Check == 4).Select(check => check.Reason));
        Assert.DoesNotContain(result.Checks, check => check.CredentialId == "xyz");
    }

    [Fact]
    public void Another_value_than_the_criteria_ask_for_does_not_count_as_shown()
    {
        var scene = new Scene();
        var suspended = Samples.Credential("community-membership", claims => claims["standing"] = "SUSPENDED");
        Assert.True(SdJwtPresenter.TryPresent(suspended, [ClaimPath.Of("standing")], scene.Terms, Vectors.Holder, out var text));
        var result = scene.Check([.. scene.Present().Where(one => one.CredentialId != "mem"), new Presentation("mem", text)]);
        Assert.Contains((3, "mem", "OtherValue:standing"), result.Failures.Select(check => (check.Check, check.CredentialId!, check.Reason!)));
    }

    [Fact]
    public void An_instalment_in_another_currency_than_the_income_is_not_affordable()
    {
        var usd = Currency.Parse("USD");
        var result = new Scene { Loan = new LoanFacts(Money.Parse("300", usd), 6, Money.Parse("10", usd)) }.Check();
        Assert.Equal((15, "IncomeInOtherCurrency"), result.Failures.Select(check => (check.Check, check.Reason!)).Single());
    }

    private static Presentation Forge(Presentation presentation)
    {
        Assert.True(SdJwtText.TrySplit(presentation.Text, out var parts));
        var forged = Disclosure.OfClaim("AAAAAAAAAAAAAAAAAAAAAA", "avg_monthly_inflow", JsonValue.Create("999999.00"));
        var disclosures = parts.Disclosures.Select(text => Disclosure.TryParse(text, out var one) && one.Name == "avg_monthly_inflow" ? forged.Encoded : text);
        return presentation with { Text = KeyBinding.Bind(parts with { Disclosures = [.. disclosures] }, Samples.Terms(), Vectors.Holder) };
    }

    private static VerificationEnvironment NoTrust() => new Scene().Environment with { Issuers = new TrustRegistry([]) };

    private static IEnumerable<string> CodesOf(VerificationResult result) => result.Failures.Select(check => check.Code!).Distinct();

    private static IEnumerable<string> Only(int check, VerificationResult result)
    {
        Assert.All(result.Failures, failure => Assert.Equal(check, failure.Check));
        return result.Failures.Select(failure => failure.Code!);
    }
}
