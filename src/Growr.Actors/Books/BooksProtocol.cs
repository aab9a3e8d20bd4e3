using Growr.Actors.Common;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Actors.Books;

/// <summary>What a tenant's books are asked.</summary>
public static class BooksQueries
{
    /// <summary>Which books there are. Answer: <see cref="BooksReplies.Books"/>.</summary>
    public sealed record GetBooks;

    /// <summary>Answers <see cref="BooksReplies.CaughtUp"/> once the books hold an entity's events up to a version.</summary>
    public sealed record AwaitEntry(EntityId EntityId, long Version);
}

/// <summary>What a tenant's books answer.</summary>
public static class BooksReplies
{
    public sealed record Books(IReadOnlyList<BookHandle> Handles);

    public sealed record CaughtUp(EntityId EntityId, long Version);
}

/// <summary>One open book of a tenant.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Key">The core it stands in; who has the key may read it.</param>
/// <param name="Core">Its committed blocks, readable from any thread; of a full book encrypted.</param>
/// <param name="Encryption">What hides the blocks of a full book; null for a public one.</param>
public sealed record BookHandle(BookKind Kind, CoreKey Key, ICoreReader Core, BlockEncryption? Encryption)
{
    public BookReader Read() => new(Core, Encryption);
}
