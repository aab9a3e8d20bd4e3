using System.Text.Json.Nodes;
using Growr.Actors.Books;
using Growr.Actors.Tests.Common;

namespace Growr.Actors.Tests.Books;

/// <summary>A book of tallies: the count of each, and a line per event.</summary>
internal sealed class TallyBook : IBook
{
    public static readonly BookKind Kind = new("tallies", IsPublic: true, () => new TallyBook());

    public static readonly BookKind FullKind = Kind with { IsPublic = false };

    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        var tally = (Tally)entry.State;
        yield return new BookRow($"c/{entry.EntityId.Key}", new JsonObject { ["count"] = tally.Count });
        yield return new BookRow($"e/{entry.EntityId.Key}/{entry.Seq:D4}", new JsonObject { ["seq"] = entry.Seq });
    }

    public static JournalFold Fold() => new(new Dictionary<string, JournalFold.Kind>
    {
        ["tallies"] = JournalFold.Kind.Of<Tally, ITallyCommand, ITallyEvent>(),
    });
}
