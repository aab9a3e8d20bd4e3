using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Tests.Common;

/// <summary>A small aggregate to try the shell with: it counts, and can be told to carry its count to another one.</summary>
public sealed record Tally(EntityId Id, int Count) : IAggregate<Tally, ITallyCommand, ITallyEvent>
{
    public EntityId? CarryingTo { get; init; }

    public CommandId? CarryCommand { get; init; }

    public static Tally Empty(EntityId id) => new(id, 0);

    public Decision<ITallyEvent> Decide(ITallyCommand command, EventMeta meta) => command switch
    {
        TallyCommands.Add { Amount: 0 } => Decision.AlreadyDone<ITallyEvent>(),
        TallyCommands.Add { Amount: < 0 } => Decision.Refuse(Codes.Validation, "Only up."),
        TallyCommands.Add { Amount: 13 } => Decision.Accept<ITallyEvent>(new TallyEvents.Frowned(meta)),
        TallyCommands.Add { Amount: 14 } => Decision.Accept<ITallyEvent>(new TallyEvents.Added(meta, int.MaxValue)),
        TallyCommands.Add add => Decision.Accept<ITallyEvent>([.. Enumerable.Range(0, add.Amount).Select(_ => new TallyEvents.Added(meta, 1))]),
        TallyCommands.Carry carry => Decision.Accept<ITallyEvent>(new TallyEvents.CarryBegun(meta, carry.To)),
        TallyCommands.EndCarry end => Decision.Accept<ITallyEvent>(new TallyEvents.CarryEnded(meta, end.Began, end.Refusal)),
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };

    public Tally Apply(ITallyEvent @event) => @event switch
    {
        TallyEvents.Added added => this with { Count = checked(Count + added.Amount) },
        TallyEvents.Frowned => this,
        TallyEvents.CarryBegun begun => this with { CarryingTo = begun.To, CarryCommand = begun.Meta.CommandId },
        TallyEvents.CarryEnded => this with { CarryingTo = null, CarryCommand = null },
        _ => throw new System.Diagnostics.UnreachableException(@event.GetType().Name),
    };

    public IWire Answer(IEntityQuery query) => query is TallyQueries.Get
        ? new TallyQueries.Counted(Count)
        : new Replies.NotUnderstood(Id, query.GetType().Name);

    public ProcessStep? PendingStep => CarryingTo is { } to
        ? new ProcessStep("carry", new TallyCommands.Add(to, new CommandId($"{Id.Key}:carry"), ActorId.System, Math.Min(Count, 12)))
        : null;

    public ITallyCommand? Outcome(ProcessStep step, object reply) => reply switch
    {
        Replies.Done => new TallyCommands.EndCarry(Id, new CommandId($"{Id.Key}:carried"), ActorId.System, CarryCommand!.Value, null),
        Replies.Refused { Refusal.Retryable: false } no =>
            new TallyCommands.EndCarry(Id, new CommandId($"{Id.Key}:carried"), ActorId.System, CarryCommand!.Value, no.Refusal),
        _ => null,
    };
}

public interface ITallyCommand : IEntityCommand;

public static class TallyCommands
{
    public sealed record Add(EntityId EntityId, CommandId CommandId, ActorId By, int Amount) : ITallyCommand
    {
        public long? ExpectedVersion { get; init; }
    }

    public sealed record Carry(EntityId EntityId, CommandId CommandId, ActorId By, EntityId To) : ITallyCommand;

    public sealed record EndCarry(EntityId EntityId, CommandId CommandId, ActorId By, CommandId Began, Refusal? Refusal) : ITallyCommand;
}

public interface ITallyEvent : IDomainEvent;

public static class TallyEvents
{
    public sealed record Added(EventMeta Meta, int Amount) : ITallyEvent;

    public sealed record Frowned(EventMeta Meta) : ITallyEvent
    {
        [JsonIgnore]
        public CommandVerdict? Verdict => new(Meta.CommandId, new Refusal(Codes.CodeInvalid, "Thirteen."));
    }

    public sealed record CarryBegun(EventMeta Meta, EntityId To) : ITallyEvent;

    public sealed record CarryEnded(EventMeta Meta, CommandId Began, Refusal? Refusal) : ITallyEvent
    {
        [JsonIgnore]
        public CommandVerdict? Verdict => Refusal is null ? null : new(Began, Refusal);
    }
}

public static class TallyQueries
{
    public sealed record Get(EntityId EntityId) : IEntityQuery;

    public sealed record Counted(int Count) : IWire;
}
