using Akka.Actor;
using Akka.TestKit.Xunit;
using Growr.Actors.Feeds;
using Growr.Actors.Tests.Support;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using static Growr.Actors.Tests.Feeds.Commits;

namespace Growr.Actors.Tests.Feeds;

/// <summary>A feed catalog over memory that can be told to fail; the test is the one who asks.</summary>
public abstract class FeedTestKit : TestKit
{
    private readonly TempFolder _folder = new();

    protected FeedTestKit() : base(FeedDispatcher.Hocon + "\nakka.loglevel = OFF")
    {
        Keys = KeyStore.Open(_folder.Path, mayCreate: true);
        Quarantine = new FeedQuarantine(Path.Combine(_folder.Path, "quarantine"));
        Catalog = Sys.ActorOf(FeedCatalogActor.Props(Storage, Keys, Shared, Quarantine));
    }

    private protected FaultyCoreStorage Storage { get; } = new();

    private protected KeyStore Keys { get; }

    private protected SharedCores Shared { get; } = new();

    private protected FeedQuarantine Quarantine { get; }

    private protected IActorRef Catalog { get; }

    private protected ICoreReader OpenOwn(string name = "book", bool isShared = false)
    {
        Catalog.Tell(new FeedCommands.OpenOwn(name, isShared), TestActor);
        return ExpectMsg<FeedReplies.Opened>().Core;
    }

    private protected void Ask(object command) => Catalog.Tell(command, TestActor);

    private protected LogHead Append(ICoreReader core, params string[] blocks)
    {
        Ask(AppendTo(core.Key, core.Head, blocks));
        return ExpectMsg<FeedReplies.Appended>().Head;
    }

    private protected static FeedCommands.Append AppendTo(CoreKey key, LogHead expected, params string[] blocks) =>
        new(key, [.. blocks.Select(Bytes)], new Dictionary<string, ReadOnlyMemory<byte>>(), expected);

    /// <summary>A head of our own key that this storage never saw: what a copy of it that went on would publish.</summary>
    private protected LogHead HeadOfACopy(ICoreReader core, params string[] blocks)
    {
        var writer = Keys.Writer("book");
        return Feed.PlanAppend(core, writer.Manifest, writer.KeyPair, [.. blocks.Select(Bytes)]).Head!;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Keys.Dispose();
        _folder.Dispose();
    }
}
