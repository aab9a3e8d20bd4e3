using Akka.Actor;
using Growr.Actors.Common;
using Growr.Actors.Feeds;

namespace Growr.Actors.Books;

/// <summary>The cores a tenant's books stand in. Their keys derive from the node's seed, the tenant and the book's name.</summary>
public static class BookCores
{
    public static string NameOf(TenantId tenant, BookKind kind) => $"books/{tenant}/{kind.Name}/{(kind.IsPublic ? "public" : "full")}";

    /// <summary>Opens the core of each book, creating it the first time. Only public books are shared with peers.</summary>
    /// <exception cref="IOException">A core cannot be opened; the message says how to mend it.</exception>
    public static async Task<IReadOnlyList<BookHandle>> OpenAsync(IActorRef feeds, TenantId tenant, IEnumerable<BookKind> kinds)
    {
        var handles = new List<BookHandle>();
        foreach (var kind in kinds)
            handles.Add(await feeds.Ask<object>(new FeedCommands.OpenOwn(NameOf(tenant, kind), kind.IsPublic), Deadline) switch
            {
                FeedReplies.Opened opened => new BookHandle(kind, opened.CoreKey, opened.Core),
                FeedReplies.OpenRefused refused => throw new IOException(refused.Message),
                var other => throw new InvalidOperationException($"Opening a core was answered with {other}."),
            });
        return handles;
    }

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
}
