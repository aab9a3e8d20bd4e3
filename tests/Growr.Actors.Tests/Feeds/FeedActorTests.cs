using Growr.Actors.Feeds;
using Growr.Hypercore.Log;
using static Growr.Actors.Tests.Feeds.Commits;

namespace Growr.Actors.Tests.Feeds;

public sealed class FeedActorTests : FeedTestKit
{
    [Fact]
    public void An_append_is_answered_with_the_signed_head_that_is_stored()
    {
        var core = OpenOwn();
        var head = Append(core, "one", "two");
        Assert.Same(core.Head, head);
        Assert.Equal(2UL, head.LengthBlocks);
        Assert.Equal("two", core.Block(1));
        Assert.Null(TreeSignature.Verify(Keys.Writer("book").Manifest, core.Key, head));
    }

    [Fact]
    public void User_data_is_stored_with_the_blocks_and_also_without_any()
    {
        var core = OpenOwn();
        Ask(AppendTo(core.Key, core.Head, "one") with { UserData = Offset("1") });
        Assert.Equal(1UL, ExpectMsg<FeedReplies.Appended>().Head.LengthBlocks);
        Assert.Equal("1", core.UserData("offset"));
        Ask(AppendTo(core.Key, core.Head) with { UserData = Offset("2") });
        Assert.Equal(1UL, ExpectMsg<FeedReplies.Appended>().Head.LengthBlocks);
        Assert.Equal("2", core.UserData("offset"));
    }

    [Fact]
    public void An_append_made_for_an_older_head_is_refused_with_the_head_that_stands()
    {
        var core = OpenOwn();
        Append(core, "one");
        Ask(AppendTo(core.Key, LogHead.Empty, "other one"));
        var refused = ExpectMsg<FeedReplies.AppendRefused>();
        Assert.Equal(AppendRefusal.HeadMoved, refused.Reason);
        Assert.Same(core.Head, refused.Head);
        Assert.Equal("one", core.Block(0));
    }

    [Fact]
    public void Nobody_appends_to_the_core_of_another_writer()
    {
        Ask(new FeedCommands.OpenReplica(Key("somebody else's"), IsShared: false));
        var core = ExpectMsg<FeedReplies.Opened>().Core;
        Ask(AppendTo(core.Key, core.Head, "one"));
        Assert.Equal(AppendRefusal.NotTheWriter, ExpectMsg<FeedReplies.AppendRefused>().Reason);
    }

    [Fact]
    public void A_subscriber_hears_the_head_at_once_and_after_each_growth()
    {
        var core = OpenOwn();
        Append(core, "one");
        var subscriber = CreateTestProbe();
        Catalog.Tell(new FeedCommands.Subscribe(core.Key), subscriber);
        Assert.Equal(1UL, subscriber.ExpectMsg<FeedEvents.FeedGrew>().Head.LengthBlocks);
        Append(core, "two", "three");
        Assert.Equal(3UL, subscriber.ExpectMsg<FeedEvents.FeedGrew>().Head.LengthBlocks);
        Catalog.Tell(new FeedCommands.Unsubscribe(core.Key), subscriber);
        Append(core, "four");
        Catalog.Tell(new FeedCommands.Subscribe(core.Key), subscriber);
        Assert.Equal(4UL, subscriber.ExpectMsg<FeedEvents.FeedGrew>().Head.LengthBlocks);
        subscriber.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_disk_that_refuses_is_reported_and_the_feed_goes_on_from_what_is_stored()
    {
        var core = OpenOwn();
        Append(core, "one");
        var subscriber = CreateTestProbe();
        Catalog.Tell(new FeedCommands.Subscribe(core.Key), subscriber);
        subscriber.ExpectMsg<FeedEvents.FeedGrew>();
        Storage.NextCommit = new IOException("the disk is full");
        Ask(AppendTo(core.Key, core.Head, "two"));
        Assert.Equal("the disk is full", ExpectMsg<FeedReplies.WriteFailed>().Message);
        Assert.Equal(1UL, core.Head.LengthBlocks);
        Append(core, "two again");
        Assert.Equal("two again", core.Block(1));
        Assert.Equal(2UL, subscriber.ExpectMsg<FeedEvents.FeedGrew>().Head.LengthBlocks);
    }

    [Fact]
    public void Damaged_bytes_stop_the_feed_and_put_the_core_in_quarantine()
    {
        var core = OpenOwn(isShared: true);
        Append(core, "one");
        Storage.MissingNode = 0;
        Ask(AppendTo(core.Key, core.Head, "two"));
        ExpectMsg<FeedReplies.WriteFailed>();
        Assert.Contains("root", File.ReadAllText(Quarantine.MarkerOf(core.Key)), StringComparison.Ordinal);
        Storage.MissingNode = null;
        Ask(new FeedCommands.OpenOwn("book", IsShared: true));
        Assert.Equal(Quarantine.Explain(core.Key), ExpectMsg<FeedReplies.OpenRefused>().Message);
        AwaitAssert(() => Assert.False(Shared.TryFind(Growr.Hypercore.Crypto.DiscoveryKey.Of(core.Key), out _)));
        Assert.Equal(1UL, core.Head.LengthBlocks);
    }

    [Fact]
    public void After_a_newer_head_of_ours_was_seen_nothing_is_signed_any_more()
    {
        var core = OpenOwn();
        Append(core, "one");
        var newer = HeadOfACopy(core, "two");
        Ask(new FeedCommands.HeadSeen(core.Key, newer));
        AssertSignsNothing(core);
    }

    [Fact]
    public void A_contradicting_head_of_our_past_is_noticed_too()
    {
        var core = OpenOwn();
        var contradiction = HeadOfACopy(core, "other one");
        Append(core, "one");
        Append(core, "two");
        Ask(new FeedCommands.HeadSeen(core.Key, contradiction));
        AssertSignsNothing(core);
    }

    [Fact]
    public void Heads_of_our_past_and_heads_we_never_signed_change_nothing()
    {
        var core = OpenOwn();
        var first = Append(core, "one");
        Append(core, "two");
        var forged = HeadOfACopy(core, "three") with { Signature = first.Signature };
        foreach (var seen in new[] { LogHead.Empty, first, core.Head, forged }) Ask(new FeedCommands.HeadSeen(core.Key, seen));
        Assert.Equal(3UL, Append(core, "three").LengthBlocks);
    }

    private void AssertSignsNothing(ICoreReader core)
    {
        Ask(AppendTo(core.Key, core.Head, "two"));
        Assert.Equal(AppendRefusal.AnotherHeadExists, ExpectMsg<FeedReplies.AppendRefused>().Reason);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Offset(string value) => new() { ["offset"] = Bytes(value) };
}
