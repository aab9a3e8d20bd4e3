using CsCheck;
using Growr.Hypercore.Bee;

namespace Growr.Hypercore.Tests.Bee;

/// <summary>What a reader is told when blocks are missing or are not what they should be.</summary>
public sealed class BeeFaultTests
{
    /// <summary>Nodes whose numbers are small, so that they often lead somewhere.</summary>
    private static readonly Gen<BeeLevel> Levels = Gen.Select(
        Gen.ULong[0, 7].Array[0, 3],
        Gen.Select(Gen.ULong[0, 7], Gen.Int[0, 2], (block, offset) => new BeePointer(block, offset)).Array[0, 4],
        (keys, children) => new BeeLevel(keys, children.Length > keys.Length ? children[..(keys.Length + 1)] : []));

    [Fact]
    public void A_missing_block_is_named_and_can_be_brought_later()
    {
        var core = Filled(100);
        var tree = BeeTree.Newest(core);
        core.Missing.UnionWith([3, 40, 100]);
        var fetched = new List<ulong>();
        while (true)
        {
            try
            {
                Assert.Equal(100, tree.Range().Count());
                break;
            }
            catch (BeeBlockMissingException missing)
            {
                fetched.Add(missing.BlockIndex);
                Assert.True(core.Missing.Remove(missing.BlockIndex));
            }
        }
        Assert.Equal(new ulong[] { 3, 40, 100 }, fetched.Order());
    }

    [Fact]
    public void A_malformed_block_is_named()
    {
        var core = Filled(3);
        core.Blocks[3] = "not a block"u8.ToArray();
        AssertCorrupt(3, BeeFault.BlockMalformed, () => BeeTree.Newest(core).TryGet("k"u8, out _));
    }

    [Fact]
    public void A_core_without_a_bee_is_refused()
    {
        var core = new MemoryBlocks();
        core.Blocks.Add("hello"u8.ToArray());
        AssertCorrupt(0, BeeFault.HeaderMalformed, () => new BeeWriter(core));
        Assert.Throws<BeeBlockMissingException>(() => BeeTree.Newest(new MemoryBlocks()).ReadHeader());
    }

    [Fact]
    public void A_version_inside_a_batch_has_no_root()
    {
        var core = new MemoryBlocks();
        core.Apply(new BeeWriter(core), batch => { batch.Put("a"u8, "1"u8); batch.Put("b"u8, "2"u8); });
        AssertCorrupt(1, BeeFault.RootMissing, () => BeeTree.At(core, 2).TryGet("b"u8, out _));
    }

    [Fact]
    public void A_tree_that_contains_itself_ends_as_corrupt()
    {
        var pointsToItself = new BeeLevel([1], [new BeePointer(1, 1), new BeePointer(1, 1)]);
        var core = Handmade(pointsToItself, pointsToItself);
        AssertCorrupt(1, BeeFault.TooDeep, () => BeeTree.Newest(core).TryGet("zz"u8, out _));
        AssertCorrupt(1, BeeFault.TooDeep, () => BeeTree.Newest(core).Range().Count());
        AssertCorrupt(1, BeeFault.TooDeep, () => BeeTree.Newest(core).Range(new BeeRange { Gt = "zz"u8.ToArray() }).Count());
        AssertCorrupt(1, BeeFault.TooDeep, () => new BeeWriter(core).BeginBatch().Put("zz"u8, "1"u8));
        AssertCorrupt(1, BeeFault.TooDeep, () => new BeeWriter(core).BeginBatch().Delete("zz"u8));
        AssertCorrupt(1, BeeFault.TooDeep, () => new BeeWriter(core).BeginBatch().Delete("k"u8));
        AssertCorrupt(1, BeeFault.TooDeep, () => new BeeWriter(core).BeginBatch().TryGet("zz"u8, out _));
    }

    [Fact]
    public void A_tree_that_repeats_itself_ends_a_walk_over_two_versions_as_corrupt()
    {
        // Two trees of 31 levels, each level with the same child twice. The one key is shared, so that nothing but nodes is read.
        BeeLevel[] Tree(ulong block) => [.. Enumerable.Range(1, 31).Select(i => i < 31
            ? new BeeLevel([1], [new BeePointer(block, i), new BeePointer(block, i)])
            : new BeeLevel([1], []))];
        var core = Handmade(Tree(1));
        core.Blocks.Add(new BeeBlock(new BeeEntry(2, "k"u8.ToArray(), default, HasValue: true), [.. Tree(2)]).Encode());
        AssertCorrupt(1, BeeFault.NodesRepeated, () => BeeTree.Newest(core).Diff(2).Count());
        AssertCorrupt(1, BeeFault.NodesRepeated, () => BeeTree.At(core, 2).Diff(3).Count());
    }

