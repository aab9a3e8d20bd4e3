using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Log;

public sealed class ByteSeekTests : IDisposable
{
    private readonly KeyPair _writer = TestCores.VectorWriter();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void Every_position_of_a_log_is_found_where_counting_finds_it() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 1]).Sample((lengthBlocks, padding) =>
        {
            var core = TestCores.Written(_writer, lengthBlocks);
            var end = core.Head.SizeBytes - (ulong)(lengthBlocks * padding);
            for (var bytes = 0UL; bytes <= end; bytes++)
            {
                Assert.True(ByteSeek.TryLocate(core, bytes, (ulong)padding, out var block, out var offset));
                AssertAt(bytes, padding, block, offset);
            }
            Assert.False(ByteSeek.TryLocate(core, end + 1, (ulong)padding, out _, out _));
        }, iter: 60);

    [Theory]
    [InlineData(1UL, (1UL << 53) - 1)]
    [InlineData((1UL << 53) - 1, 0UL)]
    [InlineData((1UL << 53) - 1, (1UL << 53) - 1)]
    public void Positions_and_paddings_beyond_any_block_are_not_found(ulong bytes, ulong padding) =>
        Assert.False(ByteSeek.TryLocate(TestCores.Written(_writer, 11), bytes, padding, out _, out _));

    [Fact]
    public void A_padding_that_64_bits_cannot_add_up_leaves_nothing()
    {
        var core = TestCores.Written(_writer, 0);
        core.Commit(new CoreCommit
        {
            Expected = core.Head,
            Head = core.Head with { LengthBlocks = 4096 },
            Nodes = [new TreeNode(4095, 100, MerkleTree.EmptyHash)],
        });
        Assert.True(ByteSeek.TryLocate(core, 100, 0, out _, out _));
        Assert.False(ByteSeek.TryLocate(core, 100, 1UL << 52, out _, out _));
    }

    [Fact]
    public void A_position_below_nodes_that_are_not_held_is_not_found()
    {
        var full = TestCores.Written(_writer, 8);
        var sparse = TestCores.EmptyReplicaOf(full);
        sparse.Commit(new CoreCommit
        {
            Expected = sparse.Head,
            Head = full.Head,
            Nodes = [.. TestCores.NodesOf(full).Where(node => node.Index is 7 or 3 or 11)],
        });
        Assert.True(full.TryGetNode(3, out var half));
        Assert.True(ByteSeek.TryLocate(sparse, half.SizeBytes, 0, out var block, out var offset));
        Assert.Equal((4UL, 0UL), (block, offset));
        Assert.False(ByteSeek.TryLocate(sparse, half.SizeBytes - 1, 0, out _, out _));
        Assert.False(ByteSeek.TryLocate(sparse, half.SizeBytes + 1, 0, out _, out _));
    }

    /// <summary>Bytes of the first test blocks, without padding.</summary>
    internal static ulong SizeOf(int lengthBlocks, int padding) =>
        (ulong)Enumerable.Range(0, lengthBlocks).Sum(i => TestCores.Block(i).Length - padding);

    /// <summary>Between empty blocks a position has several right answers.</summary>
    internal static void AssertAt(ulong bytes, int padding, ulong block, ulong offset)
    {
        Assert.Equal(bytes, SizeOf((int)block, padding) + offset);
        Assert.True(offset == 0 || offset < (ulong)(TestCores.Block((int)block).Length - padding));
    }
}
