using System.Collections.Immutable;
using System.Text.Json;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>
/// The holder's side: picks from the wallet what a request needs, the newest of several, then the one that lasts longest, and
/// nothing for alternatives that are not needed.
/// </summary>
public static class WalletChoice
{
    /// <summary>Picks; false with the ids that nothing in the wallet answers.</summary>
    public static bool TryChoose(
        EligibilityCriteria criteria, IEnumerable<string> wallet, DateTimeOffset now,
        out ImmutableArray<ChosenCredential> chosen, out ImmutableArray<string> missing)
    {
        var held = wallet.Select(Read).OfType<Held>().Where(one => now < one.Content.ExpiresAt)
            .OrderByDescending(one => one.Content.IssuedAt).ThenByDescending(one => one.Content.ExpiresAt).ToArray();
        var fitting = criteria.Credentials.ToDictionary(wanted => wanted.Id, wanted => held.Where(one => Fits(one, wanted)).ToArray());
        var wantedIds = NeededIds(criteria, id => fitting[id].Length > 0);
        missing = [.. wantedIds.Where(id => fitting[id].Length == 0)];
        var needed = missing.IsEmpty ? criteria.Credentials.Where(wanted => wantedIds.Contains(wanted.Id)) : [];
        chosen = [.. needed.SelectMany(wanted => Take(criteria, wanted, fitting[wanted.Id]))];
        return missing.IsEmpty;
    }

    /// <summary>Shows what was picked to one verifier.</summary>
    public static ImmutableArray<Presentation> Present(IEnumerable<ChosenCredential> chosen, PresentationTerms terms, ISigner holder) =>
    [
        .. chosen.Select(one => SdJwtPresenter.TryPresent(one.Credential, one.Paths, terms, holder, out var text)
            ? new Presentation(one.CredentialId, text)
            : throw new ArgumentException("A chosen credential can be read.", nameof(chosen))),
    ];

    private static IEnumerable<ChosenCredential> Take(EligibilityCriteria criteria, CriteriaCredential wanted, Held[] fitting) =>
        fitting.Take(wanted.IsMultiple ? IdentityLimits.PresentationsMax / criteria.Credentials.Length : 1)
            .Select(one => new ChosenCredential(wanted.Id, one.Text, RequestedClaims.Of(criteria, wanted)));

    // The first option of each required set that the wallet can answer; where none can be, the first, to say what is missing.
    private static HashSet<string> NeededIds(EligibilityCriteria criteria, Func<string, bool> isHeld) => criteria.Sets.IsEmpty
        ? [.. criteria.Credentials.Select(wanted => wanted.Id)]
        : [.. criteria.Sets.Where(set => set.IsRequired)
            .SelectMany(set => set.Options.FirstOrDefault(option => option.All(isHeld), set.Options[0]))];

    private static bool Fits(Held one, CriteriaCredential wanted) =>
        wanted.Types.Contains(one.Content.Type)
        && (wanted.Issuers.IsEmpty || wanted.Issuers.Contains(one.Content.Issuer))
        && ClaimLookup.Lacks(one.Claims, wanted) is null;

    private static Held? Read(string text)
    {
        if (!SdJwtText.TrySplit(text, out var parts) || !Jws.TryParse(parts.IssuerJwt, IdentityLimits.PresentationCharsMax, out var jws)) return null;
        var rebuilt = DisclosedPayload.Rebuild(jws.Payload, parts.Disclosures);
        if (rebuilt.Failures.Count > 0 || !CredentialReader.TryRead(jws, rebuilt.Claims, out var content)) return null;
        return new Held(text, content, JsonSerializer.SerializeToElement(content.CategoryClaims()));
    }

    private sealed record Held(string Text, PresentedCredential Content, JsonElement Claims);
}
