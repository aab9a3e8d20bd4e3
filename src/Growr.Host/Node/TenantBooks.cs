using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Growr.Actors.Books;
using Growr.Actors.Common;

namespace Growr.Host.Node;

/// <summary>The books of one organization, open and following its journal.</summary>
public sealed class TenantBooks
{
    private readonly IActorRef _actor;

    private TenantBooks(IActorRef actor, IReadOnlyList<BookHandle> handles) => (_actor, Handles) = (actor, handles);

    public IReadOnlyList<BookHandle> Handles { get; }

    /// <exception cref="IOException">A core cannot be opened; the message says how to mend it.</exception>
    public static async Task<TenantBooks> OpenAsync(ActorSystem system, IActorRef feeds, TenantId tenant)
    {
        var handles = await BookCores.OpenAsync(feeds, tenant, AllBooks.Kinds);
        var journal = PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(SqliteJournal.QueryPluginId);
        var books = BooksActor.Supervised(tenant, handles, AllBooks.Fold, feeds, journal);
        return new TenantBooks(system.ActorOf(books, $"books-{tenant}"), handles);
    }

    /// <summary>Reads a book by its name, the full one or the public one.</summary>
    public BookReader Read(string name, bool isPublic = false) =>
        Handles.First(handle => handle.Kind.Name == name && handle.Kind.IsPublic == isPublic).Read();

    /// <summary>Waits until the books show what a command's answer promised.</summary>
    public Task ShowAsync(EntityId entity, long version) =>
        _actor.Ask<BooksReplies.CaughtUp>(new BooksQueries.AwaitEntry(entity, version), Deadline);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
}
