using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Tenancy;

[JsonSerializable(typeof(BusinessDayCommands.OpenDays))]
[JsonSerializable(typeof(BusinessDayCommands.CloseDay))]
[JsonSerializable(typeof(BusinessDayEvents.DaysOpened))]
[JsonSerializable(typeof(BusinessDayEvents.DayClosed))]
[JsonSerializable(typeof(BusinessDayQueries.GetBusinessDay))]
[JsonSerializable(typeof(BusinessDayView))]
internal sealed partial class BusinessDayJson : JsonSerializerContext;

/// <summary>What business days say, by their names on the wire and in the journal.</summary>
public static class BusinessDayWire
{
    private static readonly BusinessDayJson Json = new(WireTypes.JsonOptions());

    public static IEnumerable<WireType> Types =>
    [
        new("days.open", Json.OpenDays),
        new("days.close", Json.CloseDay),
        new("days.opened", Json.DaysOpened),
        new("days.closed", Json.DayClosed),
        new("days.get", Json.GetBusinessDay),
        new("days.view", Json.BusinessDayView),
    ];
}
