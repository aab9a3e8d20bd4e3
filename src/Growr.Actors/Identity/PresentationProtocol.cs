using System.Collections.Immutable;
using Growr.Actors.Common;

namespace Growr.Actors.Identity;

/// <summary>One presentation and the id of the credential in the criteria that it answers. Holds personal data: never stored, never logged.</summary>
public sealed record Presentation(string CredentialId, string Text)
{
    public override string ToString() => $"presentation of {CredentialId}";
}

/// <summary>The loan that is asked for, as rules see it.</summary>
/// <param name="Amount">Contract amount.</param>
/// <param name="DurationMonths">Months from disbursement to the last instalment.</param>
/// <param name="Instalment">The largest instalment of the plan, in the same currency.</param>
public sealed record LoanFacts(Money Amount, int DurationMonths, Money Instalment);

/// <summary>The outcome of one check of the eligibility list. Never holds a claim's value.</summary>
/// <param name="Check">Number in the list, 2 to 10 and 15.</param>
/// <param name="CredentialId">The credential of the criteria it is about, where it is about one.</param>
/// <param name="IsOk">Whether it passed.</param>
/// <param name="Code">One of <see cref="Codes"/> when it did not.</param>
/// <param name="Reason">What exactly, by names of the criteria and of the check.</param>
public sealed record VerificationCheck(int Check, string? CredentialId, bool IsOk, string? Code, string? Reason);

/// <summary>Whether a borrower may have a loan, for one project, criteria version, subject and loan. Never holds a claim's value.</summary>
/// <param name="ResultId">Made at the edge.</param>
/// <param name="Project">The project the criteria belong to.</param>
/// <param name="CriteriaVersion">The version that was checked.</param>
/// <param name="SubjectDid">The borrower's pairwise DID in this project.</param>
/// <param name="VerifierDid">Who checked and signed.</param>
/// <param name="Loan">The loan it was checked for; it says nothing about a larger one.</param>
/// <param name="IsEligible">True when every check passed.</param>
/// <param name="Checks">Every check made, in order.</param>
/// <param name="PricingTier">Index of the pricing tier reached, if any.</param>
/// <param name="CheckedAt">When.</param>
/// <param name="ExpiresAt">From when on it may not be used.</param>
/// <param name="Signature">Compact JWS of all the above by the verifier; "" until signed.</param>
public sealed record VerificationResult(
    string ResultId, ProjectKey Project, int CriteriaVersion, string SubjectDid, string VerifierDid, LoanFacts Loan, bool IsEligible,
    ImmutableArray<VerificationCheck> Checks, int? PricingTier, DateTimeOffset CheckedAt, DateTimeOffset ExpiresAt, string Signature)
{
    public IEnumerable<VerificationCheck> Failures => Checks.Where(check => !check.IsOk);
}
