using Growr.Actors.Common;

namespace Growr.Actors.Tenancy;

public interface IBusinessDayCommand : IEntityCommand;

/// <summary>Entity: <c>tenant/days/calendar</c>, one per tenant. Schedules and ageing follow it, not the clock.</summary>
public static class BusinessDayCommands
{
    /// <summary>Sets the first business date. ILLEGAL_STATE when another one was set.</summary>
    public sealed record OpenDays(EntityId EntityId, CommandId CommandId, ActorId By, DateOnly On) : IBusinessDayCommand;

    /// <summary>
    /// Ends the given day and all open days before it, in order. A day that is closed already changes nothing.
    /// VALIDATION for more than <see cref="BusinessDay.CatchUpDaysMax"/> days at once.
    /// </summary>
    public sealed record CloseDay(EntityId EntityId, CommandId CommandId, ActorId By, DateOnly On) : IBusinessDayCommand;
}

public interface IBusinessDayEvent : IDomainEvent;

public static class BusinessDayEvents
{
    public sealed record DaysOpened(EventMeta Meta, DateOnly On) : IBusinessDayEvent;

    /// <summary>The day is over; the next one is the business date.</summary>
    public sealed record DayClosed(EventMeta Meta, DateOnly On) : IBusinessDayEvent;
}

public static class BusinessDayQueries
{
    /// <summary>Answered with <see cref="BusinessDayView"/> or <see cref="Replies.Absent"/>.</summary>
    public sealed record GetBusinessDay(EntityId EntityId) : IEntityQuery;
}

/// <summary>The tenant's business date.</summary>
public sealed record BusinessDayView(DateOnly On) : IWire;
