using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Identity;

/// <summary>One presentation and the id of the credential in the criteria that it answers. Holds personal data: never stored, never logged.</summary>
public sealed record Presentation(string CredentialId, string Text)
{
    public override string ToString() => $"presentation of {CredentialId}";
}

/// <summary>The loan that is asked for, as rules see it.</summary>
/// <param name="Amount">Contract amount.</param>
/// <param name="Duration">Instalment periods.</param>
/// <param name="Instalment">The largest instalment of the plan, in the same currency.</param>
public sealed record LoanFacts(Money Amount, int Duration, Money Instalment);

/// <summary>The outcome of one check of the eligibility list. Never holds a claim's value.</summary>
/// <param name="Check">Number in the list, 2 to 10 and 15.</param>
/// <param name="IsOk">Whether it passed.</param>
/// <param name="CredentialId">The credential of the criteria it is about, where it is about one.</param>
/// <param name="Code">One of <see cref="Codes"/> when it did not.</param>
/// <param name="Reason">What exactly, by names of the criteria and of the check.</param>
public sealed record VerificationCheck(int Check, bool IsOk, string? CredentialId = null, string? Code = null, string? Reason = null);

/// <summary>Whether a borrower may have a loan, for one project, criteria version, subject and loan. Never holds a claim's value.</summary>
/// <param name="ResultId">Made at the edge.</param>
/// <param name="Project">The project the criteria belong to.</param>
/// <param name="CriteriaVersion">The version that was checked.</param>
/// <param name="SubjectDid">The borrower's pairwise DID in this project.</param>
/// <param name="VerifierDid">Who checked and signed.</param>
/// <param name="Loan">The loan it was checked for; it says nothing about a larger one.</param>
/// <param name="IsEligible">True when every check passed.</param>
/// <param name="Checks">Every check made, in order.</param>
/// <param name="CheckedAt">When.</param>
/// <param name="ExpiresAt">From when on it may not be used.</param>
/// <param name="Signature">Compact JWS of all the above by the verifier; "" until signed.</param>
/// <param name="PricingTier">Index of the pricing tier reached, if any.</param>
public sealed record VerificationResult(
    string ResultId, ProjectKey Project, int CriteriaVersion, string SubjectDid, string VerifierDid, LoanFacts Loan, bool IsEligible,
    ImmutableArray<VerificationCheck> Checks, DateTimeOffset CheckedAt, DateTimeOffset ExpiresAt, string Signature, int? PricingTier = null)
{
    [JsonIgnore]
    public IEnumerable<VerificationCheck> Failures => Checks.Where(check => !check.IsOk);
}

public interface IPresentationCommand : IEntityCommand;

/// <summary>
/// Entity: <c>tenant/sessions/request id</c>, one verification request, good for one use within ten minutes. Presentations
/// themselves are personal data and never become a message: <see cref="PresentationGateway"/> checks them and tells only the result.
/// </summary>
public static class PresentationCommands
{
    /// <summary>Opens the request. VALIDATION when nobody could meet the criteria; ILLEGAL_STATE when it is open already.</summary>
    /// <param name="EntityId">The request.</param>
    /// <param name="CommandId">Same for a retry.</param>
    /// <param name="By">Who acts.</param>
    /// <param name="Nonce">128 bits made at the edge, see <see cref="PresentationNonce"/>.</param>
    /// <param name="ProjectKey">For which project.</param>
    /// <param name="Criteria">The criteria as they are now, as JSON: what changes later does not change this request.</param>
    /// <param name="Audience">The verifier's DID.</param>
    public sealed record OpenPresentation(EntityId EntityId, CommandId CommandId, ActorId By, string Nonce, ProjectKey ProjectKey,
        string Criteria, string Audience) : IPresentationCommand;

    /// <summary>Uses the request up. VC_INVALID when it was used, is over or was never opened.</summary>
    /// <param name="EntityId">The request.</param>
    /// <param name="CommandId">Same for a retry.</param>
    /// <param name="By">Who acts.</param>
    /// <param name="PresentationsHash">SHA-256 of what was shown, lower hex: tells a retry from another presentation.</param>
    /// <param name="Result">Signed.</param>
    public sealed record ConcludePresentation(EntityId EntityId, CommandId CommandId, ActorId By, string PresentationsHash,
        VerificationResult Result) : IPresentationCommand;
}

public interface IPresentationEvent : IDomainEvent;

public static class PresentationEvents
{
    public sealed record PresentationOpened(EventMeta Meta, string Nonce, ProjectKey ProjectKey, int CriteriaVersion, string Criteria,
        string Audience, DateTimeOffset ExpiresAt) : IPresentationEvent;

    /// <summary>The result and its hash (SHA-256 of its signature text, lower hex); no claims.</summary>
    public sealed record PresentationVerified(EventMeta Meta, string PresentationsHash, VerificationResult Result, string ResultHash)
        : IPresentationEvent;
}

public static class PresentationQueries
{
    public sealed record GetPresentation(EntityId EntityId) : IEntityQuery;
}

public static class PresentationReplies
{
    /// <summary>The request as the holder is told it; the query is made from the criteria.</summary>
    public sealed record Opened(CommandId CommandId, string Nonce, string Audience, DateTimeOffset ExpiresAt) : CommandReply(CommandId);

    public sealed record Verified(CommandId CommandId, VerificationResult Result) : CommandReply(CommandId);
}

/// <summary>A request and, once it was used, by which command, over what (SHA-256), and with which result.</summary>
public sealed record PresentationView(string Nonce, ProjectKey ProjectKey, string Criteria, string Audience, DateTimeOffset ExpiresAt,
    CommandId? UsedBy = null, string? PresentationsHash = null, VerificationResult? Result = null) : IWire;
