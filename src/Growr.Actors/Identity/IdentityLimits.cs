namespace Growr.Actors.Identity;

/// <summary>What a stranger may make this room read or keep, each with its reason.</summary>
public static class IdentityLimits
{
    /// <summary>A credential of every category with all claims shown is below 8 KiB; room for larger issuers.</summary>
    public const int PresentationCharsMax = 64 * 1024;

    /// <summary>The largest category has 16 disclosures.</summary>
    public const int DisclosuresMax = 128;

    /// <summary>One disclosure: the longest claim is 280 characters; nested claims carry digests of 43.</summary>
    public const int DisclosureCharsMax = 8 * 1024;

    /// <summary>A compact signature object apart from presentations: results, key bindings.</summary>
    public const int JwsCharsMax = 64 * 1024;

    /// <summary>Credentials shown at once: the criteria name a handful, endorsements may be many.</summary>
    public const int PresentationsMax = 32;

    /// <summary>A status list token: 131 072 entries of 2 bits do not compress below 32 KiB when random.</summary>
    public const int StatusTokenCharsMax = 2 * 1024 * 1024;

    /// <summary>A status list unpacked: a million entries of 8 bits.</summary>
    public const int StatusListBytesMax = 1024 * 1024;

    /// <summary>A DID document as served (did:web).</summary>
    public const int DidDocumentBytesMax = 64 * 1024;

    /// <summary>Text of a DID.</summary>
    public const int DidCharsMax = 400;

    /// <summary>Clocks of issuers may differ from ours by this much.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    /// <summary>How far a key binding's time may be from now.</summary>
    public static readonly TimeSpan KeyBindingAgeMax = TimeSpan.FromSeconds(300);

    /// <summary>How long a verification request waits for its presentation.</summary>
    public static readonly TimeSpan RequestLifetime = TimeSpan.FromMinutes(10);

    /// <summary>How long a verification result may be used for an application.</summary>
    public static readonly TimeSpan ResultLifetime = TimeSpan.FromHours(24);
}