    [Fact]
    public void A_walk_over_two_versions_ends_at_keys_out_of_order()
    {
        var core = Handmade(new BeeLevel([1, 1], []));
        AssertCorrupt(1, BeeFault.KeysOutOfOrder, () => BeeTree.Newest(core).Diff(1).Count());
        AssertCorrupt(1, BeeFault.KeysOutOfOrder, () => BeeTree.At(core, 1).Diff(2, new BeeRange { IsReverse = true }).Count());
    }

    [Fact]
    public void Arbitrary_nodes_give_entries_or_a_corrupt_bee_and_nothing_else() =>
        Gen.Select(Levels.Array[1, 3].Array[1, 6], Gen.Int[0, 6], Gen.Bool).Sample((nodes, other, isReverse) =>
        {
            var core = new MemoryBlocks();
            core.Blocks.Add(new BeeHeader().Encode());
            foreach (var levels in nodes)
            {
                var entry = new BeeEntry(core.LengthBlocks, new[] { (byte)(core.LengthBlocks * 7 % 5) }, default, HasValue: false);
                core.Blocks.Add(new BeeBlock(entry, [.. levels]).Encode());
            }
            var (tree, range) = (BeeTree.Newest(core), new BeeRange { IsReverse = isReverse });
            foreach (var read in new Func<object>[]
            {
                () => tree.Diff(Math.Min((ulong)other, tree.Version), range).Count(),
                () => tree.Range(range).Count(),
                () => tree.History(new BeeHistoryRange { IsReverse = isReverse }).Count(),
            })
                if (Record.Exception(() => { read(); }) is { } fault) Assert.IsType<BeeCorruptException>(fault);
        }, iter: 3000);

    [Fact]
    public void Keys_out_of_order_end_a_range() =>
        AssertCorrupt(1, BeeFault.KeysOutOfOrder, () => BeeTree.Newest(Handmade(new BeeLevel([1, 1], []))).Range().Count());

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(ulong.MaxValue)]
    public void A_key_outside_the_version_is_refused(ulong seq) =>
        AssertCorrupt(1, BeeFault.PointerOutOfRange, () => Get(new BeeLevel([seq], [])));

    [Fact]
    public void A_node_outside_its_block_is_refused() =>
        AssertCorrupt(1, BeeFault.PointerOutOfRange, () => Get(new BeeLevel([1], [new BeePointer(1, 7), new BeePointer(1, 7)])));

    [Fact]
    public void Children_that_do_not_fit_the_keys_are_refused()
    {
        AssertCorrupt(1, BeeFault.NodeMisshapen, () => Get(new BeeLevel([1], [new BeePointer(1, 0)])));
        AssertCorrupt(1, BeeFault.NodeMisshapen, () => Get(new BeeLevel([], [new BeePointer(1, 0)])));
    }

    [Fact]
    public void A_batch_is_over_after_a_failure_and_the_writer_goes_on_without_it()
    {
        var core = Filled(100);
        var writer = new BeeWriter(core);
        core.Missing.UnionWith(Enumerable.Range(1, 99).Select(i => (ulong)i));
        var batch = writer.BeginBatch();
        Assert.Throws<BeeBlockMissingException>(() => batch.Delete("k000"u8));
        Assert.Throws<InvalidOperationException>(() => batch.Put("b"u8, "2"u8));
        Assert.Throws<InvalidOperationException>(() => batch.Flush());
        core.Missing.Clear();
        core.Apply(writer, next => next.Delete("k000"u8));
        Assert.Equal(99, BeeTree.Newest(core).Range().Count());
    }

    private static MemoryBlocks Filled(int entries)
    {
        var core = new MemoryBlocks();
        core.Apply(new BeeWriter(core), batch =>
        {
            for (var i = 0; i < entries; i++) batch.Put(System.Text.Encoding.UTF8.GetBytes($"k{i:000}"), "v"u8);
        });
        return core;
    }

    private static object Get(BeeLevel root) => BeeTree.Newest(Handmade(root)).TryGet("zz"u8, out _);

    /// <summary>A header and one block with the key "k" and the given nodes.</summary>
    private static MemoryBlocks Handmade(params BeeLevel[] levels)
    {
        var core = new MemoryBlocks();
        var entry = new BeeEntry(1, "k"u8.ToArray(), default, HasValue: true);
        core.Blocks.AddRange([new BeeHeader().Encode(), new BeeBlock(entry, [.. levels]).Encode()]);
        return core;
    }

    private static void AssertCorrupt(ulong blockIndex, BeeFault fault, Func<object> read)
    {
        var corrupt = Assert.Throws<BeeCorruptException>(() => { read(); });
        Assert.Equal((blockIndex, fault), (corrupt.BlockIndex, corrupt.Fault));
    }
}
