using Growr.Actors.Common;

namespace Growr.Actors.Identity;

/// <summary>How a request that can no longer be answered says so.</summary>
internal static class PresentationRefusals
{
    public static Refusal Used => Decision.Refuse(Codes.VcInvalid, "This request was used. Ask for a new one.", "RequestUsed");

    public static Refusal Expired => Decision.Refuse(Codes.VcInvalid, "This request is over. Ask for a new one.", "RequestExpired");
}
