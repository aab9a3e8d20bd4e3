using System.Collections.Immutable;

namespace Growr.Actors.Identity.Credentials;

/// <summary>The parts of an SD-JWT: the issuer's signed object, the disclosures, and the key binding or "" without one.</summary>
/// <remarks>Form: issuer JWT, then '~' after it and after each disclosure, then the key binding (RFC 9901).</remarks>
public sealed record SdJwtText(string IssuerJwt, ImmutableArray<string> Disclosures, string KeyBinding)
{
    /// <summary>What the key binding's hash covers: everything up to and with the last '~'.</summary>
    public string WithoutKeyBinding => string.Concat(IssuerJwt, "~", string.Concat(Disclosures.Select(disclosure => disclosure + "~")));

    public override string ToString() => WithoutKeyBinding + KeyBinding;

    public static bool TrySplit(string text, out SdJwtText parts)
    {
        parts = null!;
        if (text.Length > IdentityLimits.PresentationCharsMax) return false;
        var pieces = text.Split('~');
        if (pieces.Length < 2 || pieces.Length > IdentityLimits.DisclosuresMax + 2) return false;
        parts = new SdJwtText(pieces[0], [.. pieces[1..^1]], pieces[^1]);
        return true;
    }
}
