using Growr.Actors.Common;

namespace Growr.Actors.Books;

/// <summary>
/// Follows the state of every entity of a tenant by the entities' own rules, so that a book shows exactly the record the
/// entity decided on.
/// </summary>
public sealed class JournalFold(IReadOnlyDictionary<string, JournalFold.Kind> kinds)
{
    private readonly Dictionary<EntityId, (long Seq, object State)> _states = [];

    /// <summary>Takes the next event of an entity.</summary>
    /// <returns>Null for kinds no book cares about.</returns>
    /// <exception cref="InvalidDataException">An event is missing or repeated: the journal was tampered with.</exception>
    public JournalEntry? Next(EntityId id, long seq, IDomainEvent @event, long offset)
    {
        if (!kinds.TryGetValue(id.Kind, out var kind)) return null;
        var (last, state) = _states.TryGetValue(id, out var known) ? known : (0, kind.Empty(id));
        if (seq != last + 1) throw new InvalidDataException($"The journal of {id} jumps from event {last} to {seq}.");
        state = kind.Apply(state, @event);
        _states[id] = (seq, state);
        return new JournalEntry(id, seq, @event, state, offset);
    }

    /// <summary>Number of the last event seen of an entity; 0 before the first.</summary>
    public long SeqOf(EntityId id) => _states.TryGetValue(id, out var known) ? known.Seq : 0;

    /// <summary>How one kind of entity folds.</summary>
    public sealed record Kind(Func<EntityId, object> Empty, Func<object, IDomainEvent, object> Apply)
    {
        public static Kind Of<TState, TCommand, TEvent>()
            where TState : class, IAggregate<TState, TCommand, TEvent>
            where TCommand : class, IEntityCommand
            where TEvent : class, IDomainEvent =>
            new(TState.Empty, (state, @event) => ((TState)state).Apply((TEvent)@event));
    }
}
