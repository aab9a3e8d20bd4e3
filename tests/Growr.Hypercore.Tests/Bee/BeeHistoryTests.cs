using Growr.Hypercore.Bee;

namespace Growr.Hypercore.Tests.Bee;

public sealed class BeeHistoryTests
{
    [Fact]
    public void Puts_and_deletes_come_in_the_order_they_were_written()
    {
        var core = Written();
        Assert.Equal(["+a", "+b", "-a", "+n", "+a"], Shown(BeeTree.Newest(core).History()));
        Assert.Equal(["+a", "+n", "-a"], Shown(BeeTree.Newest(core).History(new() { IsReverse = true, LimitEntries = 3 })));
        Assert.Equal(["+b", "-a"], Shown(BeeTree.Newest(core).History(new() { From = 2, To = 4 })));
    }

    [Fact]
    public void The_header_and_what_lies_behind_the_version_are_not_listed()
    {
        var core = Written();
        Assert.Equal(["+a", "+b"], Shown(BeeTree.At(core, 3).History(new() { From = 0, To = 100 })));
        Assert.Equal(["+b", "+a"], Shown(BeeTree.At(core, 3).History(new() { From = 0, To = ulong.MaxValue, IsReverse = true })));
        Assert.Empty(BeeTree.At(core, 3).History(new() { From = ulong.MaxValue }));
        Assert.Empty(BeeTree.At(core, 1).History());
        Assert.Empty(BeeTree.At(new MemoryBlocks(), 0).History(new() { IsReverse = true }));
    }

    /// <summary>As the reference reads it: the node that lists the key is in a later block of the batch.</summary>
    [Fact]
    public void A_put_of_null_inside_a_batch_looks_like_a_delete_and_a_put_without_bytes_does_not()
    {
        var core = new MemoryBlocks();
        core.Apply(new BeeWriter(core), batch =>
        {
            batch.PutNull("n"u8);
            batch.Put("e"u8, []);
            batch.PutNull("o"u8);
        });
        Assert.Equal(["-n", "+e", "+o"], Shown(BeeTree.Newest(core).History()));
    }

    [Fact]
    public void A_sub_database_lists_its_own_changes_and_counts_only_them()
    {
        var core = new MemoryBlocks();
        var (writer, sub) = (new BeeWriter(core), BeePrefix.None.Sub("s"));
        foreach (var key in "ab")
        {
            core.Apply(writer, batch => batch.Put("other"u8, "1"u8));
            core.Apply(writer, batch => batch.Put(sub.Key([(byte)key]), "1"u8));
        }
        core.Apply(writer, batch => batch.Delete(sub.Key("a"u8)));
        Assert.Equal(["+a", "+b"], Shown(BeeTree.Newest(core).Sub(sub).History(new() { LimitEntries = 2 })));
        Assert.Equal(["-a", "+b"], Shown(BeeTree.Newest(core).Sub(sub).History(new() { LimitEntries = 2, IsReverse = true })));
    }

    [Fact]
    public void It_reads_each_block_once_and_only_when_it_is_asked_for()
    {
        var core = Written();
        var readsBefore = core.Reads;
        Assert.Equal("+a", Shown(BeeTree.Newest(core).History()).First());
        Assert.Equal(1, core.Reads - readsBefore);
        Assert.Equal(5, BeeTree.Newest(core).History().Count());
        Assert.Equal(6, core.Reads - readsBefore);
    }

    [Fact]
    public void A_missing_or_malformed_block_is_named()
    {
        var core = Written();
        core.Missing.Add(4);
        Assert.Equal(4UL, Assert.Throws<BeeBlockMissingException>(() => BeeTree.Newest(core).History().Count()).BlockIndex);
        core.Missing.Clear();
        core.Blocks[2] = "not a block"u8.ToArray();
        Assert.Equal(2UL, Assert.Throws<BeeCorruptException>(() => BeeTree.Newest(core).History().Count()).BlockIndex);
        // Well-formed but for the nodes, which tell a put of null from a delete.
        core.Blocks[2] = Convert.FromHexString("0a01ff120161");
        Assert.Equal(2UL, Assert.Throws<BeeCorruptException>(() => BeeTree.Newest(core).History().Count()).BlockIndex);
    }

    private static MemoryBlocks Written()
    {
        var core = new MemoryBlocks();
        var writer = new BeeWriter(core);
        core.Apply(writer, batch => batch.Put("a"u8, "1"u8));
        core.Apply(writer, batch => batch.Put("b"u8, "2"u8));
        core.Apply(writer, batch => batch.Delete("a"u8));
        core.Apply(writer, batch => batch.PutNull("n"u8));
        core.Apply(writer, batch => batch.Put("a"u8, "3"u8));
        return core;
    }

    private static IEnumerable<string> Shown(IEnumerable<BeeChange> changes) =>
        changes.Select(change => (change.Kind == BeeChangeKind.Put ? "+" : "-") + System.Text.Encoding.UTF8.GetString(change.Entry.Key.Span));
}
