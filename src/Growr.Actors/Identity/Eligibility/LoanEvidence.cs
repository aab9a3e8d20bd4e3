using Growr.Actors.Common;
using Growr.Actors.Lending;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>A verification result as a loan application carries it.</summary>
public static class LoanEvidence
{
    /// <summary>Takes over the verdict, every failed check, and the terms of the pricing tier reached.</summary>
    /// <param name="result">Signed.</param>
    /// <param name="criteria">Those the result was made for.</param>
    /// <exception cref="ArgumentException">The criteria are of another version.</exception>
    public static VerificationOutcome Of(VerificationResult result, EligibilityCriteria criteria)
    {
        if (result.CriteriaVersion != criteria.Version) throw new ArgumentException("These are other criteria.", nameof(criteria));
        var tier = result.PricingTier is { } index ? criteria.Pricing[index] : null;
        return new VerificationOutcome(result.IsEligible, [.. result.Failures.Select(Failed)], result.CriteriaVersion, result.VerifierDid,
            SignedResult.HashOf(result), result.ExpiresAt)
        {
            PricedRate = tier?.InterestRate is { } rate ? RateE4.Parse(rate) : null,
            PricedAmountMax = tier?.LoanMaxAmount is { } amount ? Limit(amount, result.Loan.Amount.Currency) : null,
        };
    }

    // A limit that is no amount of the currency lets nothing through; CriteriaProblems finds it when the project is made.
    private static Money Limit(string amount, Currency currency) =>
        Money.TryParse(amount, currency, out var limit) ? limit : Money.Zero(currency);

    private static FailedCheck Failed(VerificationCheck check) =>
        new(check.Check, check.Code!, check.CredentialId is { } id ? $"{id}: {check.Reason}" : check.Reason!);
}
