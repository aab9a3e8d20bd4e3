using Growr.Actors.Feeds;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using static Growr.Actors.Tests.Feeds.Commits;

namespace Growr.Actors.Tests.Feeds;

public sealed class FeedCatalogActorTests : FeedTestKit
{
    [Fact]
    public void A_name_always_opens_the_same_core()
    {
        var core = OpenOwn("loans");
        Append(core, "one");
        Assert.Equal(Keys.Writer("loans").CoreKey, core.Key);
        Assert.Equal("one", OpenOwn("loans").Block(0));
        Assert.NotEqual(core.Key, OpenOwn("projects").Key);
    }

    [Fact]
    public void Peers_find_only_what_is_shared_and_only_until_it_is_withdrawn()
    {
        var hidden = DiscoveryKey.Of(OpenOwn("full").Key);
        var shared = OpenOwn("public", isShared: true).Key;
        Assert.False(Shared.TryFind(hidden, out _));
        Assert.True(Shared.TryFind(DiscoveryKey.Of(shared), out var found));
        Assert.Equal(shared, found.Key);
        Ask(new FeedCommands.Withdraw(shared));
        AwaitAssert(() => Assert.False(Shared.TryFind(DiscoveryKey.Of(shared), out _)));
    }

    [Fact]
    public void A_core_that_is_not_open_is_answered_as_such()
    {
        Ask(AppendTo(Key("a"), LogHead.Empty, "one"));
        Assert.Equal(Key("a"), ExpectMsg<FeedReplies.NotOpen>().CoreKey);
        Assert.Empty(Storage.Keys);
    }

    [Fact]
    public void A_disk_that_refuses_the_opening_is_reported_and_asked_again_the_next_time()
    {
        Storage.NextOpen = new IOException("the disk is full");
        Ask(new FeedCommands.OpenOwn("book", IsShared: true));
        Assert.Equal("the disk is full", ExpectMsg<FeedReplies.OpenRefused>().Message);
        OpenOwn();
    }

    [Fact]
    public void A_damaged_core_is_not_opened_but_put_in_quarantine()
    {
        Storage.NextOpen = new CorruptCoreException("Something is wrong.");
        Ask(new FeedCommands.OpenOwn("book", IsShared: true));
        Assert.StartsWith("Something is wrong.", ExpectMsg<FeedReplies.OpenRefused>().Message, StringComparison.Ordinal);
        Assert.True(Quarantine.Contains(Keys.Writer("book").CoreKey));
    }

    [Fact]
    public void A_core_whose_head_its_writer_did_not_sign_is_not_opened()
    {
        var writer = Keys.Writer("book");
        var core = Storage.Open(writer.CoreKey);
        var plan = Feed.PlanAppend(core, writer.Manifest, writer.KeyPair, [Bytes("one")]);
        var signature = plan.Head!.Signature.ToArray();
        signature[10] ^= 1;
        core.Commit(plan with { Head = plan.Head with { Signature = signature } });
        Ask(new FeedCommands.OpenOwn("book", IsShared: true));
        Assert.Contains("WrongSignature", ExpectMsg<FeedReplies.OpenRefused>().Message, StringComparison.Ordinal);
        Assert.True(Quarantine.Contains(writer.CoreKey));
    }

    [Fact]
    public void A_mistake_of_ours_stops_the_feed_and_the_owner_opens_it_anew()
    {
        var core = OpenOwn();
        Storage.NextCommit = new InvalidOperationException("a mistake");
        Ask(AppendTo(core.Key, core.Head, "one"));
        AwaitAssert(() =>
        {
            Ask(AppendTo(core.Key, core.Head));
            ExpectMsg<FeedReplies.NotOpen>(TimeSpan.FromMilliseconds(200));
        });
        Append(OpenOwn(), "one");
        Assert.False(Quarantine.Contains(core.Key));
    }
}
