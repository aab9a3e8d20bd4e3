using Growr.Actors.Common;
using Growr.Actors.Identity.Eligibility;

namespace Growr.Actors.Tests.Identity.Eligibility;

public sealed class LoanEvidenceTests
{
    [Fact]
    public void A_result_brings_the_terms_of_its_pricing_tier()
    {
        var scene = new Scene();
        var outcome = LoanEvidence.Of(scene.Check() with { Signature = "x" }, scene.Criteria);
        Assert.True(outcome.IsEligible);
        Assert.Equal((RateE4.Parse("15"), Money.Parse("40000", Scene.Kes)), (outcome.PricedRate, outcome.PricedAmountMax));
        Assert.Equal(64, outcome.ResultHash.Length);
    }

    [Fact]
    public void A_decline_brings_every_failed_check_and_no_terms()
    {
        var scene = new Scene { Environment = new Scene().Environment with { Issuers = new TrustRegistry([]) } };
        var outcome = LoanEvidence.Of(scene.Check(), scene.Criteria);
        Assert.False(outcome.IsEligible);
        Assert.Equal(["kyc: IssuerNotTrusted", "mem: IssuerNotTrusted", "fin: IssuerNotTrusted"], outcome.Failures.Select(failed => failed.Reason));
        Assert.Null(outcome.PricedRate);
    }
}
