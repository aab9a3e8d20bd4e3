namespace Growr.Actors.Common;

/// <summary>Marks what may cross a node boundary or enter the journal: one serializer writes it, under an explicit name.</summary>
public interface IWire;

/// <summary>A message for one entity; the router finds where it lives.</summary>
public interface IEntityMessage : IWire
{
    EntityId EntityId { get; }
}

/// <summary>Asks an entity to change. A retry carries the same <see cref="CommandId"/> and gets the first answer.</summary>
public interface IEntityCommand : IEntityMessage
{
    CommandId CommandId { get; }

    /// <summary>Who acts.</summary>
    ActorId By { get; }

    /// <summary>The version the caller saw; null when it does not matter. Another version is refused with CONFLICT.</summary>
    long? ExpectedVersion => null;
}

/// <summary>Asks an entity about its state; changes nothing.</summary>
public interface IEntityQuery : IEntityMessage;

/// <summary>Brings an entity into memory, so that it takes up a step that was open when its node ended. Not answered.</summary>
public sealed record WakeEntity(EntityId EntityId) : IEntityMessage;

/// <summary>What every event says about its origin. <see cref="At"/> is the "now" of the decision.</summary>
/// <param name="TenantId">The organization it happened in.</param>
/// <param name="CommandId">The command that caused it.</param>
/// <param name="CommandDigest">SHA-256 of the command as written on the wire, lower hex: tells a retry from a reuse of the id.</param>
/// <param name="By">Who acted.</param>
/// <param name="At">UTC instant of the decision.</param>
public sealed record EventMeta(TenantId TenantId, CommandId CommandId, string CommandDigest, ActorId By, DateTimeOffset At);

/// <summary>Something that became true and is kept in the journal for ever.</summary>
public interface IDomainEvent : IWire
{
    EventMeta Meta { get; }

    /// <summary>Set by the few events that stand for a "no": a wrong code counts, a process failed. The caller hears it.</summary>
    CommandVerdict? Verdict => null;
}

/// <summary>A refusal that an event pronounces over a command: its own, or the one that began a process.</summary>
public sealed record CommandVerdict(CommandId CommandId, Refusal Refusal);

/// <summary>What a command is answered with. Rooms add their own richer grants.</summary>
public abstract record CommandReply(CommandId CommandId) : IWire;

/// <summary>Replies every entity knows.</summary>
public static class Replies
{
    /// <summary>Durable. <paramref name="Version"/> counts the entity's events up to and including this command's.</summary>
    public sealed record Done(CommandId CommandId, long Version) : CommandReply(CommandId);

    /// <summary>Nothing changed, or a change that is itself a refusal was stored.</summary>
    public sealed record Refused(CommandId CommandId, Refusal Refusal) : CommandReply(CommandId);

    /// <summary>A query found no such entity.</summary>
    public sealed record Absent(EntityId EntityId) : IWire;

    /// <summary>The entity has no such message.</summary>
    public sealed record NotUnderstood(EntityId EntityId, string Message) : IWire;
}

/// <summary>Told on this node's event stream after events were stored: who follows the journal looks now instead of later.</summary>
public sealed record JournalGrew(TenantId TenantId);
