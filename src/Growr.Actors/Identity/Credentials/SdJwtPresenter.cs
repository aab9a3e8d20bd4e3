using Growr.Actors.Identity.Jose;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Credentials;

/// <summary>The holder's side: shows the claims asked for and no others, bound to one verifier and request.</summary>
public static class SdJwtPresenter
{
    /// <summary>Makes a presentation. A path shows everything below it, and what is needed to reach it; paths the credential lacks show nothing.</summary>
    /// <returns>False when the credential cannot be read.</returns>
    public static bool TryPresent(
        string credential, IReadOnlyCollection<ClaimPath> paths, PresentationTerms terms, ISigner holder, out string presentation)
    {
        presentation = "";
        if (!SdJwtText.TrySplit(credential, out var parts) || !Jws.TryParse(parts.IssuerJwt, IdentityLimits.PresentationCharsMax, out var jws)) return false;
        var rebuilt = DisclosedPayload.Rebuild(jws.Payload, parts.Disclosures);
        if (rebuilt.Failures.Count > 0) return false;
        var shown = rebuilt.Places
            .Where(place => paths.Any(path => path.Leads(place.Path) || place.Path.Leads(path)))
            .Select(place => place.Disclosure.Encoded).ToHashSet();
        var chosen = parts with { Disclosures = [.. parts.Disclosures.Where(shown.Contains)], KeyBinding = "" };
        presentation = KeyBinding.Bind(chosen, terms, holder);
        return true;
    }
}
