using Growr.Actors.Common;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Dids;

namespace Growr.Actors.Identity.Status;

/// <summary>Whether a credential still stands, by its issuer's status list.</summary>
public static class CredentialStatus
{
    public const int Valid = 0;
    public const int Revoked = 1;
    public const int Suspended = 2;
    public const int Superseded = 3;

    /// <summary>The refusal code and its reason; null when the credential is valid. Without a list that can be believed nothing is valid.</summary>
    public static (string Code, string Reason)? FailureOf(
        PresentedCredential credential, IStatusListSource lists, IDidResolver resolver, DateTimeOffset now)
    {
        if (credential.Status is not { } status) return (Codes.StatusUnavailable, "StatusNotGiven");
        if (lists.Find(status.Uri) is not { } token) return (Codes.StatusUnavailable, "ListUnavailable");
        if (!StatusListToken.TryVerify(token, status.Uri, credential.Issuer, now, resolver, out var list)) return (Codes.StatusUnavailable, "ListNotProven");
        return list[status.Index] switch
        {
            Valid => null,
            Revoked => (Codes.VcRevoked, "Revoked"),
            Suspended => (Codes.VcSuspended, "Suspended"),
            Superseded => (Codes.VcRevoked, "Superseded"),
            null => (Codes.StatusUnavailable, "IndexOutsideList"),
            _ => (Codes.VcRevoked, "UnknownStatus"),
        };
    }
}
