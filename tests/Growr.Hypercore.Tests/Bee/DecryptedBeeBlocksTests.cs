using CsCheck;
using Growr.Hypercore.Bee;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Bee;

public sealed class DecryptedBeeBlocksTests : IDisposable
{
    private readonly KeyPair _writer = TestCores.VectorWriter();
    private readonly BlockEncryption _encryption = BlockEncryption.WithBlockKey(Blake2b.Hash256("key"u8).Span);

    public void Dispose()
    {
        _writer.Dispose();
        _encryption.Dispose();
    }

    [Fact]
    public void A_bee_has_the_same_plain_blocks_whether_its_core_is_encrypted_or_not() =>
        Gen.Byte.Array[0, 20].Array[1, 8].Sample(batches =>
        {
            var plain = new MemoryBlocks();
            var core = TestCores.Written(_writer, 0);
            var (plainWriter, writer) = (new BeeWriter(plain), new BeeWriter(Decrypted(core)));
            foreach (var keys in batches)
            {
                plain.Apply(plainWriter, batch => Put(batch, keys));
                Append(core, writer, keys);
            }
            Assert.Equal(plain.Blocks.Select(Hex), Blocks(core).Select((block, index) => Hex(Plain(index, block))));
            Assert.All(Blocks(core).Zip(plain.Blocks), pair => Assert.NotEqual(Hex(pair.Second), Hex(pair.First[BlockEncryption.PaddingBytes..])));
            Assert.Equal(
                BeeTree.Newest(plain).Range().Select(entry => Hex(entry.Key)),
                BeeTree.Newest(Decrypted(core)).Range().Select(entry => Hex(entry.Key)));
        }, iter: 100);

    [Fact]
    public void Pending_blocks_are_read_plain_before_they_are_appended()
    {
        var writer = new BeeWriter(Decrypted(TestCores.Written(_writer, 0)));
        var batch = writer.BeginBatch();
        batch.Put("a"u8, "1"u8);
        batch.Flush();
        Assert.True(writer.Read().TryGet("a"u8, out var entry));
        Assert.Equal("1"u8, entry.Value.Span);
    }

    [Fact]
    public void A_block_that_is_not_held_is_missing()
    {
        var stored = new MemoryBlocks();
        stored.Blocks.AddRange(_encryption.EncryptAppend(LogHead.Empty, [new byte[1], new byte[2]]));
        stored.Missing.Add(1);
        Assert.False(new DecryptedBeeBlocks(stored, _encryption).TryGetBlock(1, out _));
        Assert.Throws<BeeBlockMissingException>(() => BeeTree.Newest(new DecryptedBeeBlocks(stored, _encryption)).TryGet("a"u8, out _));
    }

    [Fact]
    public void A_stored_block_shorter_than_its_padding_is_named()
    {
        var stored = new MemoryBlocks();
        stored.Blocks.Add(new byte[BlockEncryption.PaddingBytes - 1]);
        var cause = Assert.Throws<BeeCorruptException>(() => new BeeWriter(new DecryptedBeeBlocks(stored, _encryption)));
        Assert.Equal((0UL, BeeFault.BlockNotEncrypted), (cause.BlockIndex, cause.Fault));
    }

    [Fact]
    public void A_wrong_key_finds_no_bee()
    {
        var core = TestCores.Written(_writer, 0);
        Append(core, new BeeWriter(Decrypted(core)), [1, 2, 3]);
        using var other = BlockEncryption.WithBlockKey(Blake2b.Hash256("other"u8).Span);
        var cause = Assert.Throws<BeeCorruptException>(() => new BeeWriter(new DecryptedBeeBlocks(new CoreBeeBlocks(core), other)));
        Assert.Equal(BeeFault.HeaderMalformed, cause.Fault);
    }

    private DecryptedBeeBlocks Decrypted(ICoreReader core) => new(new CoreBeeBlocks(core), _encryption);

    private void Append(ICoreStore core, BeeWriter writer, byte[] keys)
    {
        var batch = writer.BeginBatch();
        Put(batch, keys);
        batch.Flush();
        var stored = _encryption.EncryptAppend(core.Head, writer.PendingBlocks);
        var plan = Feed.PlanAppend(core, Manifest.ForWriter(_writer.PublicKey), _writer, stored);
        Assert.Equal(CommitOutcome.Committed, core.Commit(plan));
        writer.MarkAppended();
    }

    private static void Put(BeeBatch batch, byte[] keys)
    {
        foreach (var key in keys) batch.Put([key], "a value of some length"u8);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Blocks(ICoreReader core)
    {
        for (var index = 0UL; index < core.Head.LengthBlocks; index++)
            yield return core.TryGetBlock(index, out var block) ? block : throw new InvalidDataException($"{index}");
    }

    private ReadOnlyMemory<byte> Plain(int index, ReadOnlyMemory<byte> stored) =>
        _encryption.TryDecrypt((ulong)index, stored.Span, out var plain) ? plain : throw new InvalidDataException($"{index}");

    private static string Hex(ReadOnlyMemory<byte> bytes) => Vectors.Hex(bytes.Span);
}
