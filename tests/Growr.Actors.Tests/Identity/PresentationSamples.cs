using Growr.Actors.Common;
using Growr.Actors.Identity;
using Growr.Actors.Tests.Support;

namespace Growr.Actors.Tests.Identity;

public sealed class PresentationSamples : IJournalSamples
{
    public IEnumerable<IDomainEvent> Events
    {
        get
        {
            var meta = Support.Samples.Meta("coop");
            yield return new PresentationEvents.PresentationOpened(meta, "AAAAAAAAAAAAAAAAAAAAAA", new ProjectKey("project-1"), 3,
                """{"version":3,"credentials":[{"id":"kyc","categories":["kyc"]}],"rule":{"==":[{"var":"kyc.aml_clear"},true]}}""",
                "did:web:verifier.example.org", meta.At.AddMinutes(10));
            yield return Verified(meta, new VerificationCheck(2, IsOk: true), pricingTier: 1);
            yield return Verified(meta, new VerificationCheck(9, IsOk: false, "kyc", Codes.VcRevoked, "Revoked"), pricingTier: null);
        }
    }

    private static PresentationEvents.PresentationVerified Verified(EventMeta meta, VerificationCheck check, int? pricingTier)
    {
        var kes = Currency.Parse("KES");
        var loan = new LoanFacts(Money.Parse("30000.00", kes), 6, Money.Parse("5300.00", kes));
        var result = new VerificationResult("result-1", new ProjectKey("project-1"), 3, "did:key:zSubject", "did:web:verifier.example.org", loan,
            check.IsOk, [check], meta.At, meta.At.AddHours(24), "header.payload.signature", pricingTier);
        return new PresentationEvents.PresentationVerified(meta, "hash of what was shown", result, "hash of the result");
    }
}
