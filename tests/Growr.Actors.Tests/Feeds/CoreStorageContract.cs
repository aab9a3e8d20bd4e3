using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using static Growr.Actors.Tests.Feeds.Commits;

namespace Growr.Actors.Tests.Feeds;

/// <summary>What every storage of cores promises, wherever it keeps them.</summary>
public abstract class CoreStorageContract
{
    private protected abstract ICoreStorage Storage { get; }

    [Fact]
    public void A_new_core_is_empty()
    {
        var core = Storage.Open(Key("a"));
        Assert.Equal(Key("a"), core.Key);
        Assert.Equal(0UL, core.Head.LengthBlocks);
        Assert.Equal(0UL, core.Head.Fork);
        Assert.Equal(Blake2b.Hash256([2]), core.Head.TreeHash);
        Assert.True(core.Manifest.IsEmpty);
        Assert.False(core.HasBlock(0));
        Assert.Null(core.Block(0));
        Assert.False(core.TryGetNode(0, out _));
        Assert.Null(core.UserData("offset"));
    }

    [Fact]
    public void A_commit_stores_everything_it_carries()
    {
        var core = Storage.Open(Key("a"));
        var commit = Append(core, "one", "two") with
        {
            Manifest = Bytes("manifest"),
            UserData = new Dictionary<string, ReadOnlyMemory<byte>> { ["offset"] = Bytes("17"), ["note"] = default },
        };
        Assert.Equal(CommitOutcome.Committed, core.Commit(commit));
        Assert.True(commit.Head!.IsSameAs(core.Head));
        Assert.Equal("signed 2", Text(core.Head.Signature));
        Assert.Equal(6UL, core.Head.SizeBytes);
        Assert.Equal("manifest", Text(core.Manifest));
        Assert.Equal("one, two, none", string.Join(", ", core.Block(0), core.Block(1), core.Block(2) ?? "none"));
        Assert.True(core.TryGetNode(2, out var node));
        Assert.Equal(Leaf(1, "two"), node);
        Assert.Equal("17", core.UserData("offset"));
        Assert.Equal("", core.UserData("note"));
        Assert.Equal(2UL, core.ContiguousLengthBlocks);
    }

    [Fact]
    public void An_empty_block_is_held_like_any_other()
    {
        var core = Storage.Open(Key("a"));
        core.Commit(Append(core, "", "two"));
        Assert.Equal("", core.Block(0));
        Assert.True(core.HasBlock(0));
    }

    [Fact]
    public void The_manifest_and_user_data_stay_until_replaced()
    {
        var core = Storage.Open(Key("a"));
        core.Commit(Append(core, "one") with { Manifest = Bytes("manifest"), UserData = Offset("1") });
        core.Commit(Append(core, "two"));
        Assert.Equal("manifest", Text(core.Manifest));
        Assert.Equal("1", core.UserData("offset"));
        core.Commit(Append(core, "three") with { UserData = Offset("3") });
        Assert.Equal("3", core.UserData("offset"));
    }

    [Fact]
    public void A_commit_planned_on_an_older_head_writes_nothing()
    {
        var core = Storage.Open(Key("a"));
        var late = Append(core, "late") with { UserData = Offset("9"), Manifest = Bytes("late") };
        core.Commit(Append(core, "early"));
        Assert.Equal(CommitOutcome.HeadMoved, core.Commit(late));
        Assert.Equal("early", core.Block(0));
        Assert.Equal(1UL, core.Head.LengthBlocks);
        Assert.Null(core.UserData("offset"));
        Assert.True(core.Manifest.IsEmpty);
    }

    [Fact]
    public void Of_many_commits_planned_on_one_head_exactly_one_is_stored()
    {
        var core = Storage.Open(Key("a"));
        var outcomes = new CommitOutcome[16];
        Parallel.For(0, outcomes.Length, i => outcomes[i] = core.Commit(AppendTo(LogHead.Empty, $"from {i}")));
        var winner = Array.IndexOf(outcomes, CommitOutcome.Committed);
        Assert.Equal(15, outcomes.Count(outcome => outcome == CommitOutcome.HeadMoved));
        Assert.Equal($"from {winner}", core.Block(0));
        Assert.Equal(1UL, core.Head.LengthBlocks);
    }

