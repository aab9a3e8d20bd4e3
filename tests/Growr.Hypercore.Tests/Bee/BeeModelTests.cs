using CsCheck;
using Growr.Hypercore.Bee;

namespace Growr.Hypercore.Tests.Bee;

/// <summary>Whatever is put and deleted, in whatever batches, a bee holds what a sorted dictionary would.</summary>
public sealed class BeeModelTests
{
    internal sealed record Step(bool IsPut, byte Key, byte Value);

    internal static readonly Gen<Step[][]> Batches =
        Gen.Select(Gen.Int[0, 9], Gen.Byte, Gen.Byte, (kind, key, value) => new Step(kind < 6, key, value)).Array[0, 60].Array[0, 12];

    [Fact]
    public void A_bee_holds_what_a_sorted_dictionary_holds() => Batches.Sample(batches =>
    {
        var (core, model) = (new MemoryBlocks(), new SortedDictionary<byte, byte>());
        var writer = new BeeWriter(core);
        foreach (var steps in batches) core.Apply(writer, batch => Run(batch, steps, model));
        AssertSame(model, BeeTree.Newest(core));
        AssertShape(core);
    }, iter: 300);

    [Fact]
    public void Batches_over_pending_blocks_write_what_batches_over_appended_blocks_write() => Batches.Sample(batches =>
    {
        var (appended, pending) = (new MemoryBlocks(), new MemoryBlocks());
        var (each, once) = (new BeeWriter(appended), new BeeWriter(pending));
        foreach (var steps in batches)
        {
            appended.Apply(each, batch => Run(batch, steps, []));
            var batch = once.BeginBatch();
            Run(batch, steps, []);
            batch.Flush();
        }
        Assert.Empty(pending.Blocks);
        pending.Append(once);
        Assert.Equal(appended.Blocks.Select(Hex), pending.Blocks.Select(Hex));
    }, iter: 100);

    [Fact]
    public void Every_version_stays_readable() => Batches.Sample(batches =>
    {
        var (core, model) = (new MemoryBlocks(), new SortedDictionary<byte, byte>());
        var writer = new BeeWriter(core);
        var versions = new List<(ulong Version, SortedDictionary<byte, byte> Model)>();
        foreach (var steps in batches)
        {
            core.Apply(writer, batch => Run(batch, steps, model));
            versions.Add((core.LengthBlocks, new(model)));
        }
        var tree = BeeTree.Newest(core);
        foreach (var (version, then) in versions) AssertSame(then, tree.Checkout(version));
    }, iter: 50);

    [Fact]
    public void A_range_lists_what_its_bounds_let_through() =>
        Gen.Select(Batches, Gen.Byte.Nullable(), Gen.Byte.Nullable(), Gen.Int[0, 3], Gen.Bool, Gen.ULong[0, 40].Nullable())
            .Sample((batches, lower, upper, exclusive, isReverse, limit) =>
            {
                var (core, model) = (new MemoryBlocks(), new SortedDictionary<byte, byte>());
                var writer = new BeeWriter(core);
                foreach (var steps in batches) core.Apply(writer, batch => Run(batch, steps, model));
                var (isGt, isLt) = ((exclusive & 1) != 0, (exclusive & 2) != 0);
                var range = new BeeRange
                {
                    Gt = isGt ? Bound(lower) : null,
                    Gte = isGt ? null : Bound(lower),
                    Lt = isLt ? Bound(upper) : null,
                    Lte = isLt ? null : Bound(upper),
                    IsReverse = isReverse,
                    LimitEntries = limit,
                };
                var expected = model.Keys.Where(key =>
                    (lower is null || key > lower || (key == lower && !isGt)) && (upper is null || key < upper || (key == upper && !isLt)));
                if (isReverse) expected = expected.Reverse();
                Assert.Equal(expected.Take((int)(limit ?? 1000)), BeeTree.Newest(core).Range(range).Select(entry => entry.Key.Span[0]));
            }, iter: 300);

    [Fact]
    public void A_batch_of_ten_thousand_puts_reads_each_block_at_most_once()
    {
        var core = new MemoryBlocks();
        var writer = new BeeWriter(core);
        core.Apply(writer, batch => PutMany(batch, from: 0, step: 2));
        var readsBefore = core.Reads;
        core.Apply(writer, batch => PutMany(batch, from: 1, step: 2));
        Assert.Equal(20_000, BeeTree.Newest(core).Range().Count());
        Assert.InRange(core.Reads - readsBefore, 1, 4 * 10_000);
    }

    private static void PutMany(BeeBatch batch, int from, int step)
    {
        for (var i = 0; i < 10_000; i++) batch.Put([(byte)((from + i * step) >> 8), (byte)(from + i * step)], "value"u8);
    }

    internal static void Run(BeeBatch batch, Step[] steps, SortedDictionary<byte, byte> model)
    {
        foreach (var step in steps)
        {
            if (step.IsPut)
            {
                Assert.True(batch.Put([step.Key], [step.Value]));
                model[step.Key] = step.Value;
            }
            else
            {
                var isThere = batch.TryGet([step.Key], out _);
                Assert.Equal(isThere, batch.Delete([step.Key]));
                model.Remove(step.Key);
            }
        }
    }

    private static void AssertSame(SortedDictionary<byte, byte> model, BeeTree tree)
    {
        Assert.Equal(model.Select(pair => (pair.Key, pair.Value)), tree.Range().Select(entry => (entry.Key.Span[0], entry.Value.Span[0])));
        for (var key = 0; key <= byte.MaxValue; key++)
        {
            var isThere = tree.TryGet([(byte)key], out var entry);
            Assert.Equal(model.TryGetValue((byte)key, out var value), isThere);
            if (isThere) Assert.Equal(value, entry.Value.Span[0]);
        }
    }

    /// <summary>Nodes keep between four and eight keys, the root excepted, and all leaves lie equally deep.</summary>
    private static void AssertShape(MemoryBlocks core)
    {
        if (core.LengthBlocks < 2) return;
        var cache = new BeeBlockCache(core);
        DepthOf(cache.Root(core.LengthBlocks), core.LengthBlocks - 1, isRoot: true);

        int DepthOf(BeeLevel node, ulong seq, bool isRoot)
        {
            Assert.InRange(node.Keys.Length, isRoot ? 0 : BeeLevel.KeysMin, BeeLevel.KeysMax);
            if (node.Children.Length == 0) return 1;
            return 1 + Assert.Single(node.Children
                .Select(child => DepthOf(cache.Node(child, seq, core.LengthBlocks), child.Block, isRoot: false)).Distinct());
        }
    }

    private static ReadOnlyMemory<byte>? Bound(byte? key)
    {
        if (key is not { } bound) return null;
        return new[] { bound };
    }

    private static string Hex(ReadOnlyMemory<byte> block) => Convert.ToHexStringLower(block.Span);
}
