using System.Text.Json.Serialization;

namespace Growr.Actors.Common;

[JsonSerializable(typeof(WakeEntity))]
[JsonSerializable(typeof(Replies.Done))]
[JsonSerializable(typeof(Replies.Refused))]
[JsonSerializable(typeof(Replies.Absent))]
[JsonSerializable(typeof(Replies.NotUnderstood))]
internal sealed partial class CommonJson : JsonSerializerContext;

/// <summary>The replies every entity knows, by their names on the wire.</summary>
public static class CommonWire
{
    private static readonly CommonJson Json = new(WireTypes.JsonOptions());

    public static IEnumerable<WireType> Types =>
    [
        new("entity.wake", Json.WakeEntity),
        new("reply.done", Json.Done),
        new("reply.refused", Json.Refused),
        new("reply.absent", Json.Absent),
        new("reply.not-understood", Json.NotUnderstood),
    ];
}
