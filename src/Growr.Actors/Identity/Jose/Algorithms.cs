namespace Growr.Actors.Identity.Jose;

/// <summary>The signature algorithms that are accepted. Nothing else is, whatever a header says.</summary>
public static class Algorithms
{
    public const string EdDsa = "EdDSA";

    /// <summary>The fully specified name of the same algorithm.</summary>
    public const string Ed25519 = "Ed25519";

    public const string Es256 = "ES256";

    public static bool IsAllowed(string? name) => name is EdDsa or Ed25519 or Es256;
}