    [Fact]
    public void A_commit_that_would_rewrite_the_log_is_refused()
    {
        var core = Storage.Open(Key("a"));
        core.Commit(Append(core, "one", "two"));
        var head = core.Head;
        var other = Append(core, "three") with { Head = head with { TreeHash = Blake2b.Hash256([1]) }, Blocks = [] };
        Assert.Throws<ArgumentException>(() => core.Commit(other));
        Assert.Throws<ArgumentException>(() => core.Commit(other with { Head = AppendTo(LogHead.Empty, "x").Head }));
        Assert.Throws<ArgumentException>(() => core.Commit(other with { Head = head with { Fork = 1 } }));
        Assert.Throws<ArgumentException>(() => core.Commit(other with { Head = null, Blocks = [new LogBlock(2, Bytes("x"))] }));
        Assert.Same(head, core.Head);
    }

    [Fact]
    public void Blocks_that_arrive_out_of_order_close_the_gap_when_the_missing_one_comes()
    {
        var core = Storage.Open(Key("a"));
        var whole = Append(core, "zero", "one", "two", "three");
        core.Commit(whole with { Blocks = [whole.Blocks[1], whole.Blocks[2]] });
        Assert.Equal(0UL, core.ContiguousLengthBlocks);
        Assert.Equal([false, true, true, false], [.. Enumerable.Range(0, 4).Select(i => core.HasBlock((ulong)i))]);
        core.Commit(new CoreCommit { Expected = core.Head, Blocks = [whole.Blocks[0]] });
        Assert.Equal(3UL, core.ContiguousLengthBlocks);
        Assert.True(whole.Head!.IsSameAs(core.Head));
    }

    [Fact]
    public void Every_core_keeps_to_itself()
    {
        var cores = Enumerable.Range(0, 20).Select(i => Storage.Open(Key($"core {i}"))).ToArray();
        foreach (var (i, core) in cores.Index()) core.Commit(Append(core, $"first of {i}") with { UserData = Offset($"{i}") });
        cores[3].Commit(Append(cores[3], "second of 3"));
        foreach (var (i, core) in cores.Index())
        {
            Assert.Equal(i == 3 ? 2UL : 1UL, core.Head.LengthBlocks);
            Assert.Equal($"first of {i}", core.Block(0));
            Assert.Equal($"{i}", core.UserData("offset"));
        }
        Assert.Equal(cores.Select(core => core.Key).ToHashSet(), Storage.Keys.ToHashSet());
    }

    [Fact]
    public void A_core_is_found_by_its_discovery_key_only_when_it_is_held()
    {
        var core = Storage.Open(Key("a"));
        core.Commit(Append(core, "one"));
        Assert.True(Storage.TryFind(DiscoveryKey.Of(Key("a")), out var found));
        Assert.Equal("one", found!.Block(0));
        Assert.False(Storage.TryFind(DiscoveryKey.Of(Key("b")), out var missing));
        Assert.Null(missing);
        Assert.Equal([Key("a")], Storage.Keys);
    }

    [Fact]
    public void A_core_opened_twice_is_one_core()
    {
        var first = Storage.Open(Key("a"));
        first.Commit(Append(first, "one"));
        var second = Storage.Open(Key("a"));
        Assert.Equal(1UL, second.Head.LengthBlocks);
        Assert.Equal(CommitOutcome.Committed, second.Commit(Append(second, "two")));
        Assert.Equal(2UL, first.Head.LengthBlocks);
    }

    [Fact]
    public async Task Readers_see_everything_below_the_head_they_hold_while_a_writer_appends()
    {
        const int commits = 200;
        var core = Storage.Open(Key("a"));
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadUntil(core, commits))).ToArray();
        for (var i = 0; i < commits; i++) core.Commit(Append(core, $"block {i}") with { UserData = Offset($"{i + 1}") });
        foreach (var lengthsSeen in await Task.WhenAll(readers)) Assert.True(lengthsSeen > 0);
    }

    // Runs beside the writer and fails on any block, node or offset that is behind the head it saw.
    private static int ReadUntil(ICoreStore core, ulong lengthBlocks)
    {
        var lengthsSeen = 0;
        for (ulong last = 0; last < lengthBlocks;)
        {
            var head = core.Head;
            Assert.True(head.LengthBlocks >= last);
            if (head.LengthBlocks == last) continue;
            last = head.LengthBlocks;
            lengthsSeen++;
            Assert.Equal($"signed {last}", Text(head.Signature));
            Assert.Equal($"block {last - 1}", core.Block(last - 1));
            Assert.True(core.TryGetNode(2 * (last - 1), out _));
            Assert.True(core.HasBlock(last / 2));
            Assert.True(ulong.Parse(core.UserData("offset")!, null) >= last);
        }
        return lengthsSeen;
    }

    private protected static Dictionary<string, ReadOnlyMemory<byte>> Offset(string value) => new() { ["offset"] = Bytes(value) };
}
