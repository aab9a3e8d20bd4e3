using System.Diagnostics;

namespace Growr.Actors.Common;

/// <summary>The pure rules of one kind of entity: an immutable state that decides and applies. No IO, clock or randomness.</summary>
public interface IAggregate<TSelf, TCommand, TEvent>
    where TSelf : class, IAggregate<TSelf, TCommand, TEvent>
    where TCommand : class, IEntityCommand
    where TEvent : class, IDomainEvent
{
    /// <summary>The state before any event.</summary>
    static abstract TSelf Empty(EntityId id);

    /// <summary>Answers a command. <c>meta.At</c> is the only "now"; every event made carries <paramref name="meta"/>.</summary>
    Decision<TEvent> Decide(TCommand command, EventMeta meta);

    /// <summary>The state after an event.</summary>
    TSelf Apply(TEvent @event);

    /// <summary>Turns the plain grant into a richer one, from state alone, so that a repeat is answered the same.</summary>
    CommandReply Reply(TCommand command, Replies.Done done) => done;

    /// <summary>Answers a query from state.</summary>
    IWire Answer(IEntityQuery query) => new Replies.NotUnderstood(query.EntityId, query.GetType().Name);

    /// <summary>What must be asked of another entity next; null when nothing is open. Survives a restart because it is state.</summary>
    ProcessStep? PendingStep => null;

    /// <summary>Reads the other entity's answer as a command to this one; null asks again later.</summary>
    TCommand? Outcome(ProcessStep step, object reply) => throw new UnreachableException(step.Name);
}

/// <summary>One step of a durable process: the shell asks, retries with backoff until it is answered, and resumes after a restart.</summary>
/// <param name="Name">What is being done; for a query it also tells this step from any other of the entity.</param>
/// <param name="Message">
/// What to ask and of whom. A command's id must be the same every time the step is tried, so that the other side can tell a retry.
/// </param>
public sealed record ProcessStep(string Name, IEntityMessage Message)
{
    /// <summary>True for a mere notification: callers get their answers without waiting for it.</summary>
    public bool InBackground { get; init; }

    /// <summary>The same step, however often it is tried.</summary>
    public string Id => Message is IEntityCommand command ? command.CommandId.Value : Name;
}
