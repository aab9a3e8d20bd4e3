namespace Growr.Actors.Feeds;

/// <summary>Feeds wait for the disk inside their handlers, on threads of their own: a slow disk holds up nobody else.</summary>
public static class FeedDispatcher
{
    public const string Id = "growr.feed-dispatcher";

    /// <summary>To be added to the actor system's configuration.</summary>
    public const string Hocon =
        """
        growr.feed-dispatcher {
          type = ForkJoinDispatcher
          throughput = 1
          dedicated-thread-pool.thread-count = 4
          dedicated-thread-pool.threadtype = background
        }
        """;
}
