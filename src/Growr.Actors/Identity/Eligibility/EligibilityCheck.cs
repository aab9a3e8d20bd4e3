using System.Text.Json;
using Growr.Actors.Common;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Identity.Rules;
using Growr.Actors.Identity.Schemas;
using Growr.Actors.Identity.Status;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>
/// Checks 2 to 10 and 15 of the eligibility list over presented credentials, in order; every failure is collected except that a
/// presentation not made for this request (check 2) ends it. Claim values are used and forgotten: none is in the result.
/// </summary>
public sealed class EligibilityCheck
{
    private readonly EligibilityQuestion _question;
    private readonly VerificationEnvironment _environment;
    private readonly PresentedSet _shown;
    private readonly List<VerificationCheck> _checks = [];

    private EligibilityCheck(EligibilityQuestion question, VerificationEnvironment environment) =>
        (_question, _environment, _shown) = (question, environment, new PresentedSet(question, environment));

    private DateTimeOffset Now => _question.Terms.Now;

    /// <summary>Checks and gives the result, not yet signed.</summary>
    public static VerificationResult Run(EligibilityQuestion question, VerificationEnvironment environment)
    {
        var check = new EligibilityCheck(question, environment);
        var tier = check.CheckRequest() ? check.CheckAll() : null;
        var isEligible = check._checks.All(one => one.IsOk);
        return new VerificationResult(question.ResultId, question.Project, question.Criteria.Version, question.SubjectDid,
            question.Terms.Audience, question.Loan, isEligible, [.. check._checks], question.Terms.Now,
            question.Terms.Now + IdentityLimits.ResultLifetime, Signature: "", isEligible ? tier : null);
    }

    private bool CheckRequest()
    {
        const int check = 2;
        if (Now >= _question.RequestExpiresAt) Fail(check, null, Codes.VcInvalid, "RequestExpired");
        if (_question.Presentations.Length > IdentityLimits.PresentationsMax) Fail(check, null, Codes.VcInvalid, "TooManyPresentations");
        foreach (var item in _shown.Items)
            foreach (var failure in item.Verification.Failures.Where(failure => failure.Check == check))
                Fail(check, IdOf(item), failure.Code, failure.Reason);
        Passed(check, null);
        return _checks.All(one => one.IsOk);
    }

    private int? CheckAll()
    {
        foreach (var (id, reason) in _shown.Missing()) Fail(3, id, Codes.VcMissing, reason);
        Passed(3, null);
        ForEach(4, CheckForm);
        CheckSamePerson();
        ForEach(5, CheckHolder);
        ForEach(6, _ => { });
        ForEach(7, CheckTrust);
        ForEach(8, CheckAge);
        ForEach(9, CheckStatus);
        var data = _shown.RuleData(_question);
        CheckRule(data);
        CheckAffordability(data);
        return TierOf(data);
    }

    // Of a credential that is not proven only failures are told: most checks could not be made on it.
    private void ForEach(int check, Action<PresentedSet.Item> look)
    {
        foreach (var item in _shown.Items)
        {
            look(item);
            foreach (var failure in item.Verification.Failures.Where(failure => failure.Check == check))
                Fail(check, IdOf(item), failure.Code, failure.Reason);
        }
        foreach (var item in _shown.Items.Where(item => item.IsTypeWanted)) Passed(check, item.CredentialId);
    }

    private void CheckForm(PresentedSet.Item item)
    {
        if (item.Wanted is null) Fail(4, null, Codes.VcInvalid, "NotRequested");
        else if (!item.Wanted.IsMultiple && _shown.Items.First(other => other.CredentialId == item.CredentialId) != item)
            Fail(4, item.CredentialId, Codes.VcInvalid, "PresentedTwice");
        else if (item.Verification.Credential is not null && !item.IsTypeWanted) Fail(4, item.CredentialId, Codes.VcInvalid, "TypeNotRequested");
    }

    private void CheckHolder(PresentedSet.Item item)
    {
        if (_question.Holder is { } holder && item.Verification.Credential is { } credential && credential.Holder != holder)
            Fail(5, IdOf(item), Codes.HolderMismatch, "AnotherHolder");
    }

    private void CheckSamePerson()
    {
        var holders = _shown.Items.Select(item => item.Verification.Credential?.Holder).OfType<VerificationKey>().Distinct();
        if (holders.Count() > 1) Fail(5, null, Codes.HolderMismatch, "SeveralHolders");
    }

    private void CheckTrust(PresentedSet.Item item)
    {
        if (!item.IsTypeWanted) return;
        var (wanted, credential) = (item.Wanted!, item.Verification.Credential!);
        var isListed = wanted.Issuers.Contains(credential.Issuer);
        var isKnown = CredentialCategory.OfType(credential.Type) is { } category && _environment.Issuers.Trusts(
            credential.Issuer, category.Name, wanted.MinIssuerLevel ?? IssuerLevel.Network, _question.Project, credential.IssuedAt, Now);
        var isTrusted = wanted.Issuers.IsEmpty ? isKnown : isListed && (wanted.MinIssuerLevel is null || isKnown);
        if (!isTrusted) Fail(7, item.CredentialId, Codes.IssuerUntrusted, "IssuerNotTrusted");
    }

    private void CheckAge(PresentedSet.Item item)
    {
        if (item.IsTypeWanted && item.Wanted!.MaxAgeDays is { } days && Now - item.Verification.Credential!.IssuedAt > TimeSpan.FromDays(days))
            Fail(8, item.CredentialId, Codes.VcExpired, "TooOld");
    }

    private void CheckStatus(PresentedSet.Item item)
    {
        if (!item.IsTypeWanted) return;
        var failure = CredentialStatus.FailureOf(item.Verification.Credential!, _environment.StatusLists, _environment.Dids, Now);
        if (failure is var (code, reason)) Fail(9, item.CredentialId, code, reason);
    }

    private void CheckRule(JsonElement data)
    {
        const int check = 10;
        if (!Rule.TryParse(_question.Criteria.Rule, out var rule, out var error)) Fail(check, null, Codes.NotEligible, error!);
        else if (rule.Evaluate(data) is { IsTrue: false } outcome)
            foreach (var reason in outcome.Reasons.DefaultIfEmpty(RuleErrors.Type)) Fail(check, null, Codes.NotEligible, reason);
        Passed(check, null);
    }

    private void CheckAffordability(JsonElement data)
    {
        const int check = 15;
        if (_question.Criteria.Affordability is not { } terms) return;
        if (Affordability.FailureOf(terms, data, _question.Loan) is { } reason) Fail(check, terms.CredentialId, Codes.NotEligible, reason);
        Passed(check, terms.CredentialId);
    }

    private int? TierOf(JsonElement data)
    {
        var tiers = _question.Criteria.Pricing;
        for (var i = 0; i < tiers.Length; i++)
            if (Rule.TryParse(tiers[i].When, out var rule, out _) && rule.Evaluate(data).IsTrue) return i;
        return null;
    }

    // An id that nobody asked for is a stranger's text and is not repeated.
    private static string? IdOf(PresentedSet.Item item) => item.Wanted?.Id;

    private void Fail(int check, string? credentialId, string code, string reason) =>
        _checks.Add(new VerificationCheck(check, IsOk: false, credentialId, code, reason));

    // A check without a credential passes only when nothing at all failed in it.
    private void Passed(int check, string? credentialId)
    {
        if (!_checks.Any(one => one.Check == check && (credentialId is null || one.CredentialId == credentialId)))
            _checks.Add(new VerificationCheck(check, IsOk: true, credentialId));
    }
}
