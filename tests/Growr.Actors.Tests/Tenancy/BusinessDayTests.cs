using Growr.Actors.Common;
using Growr.Actors.Tenancy;
using Growr.Actors.Tests.Support;

namespace Growr.Actors.Tests.Tenancy;

public sealed class BusinessDayTests
{
    private static readonly EntityId Id = BusinessDay.IdOf(new TenantId("coop"));
    private static readonly DateOnly First = new(2026, 1, 15);

    [Fact]
    public void Closing_a_day_makes_the_next_one_the_business_date() => Assert.Equal(First.AddDays(1), Opened().After(Close(First)).On);

    [Fact]
    public void Missed_days_are_closed_in_order()
    {
        var events = Decisions.EventsOf(Decide(Opened(), Close(First.AddDays(2))));
        Assert.Equal([First, First.AddDays(1), First.AddDays(2)], events.Select(e => ((BusinessDayEvents.DayClosed)e).On));
    }

    [Fact]
    public void A_closed_day_stays_closed() => Decisions.IsAlreadyDone(Decide(Opened().After(Close(First)), Close(First)));

    [Fact]
    public void Days_are_not_closed_before_the_first_one_is_set() => IsRefused(BusinessDay.Empty(Id), Close(First), Codes.NotFound);

    [Fact]
    public void The_first_day_is_set_once()
    {
        Decisions.IsAlreadyDone(Decide(Opened(), Open(First)));
        IsRefused(Opened(), Open(First.AddDays(-1)), Codes.IllegalState);
    }

    [Fact]
    public void A_date_typed_wrong_does_not_close_a_year() =>
        IsRefused(Opened(), Close(First.AddDays(BusinessDay.CatchUpDaysMax)), Codes.Validation);

    private static BusinessDay Opened() => BusinessDay.Empty(Id).After(Open(First));

    private static Decision<IBusinessDayEvent> Decide(BusinessDay day, IBusinessDayCommand command) => day.Decide(command, Decisions.Meta(command));

    private static void IsRefused(BusinessDay day, IBusinessDayCommand command, string code) =>
        Assert.Equal(code, Decisions.RefusalOf(Decide(day, command)).Code);

    private static BusinessDayCommands.OpenDays Open(DateOnly on) => new(Id, new CommandId("c"), ActorId.System, on);

    private static BusinessDayCommands.CloseDay Close(DateOnly on) => new(Id, new CommandId("c"), ActorId.System, on);
}
