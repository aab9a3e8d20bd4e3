using Growr.Actors.Common;

namespace Growr.Actors.Books;

/// <summary>
/// What one book says about the journal. Pure: the same entries in the same order always give the same rows, so that a book
/// can be rebuilt byte for byte. An implementation may remember what it saw; after a restart it sees everything again.
/// </summary>
public interface IBook
{
    /// <summary>Rows to write because of one event. The rows of one event become visible together.</summary>
    IEnumerable<BookRow> Project(JournalEntry entry);
}

/// <summary>One of the books every tenant has.</summary>
/// <param name="Name">The domain: projects, loans, funding or payments.</param>
/// <param name="IsPublic">Whether strangers may replicate it. A public book is built from allow-lists only.</param>
/// <param name="Open">Makes the book that has seen nothing yet.</param>
public sealed record BookKind(string Name, bool IsPublic, Func<IBook> Open);

/// <summary>One event of a tenant's journal with the state it led to.</summary>
/// <param name="EntityId">Whose event.</param>
/// <param name="Seq">Its number within the entity, from 1.</param>
/// <param name="Event">What happened.</param>
/// <param name="State">The entity's state after the event, as its own rules fold it.</param>
/// <param name="Offset">Place in the whole journal; grows, with gaps.</param>
public sealed record JournalEntry(EntityId EntityId, long Seq, IDomainEvent Event, object State, long Offset);
