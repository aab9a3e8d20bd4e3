using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Tests.Common;

[JsonSerializable(typeof(TallyCommands.Add))]
[JsonSerializable(typeof(TallyCommands.Carry))]
[JsonSerializable(typeof(TallyCommands.EndCarry))]
[JsonSerializable(typeof(TallyEvents.Added))]
[JsonSerializable(typeof(TallyEvents.Frowned))]
[JsonSerializable(typeof(TallyEvents.CarryBegun))]
[JsonSerializable(typeof(TallyEvents.CarryEnded))]
[JsonSerializable(typeof(TallyQueries.Get))]
[JsonSerializable(typeof(TallyQueries.Counted))]
internal sealed partial class TallyJson : JsonSerializerContext;

internal static class TallyWire
{
    private static readonly TallyJson Json = new(WireTypes.JsonOptions());

    public static IEnumerable<WireType> Types =>
    [
        new("tallies.add", Json.Add),
        new("tallies.carry", Json.Carry),
        new("tallies.end-carry", Json.EndCarry),
        new("tallies.added", Json.Added),
        new("tallies.frowned", Json.Frowned),
        new("tallies.carry-begun", Json.CarryBegun),
        new("tallies.carry-ended", Json.CarryEnded),
        new("tallies.get", Json.Get),
        new("tallies.counted", Json.Counted),
    ];
}
