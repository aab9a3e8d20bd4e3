using Growr.Actors.Common;

namespace Growr.Actors.Identity.Credentials;

/// <summary>Everything that can be wrong with a presentation by itself, one value for each cause.</summary>
public enum CredentialFault
{
    Malformed,
    TypeNotAllowed,
    AlgorithmNotAllowed,
    IssuerUnresolved,
    IssuerIsNotSigner,
    IssuerSignature,
    DisclosureMalformed,
    DisclosureUnreferenced,
    DisclosureRepeated,
    DigestRepeated,
    DisclosureNameForbidden,
    DisclosureOverwritesClaim,
    Expired,
    NotYetValid,
    UnknownCredentialType,
    ClaimsOutsideSchema,
    KeyBindingMissing,
    KeyBindingMalformed,
    KeyBindingSignature,
    KeyBindingAudience,
    KeyBindingNonce,
    KeyBindingTime,
    KeyBindingOtherPresentation,
}

/// <summary>A fault, and for claims outside the schema the path at fault. Never holds a claim's value.</summary>
public sealed record CredentialFailure(CredentialFault Fault, string? Path = null)
{
    /// <summary>The place of this failure in the eligibility check list (product text, 6.18).</summary>
    public int Check => Fault switch
    {
        CredentialFault.KeyBindingAudience or CredentialFault.KeyBindingNonce or CredentialFault.KeyBindingTime => 2,
        CredentialFault.Malformed or CredentialFault.TypeNotAllowed or CredentialFault.AlgorithmNotAllowed
            or CredentialFault.UnknownCredentialType or CredentialFault.ClaimsOutsideSchema => 4,
        CredentialFault.KeyBindingMissing or CredentialFault.KeyBindingMalformed or CredentialFault.KeyBindingSignature
            or CredentialFault.KeyBindingOtherPresentation => 5,
        CredentialFault.Expired or CredentialFault.NotYetValid => 8,
        _ => 6,
    };

    /// <summary>The code the caller sees.</summary>
    public string Code => Check switch
    {
        5 => Codes.HolderMismatch,
        8 => Codes.VcExpired,
        _ => Codes.VcInvalid,
    };

    /// <summary>The fault by name, and the path where there is one.</summary>
    public string Reason => Path is null ? Fault.ToString() : $"{Fault}:{Path}";
}
