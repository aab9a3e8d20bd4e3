using Akka.Actor;
using Growr.Actors.Common;
using Growr.Actors.Feeds;

namespace Growr.Actors.Books;

/// <summary>The cores a tenant's books stand in. Their keys derive from the node's seed, the tenant and the book's name.</summary>
public static class BookCores
{
    // Full books once stood unencrypted under "full". The same core with other bytes would be a fork, so they have another name.
    public static string NameOf(TenantId tenant, BookKind kind) => $"books/{tenant}/{kind.Name}/{(kind.IsPublic ? "public" : "encrypted")}";

    /// <summary>
    /// Opens the core of each book, creating it the first time. Public books are plain and shared with peers, full ones are
    /// encrypted and stay here.
    /// </summary>
    /// <exception cref="IOException">A core cannot be opened; the message says how to mend it.</exception>
    public static async Task<IReadOnlyList<BookHandle>> OpenAsync(IActorRef feeds, TenantId tenant, IEnumerable<BookKind> kinds)
    {
        var handles = new List<BookHandle>();
        foreach (var kind in kinds)
        {
            var open = new FeedCommands.OpenOwn(NameOf(tenant, kind), kind.IsPublic, IsEncrypted: !kind.IsPublic);
            handles.Add(await feeds.Ask<object>(open, Deadline) switch
            {
                FeedReplies.Opened opened => new BookHandle(kind, opened.CoreKey, opened.Core, opened.Encryption),
                FeedReplies.OpenRefused refused => throw new IOException(refused.Message),
                var other => throw new InvalidOperationException($"Opening a core was answered with {other}."),
            });
        }
        return handles;
    }

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
}
