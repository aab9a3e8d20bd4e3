namespace Growr.Actors.Common;

/// <summary>Refusal codes, as the API answers them. They never change meaning.</summary>
public static class Codes
{
    public const string Unauthenticated = "UNAUTHENTICATED";
    public const string Forbidden = "FORBIDDEN";
    public const string NotFound = "NOT_FOUND";
    public const string Validation = "VALIDATION";
    public const string Conflict = "CONFLICT";
    public const string IllegalState = "ILLEGAL_STATE";
    public const string Duplicate = "DUPLICATE";
    public const string NotEligible = "NOT_ELIGIBLE";
    public const string VcMissing = "VC_MISSING";
    public const string VcInvalid = "VC_INVALID";
    public const string VcExpired = "VC_EXPIRED";
    public const string VcRevoked = "VC_REVOKED";
    public const string VcSuspended = "VC_SUSPENDED";
    public const string IssuerUntrusted = "ISSUER_UNTRUSTED";
    public const string HolderMismatch = "HOLDER_MISMATCH";
    public const string StatusUnavailable = "STATUS_UNAVAILABLE";
    public const string LimitExceeded = "LIMIT_EXCEEDED";
    public const string InsufficientFunds = "INSUFFICIENT_FUNDS";
    public const string ProjectClosedForLoans = "PROJECT_CLOSED_FOR_LOANS";
    public const string CodeInvalid = "CODE_INVALID";
    public const string CodeExpired = "CODE_EXPIRED";
    public const string CodeUsed = "CODE_USED";
    public const string AmountMismatch = "AMOUNT_MISMATCH";
    public const string UnmatchedPayment = "UNMATCHED_PAYMENT";
    public const string RailUnavailable = "RAIL_UNAVAILABLE";
    public const string Timeout = "TIMEOUT";
    public const string RateLimited = "RATE_LIMITED";
    public const string ConsentRequired = "CONSENT_REQUIRED";
}
