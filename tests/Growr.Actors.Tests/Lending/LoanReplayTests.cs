using System.Text.Json;
using Growr.Actors.Common;
using Growr.Actors.Lending;

namespace Growr.Actors.Tests.Lending;

/// <summary>Invariant I8: the stored bytes of the events give the record, byte for byte.</summary>
public sealed class LoanReplayTests
{
    private static readonly WireTypes Wire = WireTypes.Of(CommonWire.Types, LoanWire.Types);

    [Fact]
    public void Stored_events_give_the_same_record()
    {
        foreach (var life in LoanSamples.Lives)
        {
            var loan = Fold(life);
            var replayed = Fold(life.Select(@event => (ILoanEvent)Wire.Of(@event.GetType()).Read(Wire.Of(@event.GetType()).Write(@event))));
            Assert.Equal(loan.Version, replayed.Version);
            Assert.Equal(Print(loan), Print(replayed));
        }
    }

    [Fact]
    public void Every_event_of_the_room_happens_in_the_samples() => Assert.Empty(
        LoanWire.Types.Where(type => type.IsEvent).Select(type => type.Type.Name).Except(new LoanSamples().Events.Select(one => one.GetType().Name)));

    [Fact]
    public void A_record_survives_the_wire()
    {
        var view = LoanViews.Of(Fold(LoanSamples.Lives.First()));
        var type = Wire.Of(typeof(LoanView));
        Assert.Equal(type.Write(view), type.Write(type.Read(type.Write(view))));
    }

    [Fact]
    public void A_command_without_its_optional_parts_survives_the_wire()
    {
        var stories = new LoanStories();
        foreach (ILoanCommand command in new ILoanCommand[] { stories.Funded, stories.Held(Growr.Actors.Projects.ApprovalMode.Auto) })
            Assert.Equal(command, Wire.Of(command.GetType()).Read(Wire.Of(command.GetType()).Write(command)));
    }

    [Fact]
    public void Arithmetic_that_moved_money_of_the_past_stops_the_loan()
    {
        var life = LoanSamples.Lives.First().ToList();
        var at = life.FindIndex(one => one is LoanEvents.RecoveryReceived);
        var moved = (LoanEvents.RecoveryReceived)life[at];
        life[at] = moved with { OutstandingAfter = moved.OutstandingAfter + LoanStories.Kesh("0.01") };
        Assert.Throws<InvalidOperationException>(() => Fold(life));
    }

    [Fact]
    public void A_command_with_an_unknown_field_is_refused() => Assert.Throws<System.Runtime.Serialization.SerializationException>(() =>
        Wire.Named("loans.end-day").Read("""{"entityId":"t/loans/l","commandId":"c","by":"system","on":"2026-01-01","why":1}"""u8));

    private static Loan Fold(IEnumerable<ILoanEvent> events) => events.Aggregate(Loan.Empty(LoanStories.Id), (loan, @event) => loan.Apply(@event));

    private static string Print(Loan loan) => loan.Status is null
        ? JsonSerializer.Serialize(loan.Declined)
        : System.Text.Encoding.UTF8.GetString(Wire.Of(typeof(LoanView)).Write(LoanViews.Of(loan)));
}
