using System.Diagnostics;
using Growr.Actors.Common;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Tenancy.BusinessDayCommands;
using static Growr.Actors.Tenancy.BusinessDayEvents;

namespace Growr.Actors.Tenancy;

/// <summary>The business date of one tenant. It only moves forward, a day at a time; whoever ages loans follows its events.</summary>
public sealed record BusinessDay(EntityId Id, DateOnly? On) : IAggregate<BusinessDay, IBusinessDayCommand, IBusinessDayEvent>
{
    public const int CatchUpDaysMax = 366;

    public static EntityId IdOf(TenantId tenant) => EntityId.Of(tenant, EntityKinds.Days, "calendar");

    public static BusinessDay Empty(EntityId id) => new(id, null);

    public Decision<IBusinessDayEvent> Decide(IBusinessDayCommand command, EventMeta meta) => command switch
    {
        OpenDays open when On is null => Accept<IBusinessDayEvent>(new DaysOpened(meta, open.On)),
        OpenDays open when On == open.On => AlreadyDone<IBusinessDayEvent>(),
        OpenDays => Refuse(Codes.IllegalState, $"The business date is {On:yyyy-MM-dd}; days are closed one by one."),
        _ when On is null => Refuse(Codes.NotFound, "No business date has been set."),
        CloseDay close when close.On < On => AlreadyDone<IBusinessDayEvent>(),
        CloseDay close when close.On.DayNumber - On.Value.DayNumber >= CatchUpDaysMax =>
            Refuse(Codes.Validation, $"At most {CatchUpDaysMax} days at once; the business date is {On:yyyy-MM-dd}."),
        CloseDay close => Accept<IBusinessDayEvent>([.. Days(On.Value, close.On).Select(day => new DayClosed(meta, day))]),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    public BusinessDay Apply(IBusinessDayEvent @event) => @event switch
    {
        DaysOpened opened => this with { On = opened.On },
        DayClosed closed => this with { On = closed.On.AddDays(1) },
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    public IWire Answer(IEntityQuery query) => query switch
    {
        BusinessDayQueries.GetBusinessDay => On is { } on ? new BusinessDayView(on) : new Replies.Absent(Id),
        _ => new Replies.NotUnderstood(Id, query.GetType().Name),
    };

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1)) yield return day;
    }
}
