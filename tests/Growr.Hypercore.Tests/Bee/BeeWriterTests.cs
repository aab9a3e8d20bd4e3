using Growr.Hypercore.Bee;

namespace Growr.Hypercore.Tests.Bee;

public sealed class BeeWriterTests
{
    [Fact]
    public void Many_batches_wait_as_one_append_with_the_header_in_front()
    {
        var core = new MemoryBlocks();
        var writer = new BeeWriter(core);
        Flush(writer, batch => batch.Put("a"u8, "1"u8));
        Flush(writer, batch => batch.Put("b"u8, "2"u8));
        Assert.Equal((0UL, 3UL, 3), (writer.CommittedLengthBlocks, writer.LengthBlocks, writer.PendingBlocks.Count));
        Assert.True(writer.Read().TryGet("a"u8, out var entry));
        Assert.Equal(1UL, entry.Seq);
        core.Append(writer);
        Assert.Equal((3UL, 3UL, 0), (writer.CommittedLengthBlocks, writer.LengthBlocks, writer.PendingBlocks.Count));
    }

    [Fact]
    public void A_batch_that_changes_nothing_adds_no_block()
    {
        var core = new MemoryBlocks();
        var writer = new BeeWriter(core);
        Flush(writer, _ => { });
        Assert.Empty(writer.PendingBlocks);
        core.Apply(writer, batch => batch.Put("a"u8, "1"u8));
        Flush(writer, batch => Assert.False(batch.Delete("b"u8)));
        Assert.Empty(writer.PendingBlocks);
    }

    [Fact]
    public void A_batch_left_for_another_one_loses_its_changes()
    {
        var writer = new BeeWriter(new MemoryBlocks());
        var left = writer.BeginBatch();
        left.Put("a"u8, "1"u8);
        Flush(writer, batch => batch.Put("b"u8, "2"u8));
        Assert.Throws<InvalidOperationException>(() => left.Flush());
        Assert.False(writer.Read().TryGet("a"u8, out _));
        Assert.True(writer.Read().TryGet("b"u8, out _));
    }

    [Fact]
    public void A_batch_is_flushed_once()
    {
        var batch = new BeeWriter(new MemoryBlocks()).BeginBatch();
        batch.Put("a"u8, "1"u8);
        batch.Flush();
        Assert.Throws<InvalidOperationException>(() => batch.Flush());
        Assert.Throws<InvalidOperationException>(() => batch.TryGet("a"u8, out _));
    }

    [Fact]
    public void An_append_that_did_not_happen_cannot_be_marked()
    {
        var writer = new BeeWriter(new MemoryBlocks());
        Flush(writer, batch => batch.Put("a"u8, "1"u8));
        Assert.Throws<InvalidOperationException>(writer.MarkAppended);
        Assert.Equal(2, writer.PendingBlocks.Count);
    }

    [Fact]
    public void A_condition_sees_both_entries_and_can_refuse()
    {
        var writer = new BeeWriter(new MemoryBlocks());
        var batch = writer.BeginBatch();
        Assert.True(batch.Put("a"u8, "1"u8, (_, _) => throw new InvalidOperationException("The key is new.")));
        var seen = new List<(ulong, ulong, bool)>();
        Assert.False(batch.Put("a"u8, "2"u8, Refuse));
        Assert.False(batch.Delete("a"u8, Refuse));
        Assert.Equal([(1UL, 2UL, true), (1UL, 2UL, false)], seen);
        Assert.True(batch.Delete("a"u8, (_, _) => true));
        Assert.Equal(2, batch.Flush().Count);

        bool Refuse(BeeEntry previous, BeeEntry next)
        {
            seen.Add((previous.Seq, next.Seq, next.HasValue));
            return false;
        }
    }

    /// <summary>hyperbee 2.27.3 gives the put of "e" here: the block that made it holds the left leaf, and answers for it.</summary>
    [Fact]
    public void A_deleted_key_is_gone_even_if_its_block_holds_a_node_still_in_use()
    {
        var core = new MemoryBlocks();
        var writer = new BeeWriter(core);
        foreach (var key in "abcdfghiej") core.Apply(writer, batch => batch.Put([(byte)key], [(byte)key]));
        core.Apply(writer, batch => batch.Delete("e"u8));
        core.Apply(writer, batch => batch.Put("z"u8, "z"u8));
        Assert.False(BeeTree.Newest(core).TryGet("e"u8, out _));
    }

    [Fact]
    public void A_prefix_of_the_highest_bytes_still_has_an_end()
    {
        var core = new MemoryBlocks();
        var prefix = BeePrefix.None.Sub("a", [0xff]);
        core.Apply(new BeeWriter(core), batch =>
        {
            batch.Put(prefix.Key("x"u8), "1"u8);
            batch.Put([(byte)'b'], "2"u8);
        });
        Assert.Equal("x"u8, Assert.Single(BeeTree.Newest(core).Sub(prefix).Range()).Key.Span);
    }

    [Fact]
    public void An_entry_too_large_for_a_block_is_refused_and_the_batch_goes_on()
    {
        var batch = new BeeWriter(new MemoryBlocks()).BeginBatch();
        var value = new byte[ProtocolLimits.BeeEntryBytesMax];
        Assert.Throws<ArgumentException>(() => batch.Put("a"u8, value));
        Assert.True(batch.Put([], value));
        Assert.InRange(Assert.Single(batch.Flush()).Length, value.Length, ProtocolLimits.BlockBytesMax);
    }

    [Fact]
    public void A_version_beyond_the_core_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BeeTree.At(new MemoryBlocks(), 1));

    private static void Flush(BeeWriter writer, Action<BeeBatch> operations)
    {
        var batch = writer.BeginBatch();
        operations(batch);
        batch.Flush();
    }
}
