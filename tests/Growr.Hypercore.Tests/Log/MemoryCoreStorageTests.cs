using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Log;

public sealed class MemoryCoreStorageTests : IDisposable
{
    private readonly KeyPair _writer = TestCores.VectorWriter();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void A_plan_made_on_an_older_head_is_refused_and_writes_nothing()
    {
        var core = TestCores.Written(_writer, 1);
        var stale = Feed.PlanAppend(core, Manifest.ForWriter(_writer.PublicKey), _writer, [new byte[] { 1 }]);
        TestCores.Append(core, _writer, 1);
        var head = core.Head;
        Assert.Equal(CommitOutcome.HeadMoved, core.Commit(stale));
        Assert.Same(head, core.Head);
        Assert.True(core.TryGetBlock(1, out var block));
        Assert.Equal(TestCores.Block(1), block.ToArray());
    }

    [Fact]
    public void A_commit_with_a_block_outside_the_log_writes_nothing()
    {
        var core = TestCores.Written(_writer, 1);
        var commit = new CoreCommit { Expected = core.Head, Blocks = [new(0, new byte[1]), new(1, new byte[1])] };
        Assert.Throws<ArgumentException>(() => core.Commit(commit));
        Assert.True(core.TryGetBlock(0, out var block));
        Assert.Equal(TestCores.Block(0), block.ToArray());
    }

    [Fact]
    public void Blocks_held_are_read_in_bulk_as_they_are_one_by_one() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 6], Gen.Int[0, 8], Gen.Int[0, 1000]).Sample((length, start, count, seed) =>
        {
            var random = new Random(seed);
            var gaps = Enumerable.Range(0, length).Where(_ => random.Next(30) == 0).ToHashSet();
            ICoreReader core = TestCores.Sparse(TestCores.Written(_writer, length), length, i => !gaps.Contains(i));
            foreach (var reader in new[] { core, new BlockByBlock(core) })
            {
                var words = Enumerable.Repeat(0xdeadbeef, count).ToArray();
                reader.ReadHeld(32 * (ulong)start, words);
                for (var i = 0; i < 32 * count; i++)
                    Assert.Equal(core.HasBlock((ulong)(32 * start + i)), (words[i / 32] >> (i % 32) & 1) == 1);
            }
        }, iter: 300);

    /// <summary>A reader that knows no faster way.</summary>
    private sealed class BlockByBlock(ICoreReader inner) : ICoreReader
    {
        public CoreKey Key => inner.Key;

        public LogHead Head => inner.Head;

        public ReadOnlyMemory<byte> Manifest => inner.Manifest;

        public ulong ContiguousLengthBlocks => inner.ContiguousLengthBlocks;

        public bool HasBlock(ulong index) => inner.HasBlock(index);

        public bool TryGetBlock(ulong index, out ReadOnlyMemory<byte> block) => inner.TryGetBlock(index, out block);

        public bool TryGetNode(ulong index, out TreeNode node) => inner.TryGetNode(index, out node);

        public bool TryGetUserData(string name, out ReadOnlyMemory<byte> value) => inner.TryGetUserData(name, out value);
    }

    [Fact]
    public void Contiguous_length_waits_for_the_gap_to_close()
    {
        var core = TestCores.Written(_writer, 0);
        core.Commit(new CoreCommit { Expected = core.Head, Head = core.Head with { LengthBlocks = 3 }, Blocks = [new(1, new byte[1])] });
        Assert.Equal(0UL, core.ContiguousLengthBlocks);
        core.Commit(new CoreCommit { Expected = core.Head, Blocks = [new(0, new byte[1])] });
        Assert.Equal(2UL, core.ContiguousLengthBlocks);
        Assert.False(core.HasBlock(2));
    }

    [Fact]
    public void A_core_is_found_by_its_discovery_key_once_opened()
    {
        using var storage = new MemoryCoreStorage();
        var key = Manifest.ForWriter(_writer.PublicKey).DeriveKey();
        Assert.False(storage.TryFind(DiscoveryKey.Of(key), out _));
        var core = storage.Open(key);
        Assert.True(storage.TryFind(DiscoveryKey.Of(key), out var found));
        Assert.Same(core, found);
        Assert.Same(core, storage.Open(key));
        Assert.Equal([key], storage.Keys);
    }

    [Fact]
    public async Task Readers_see_a_head_only_with_its_roots_while_a_writer_appends()
    {
        var core = TestCores.Written(_writer, 1);
        var reading = Task.Run(() =>
        {
            while (core.Head.LengthBlocks < 300)
            {
                var length = core.Head.LengthBlocks;
                if (!MerkleTree.TryReadRoots(core, length, out _) || !core.HasBlock(length - 1)) return false;
            }
            return true;
        });
        while (core.Head.LengthBlocks < 300) TestCores.Append(core, _writer, 1);
        Assert.True(await reading);
    }
}
