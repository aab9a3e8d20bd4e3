using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Identity;

[JsonSerializable(typeof(PresentationCommands.OpenPresentation))]
[JsonSerializable(typeof(PresentationCommands.ConcludePresentation))]
[JsonSerializable(typeof(PresentationEvents.PresentationOpened))]
[JsonSerializable(typeof(PresentationEvents.PresentationVerified))]
[JsonSerializable(typeof(PresentationQueries.GetPresentation))]
[JsonSerializable(typeof(PresentationReplies.Opened))]
[JsonSerializable(typeof(PresentationReplies.Verified))]
[JsonSerializable(typeof(PresentationView))]
internal sealed partial class PresentationJson : JsonSerializerContext;

/// <summary>What verification requests say, by their names on the wire and in the journal.</summary>
public static class PresentationWire
{
    private static readonly PresentationJson Json = new(WireTypes.JsonOptions());

    public static IEnumerable<WireType> Types =>
    [
        new("sessions.open-presentation", Json.OpenPresentation),
        new("sessions.conclude-presentation", Json.ConcludePresentation),
        new("sessions.presentation-opened", Json.PresentationOpened),
        new("sessions.presentation-verified", Json.PresentationVerified),
        new("sessions.get-presentation", Json.GetPresentation),
        new("sessions.presentation-request", Json.Opened),
        new("sessions.presentation-result", Json.Verified),
        new("sessions.presentation-view", Json.PresentationView),
    ];
}
