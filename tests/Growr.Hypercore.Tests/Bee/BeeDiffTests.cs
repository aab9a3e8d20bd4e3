using CsCheck;
using Growr.Hypercore.Bee;

namespace Growr.Hypercore.Tests.Bee;

/// <summary>A diff names exactly the keys at which two versions differ, and reads little of what they share.</summary>
public sealed class BeeDiffTests
{
    private static readonly Gen<BeeRange> Ranges = Gen.Select(
        Gen.Byte.Nullable(), Gen.Byte.Nullable(), Gen.Int[0, 3], Gen.Bool, Gen.ULong[0, 40].Nullable(),
        (lower, upper, exclusive, isReverse, limit) => new BeeRange
        {
            Gt = (exclusive & 1) != 0 ? Bound(lower) : null,
            Gte = (exclusive & 1) == 0 ? Bound(lower) : null,
            Lt = (exclusive & 2) != 0 ? Bound(upper) : null,
            Lte = (exclusive & 2) == 0 ? Bound(upper) : null,
            IsReverse = isReverse,
            LimitEntries = limit,
        });

    [Fact]
    public void A_diff_lists_what_comparing_both_versions_entry_by_entry_would() =>
        Gen.Select(BeeModelTests.Batches, Gen.Int[0, 12], Gen.Int[0, 12], Ranges).Sample((batches, left, right, range) =>
        {
            var (core, versions) = Written(batches);
            var (newer, older) = (versions[left % versions.Count], versions[right % versions.Count]);
            var tree = BeeTree.At(core, newer);
            var expected = Compared(tree, tree.Checkout(older), range).Take((int)(range.LimitEntries ?? 1000));
            Assert.Equal(expected, tree.Diff(older, range).Select(Numbers));
        }, iter: 400);

    [Fact]
    public void A_sub_database_compares_its_own_keys_and_names_them_without_prefix()
    {
        var core = new MemoryBlocks();
        var (writer, sub) = (new BeeWriter(core), BeePrefix.None.Sub("s"));
        core.Apply(writer, batch => batch.Put(sub.Key("a"u8), "1"u8));
        core.Apply(writer, batch => { batch.Put("z"u8, "2"u8); batch.Put(sub.Key("b"u8), "3"u8); });
        var difference = Assert.Single(BeeTree.Newest(core).Sub(sub).Diff(2));
        Assert.Equal("b"u8, difference.Key.Span);
        Assert.Null(difference.Right);
    }

    [Fact]
    public void One_change_in_ten_thousand_entries_reads_two_paths_of_the_tree()
    {
        var core = new MemoryBlocks();
        var writer = new BeeWriter(core);
        core.Apply(writer, batch => { for (var i = 0; i < 10_000; i++) batch.Put([(byte)(i >> 8), (byte)i], "v"u8); });
        var before = core.LengthBlocks;
        core.Apply(writer, batch => batch.Put([10, 10], "changed"u8));
        var reads = core.Reads;
        var difference = Assert.Single(BeeTree.Newest(core).Diff(before));
        Assert.Equal("changed"u8, difference.Left!.Value.Value.Span);
        Assert.Equal("v"u8, difference.Right!.Value.Value.Span);
        Assert.InRange(core.Reads - reads, 1, 40);
    }

    /// <summary>The tree becomes higher in between, so that what both share lies at different depths.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Growth_at_the_end_reads_the_new_part_and_little_else(bool isReverse)
    {
        var core = new MemoryBlocks();
        var writer = new BeeWriter(core);
        core.Apply(writer, batch => { for (var i = 0; i < 3000; i++) batch.Put([(byte)(i >> 8), (byte)i], "v"u8); });
        var before = core.LengthBlocks;
        core.Apply(writer, batch => { for (var i = 3000; i < 3400; i++) batch.Put([(byte)(i >> 8), (byte)i], "v"u8); });
        var reads = core.Reads;
        Assert.Equal(400, BeeTree.Newest(core).Diff(before, new BeeRange { IsReverse = isReverse }).Count());
        Assert.InRange(core.Reads - reads, 400, 407);
    }

    [Fact]
    public void Versions_without_entries_differ_from_others_by_all_of_these()
    {
        var (core, versions) = Written([[new(true, 1, 1), new(true, 2, 2)]]);
        Assert.Equal(2, BeeTree.At(core, versions[^1]).Diff(1).Count(difference => difference.Right is null));
        Assert.Equal(2, BeeTree.At(core, 0).Diff(versions[^1]).Count(difference => difference.Left is null));
        Assert.Empty(BeeTree.At(core, 0).Diff(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BeeTree.Newest(core).Diff(core.LengthBlocks + 1));
    }

    [Fact]
    public void A_missing_block_is_named_and_the_diff_goes_on_behind_the_last_key()
    {
        var (core, _) = Written([[.. Enumerable.Range(0, 60).Select(i => new BeeModelTests.Step(true, (byte)i, 1))]]);
        core.Missing.Add(30);
        var seen = new List<byte>();
        Assert.Equal(30UL, Assert.Throws<BeeBlockMissingException>(() => Read(BeeRange.All)).BlockIndex);
        core.Missing.Clear();
        Read(new BeeRange { Gt = new[] { seen[^1] } });
        Assert.Equal(Enumerable.Range(0, 60).Select(i => (byte)i), seen);

        void Read(BeeRange range)
        {
            foreach (var difference in BeeTree.Newest(core).Diff(1, range)) seen.Add(difference.Key.Span[0]);
        }
    }

    private static (MemoryBlocks Core, List<ulong> Versions) Written(BeeModelTests.Step[][] batches)
    {
        var core = new MemoryBlocks();
        var (writer, versions) = (new BeeWriter(core), new List<ulong> { 0 });
        foreach (var steps in batches)
        {
            core.Apply(writer, batch => BeeModelTests.Run(batch, steps, []));
            versions.Add(core.LengthBlocks);
        }
        return (core, versions);
    }

    /// <summary>Key and the blocks on both sides, 0 for none.</summary>
    private static IEnumerable<(byte, ulong, ulong)> Compared(BeeTree left, BeeTree right, BeeRange range)
    {
        var unlimited = range with { LimitEntries = null };
        var (ours, others) = (Blocks(left, unlimited), Blocks(right, unlimited));
        var keys = ours.Keys.Union(others.Keys).Order();
        return from key in range.IsReverse ? keys.Reverse() : keys
               let pair = (key, ours.GetValueOrDefault(key), others.GetValueOrDefault(key))
               where pair.Item2 != pair.Item3
               select pair;
    }

    private static Dictionary<byte, ulong> Blocks(BeeTree tree, BeeRange range) =>
        tree.Range(range).ToDictionary(entry => entry.Key.Span[0], entry => entry.Seq);

    private static (byte, ulong, ulong) Numbers(BeeDifference difference) =>
        (difference.Key.Span[0], difference.Left?.Seq ?? 0, difference.Right?.Seq ?? 0);

    private static ReadOnlyMemory<byte>? Bound(byte? key)
    {
        if (key is not { } value) return null;
        return new[] { value };
    }
}
