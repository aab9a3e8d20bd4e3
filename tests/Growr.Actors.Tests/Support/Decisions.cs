using Growr.Actors.Common;

namespace Growr.Actors.Tests.Support;

/// <summary>Lets tests of pure rules read as sentences.</summary>
internal static class Decisions
{
    public static readonly DateTimeOffset Now = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero);

    /// <summary>What the shell would stamp on a command's events.</summary>
    public static EventMeta Meta(IEntityCommand command, DateTimeOffset? at = null) =>
        new(command.EntityId.Tenant, command.CommandId, "digest", command.By, at ?? Now);

    public static IReadOnlyList<TEvent> EventsOf<TEvent>(Decision<TEvent> decision) => decision switch
    {
        Decision<TEvent>.Accepted yes => yes.Events,
        Decision<TEvent>.AlreadyDone => [],
        Decision<TEvent>.Refused no => throw new InvalidOperationException($"Refused: {no.Refusal.Code} {no.Refusal.Message} {string.Join(' ', no.Refusal.Reasons)}"),
        _ => throw new InvalidOperationException("No decision."),
    };

    public static Refusal RefusalOf<TEvent>(Decision<TEvent> decision) => Assert.IsType<Decision<TEvent>.Refused>(decision).Refusal;

    public static void IsAlreadyDone<TEvent>(Decision<TEvent> decision) => Assert.IsType<Decision<TEvent>.AlreadyDone>(decision);

    /// <summary>The state after a command that must be granted.</summary>
    public static TState After<TState, TCommand, TEvent>(this IAggregate<TState, TCommand, TEvent> state, TCommand command, DateTimeOffset? at = null)
        where TState : class, IAggregate<TState, TCommand, TEvent>
        where TCommand : class, IEntityCommand
        where TEvent : class, IDomainEvent =>
        EventsOf(state.Decide(command, Meta(command, at))).Aggregate((TState)state, (before, @event) => before.Apply(@event));

    /// <summary>Carries out a process as the shell does, every step answered by <paramref name="answer"/>.</summary>
    public static TState Run<TState, TCommand, TEvent>(this IAggregate<TState, TCommand, TEvent> state, Func<ProcessStep, object>? answer = null)
        where TState : class, IAggregate<TState, TCommand, TEvent>
        where TCommand : class, IEntityCommand
        where TEvent : class, IDomainEvent
    {
        var now = (TState)state;
        for (var steps = 0; now.PendingStep is { } step; steps++)
        {
            Assert.True(steps < 20, $"The process does not end: {step.Name}");
            now = now.After(now.Outcome(step, answer?.Invoke(step) ?? new Replies.Done(new CommandId(step.Id), 1))!);
        }
        return now;
    }
}
