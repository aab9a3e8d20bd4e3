using System.Collections.Immutable;
using CsCheck;
using Growr.Hypercore.Bee;

namespace Growr.Hypercore.Tests.Bee;

public sealed class BeeBlockTests
{
    private static readonly Gen<BeeLevel> Levels = Gen.Select(
        Gen.ULong[0, 1UL << 53].Array[0, 8],
        Gen.Select(Gen.ULong[0, 1UL << 53], Gen.Int[0, 5000], (block, offset) => new BeePointer(block, offset)).Array[0, 9],
        (keys, children) => new BeeLevel(keys, children));

    private static readonly Gen<BeeBlock> Blocks = Gen.Select(
        Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 300], Gen.Bool, Levels.Array[0, 6],
        (key, value, hasValue, levels) => new BeeBlock(new BeeEntry(0, key, hasValue ? value : [], hasValue), [.. levels]));

    [Fact]
    public void A_block_reads_back_as_it_was_written() => Blocks.Sample(block =>
    {
        var read = Read(block.Encode(), out var levels);
        Assert.True(block.TryGetLevels(out var written));
        Assert.Equal(written.SelectMany(level => level.Keys), levels.SelectMany(level => level.Keys));
        Assert.Equal(written.SelectMany(level => level.Children), levels.SelectMany(level => level.Children));
        Assert.Equal(block.HasValue, read!.HasValue);
        Assert.Equal(block.Encode(), new BeeBlock(read.Entry(0), levels).Encode());
    });

    [Fact]
    public void Arbitrary_bytes_never_throw() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        Read(bytes, out _);
        BeeHeader.TryDecode(bytes, out _);
    }, iter: 20_000);

    [Fact]
    public void A_damaged_block_never_throws() =>
        Gen.Select(Blocks, Gen.Int[0, 1000], Gen.Byte, Gen.Int[0, 400]).Sample((block, place, value, length) =>
        {
            var bytes = block.Encode();
            bytes[place % bytes.Length] = value;
            Read(bytes.AsMemory(0, Math.Min(length, bytes.Length)), out _);
        }, iter: 20_000);

    [Fact]
    public void Unknown_fields_are_passed_over()
    {
        byte[] unknown = [0x20, 0x05, 0x2a, 0x01, 0xff, 0x31, 1, 2, 3, 4, 5, 6, 7, 8, 0x3d, 1, 2, 3, 4];
        byte[] known = [0x0a, 0x05, 0x0a, 0x03, 0x0a, 0x01, 0x01, 0x12, 0x01, 0x61];
        var block = Read((byte[])[.. unknown, .. known, .. unknown], out var levels);
        Assert.Equal([1UL], Assert.Single(levels).Keys);
        Assert.Equal("a"u8, block!.Key.Span);
        Assert.True(BeeHeader.TryDecode((byte[])[.. new BeeHeader().Encode(), .. unknown], out _));
    }

    [Theory]
    [InlineData("", "nothing at all")]
    [InlineData("0a00", "no key")]
    [InlineData("120161", "no index")]
    [InlineData("0a001205616263", "key longer than the block")]
    [InlineData("08001200", "index is a number")]
    [InlineData("0a050a031201011200", "odd number of child numbers")]
    [InlineData("0a0d0a0b0a09010203040506070809120161", "nine keys in a node")]
    [InlineData("0a0f0a0d0a0b8080808080808080808001120161", "number of eleven bytes")]
    [InlineData("0a00120161" + "ffffffffffffffffff7f", "tag above 64 bits")]
    [InlineData("0a001201612b", "group")]
    public void Malformed_blocks_are_refused(string hex, string why) =>
        Assert.True(Read(Convert.FromHexString(hex), out _) is null, why);

    [Fact]
    public void A_header_of_another_protocol_is_refused()
    {
        Assert.False(BeeHeader.TryDecode((byte[])[0x0a, 0x08, .. "hyperbug"u8], out _));
        Assert.False(BeeHeader.TryDecode(Array.Empty<byte>(), out _));
        Assert.True(BeeHeader.TryDecode((byte[])[0x0a, 0x08, .. "hyperbee"u8], out _));
    }

    [Fact]
    public void More_nodes_than_a_block_may_carry_are_refused()
    {
        var levels = Enumerable.Repeat(BeeLevel.Empty, ProtocolLimits.BeeNodesPerBlockMax).ToImmutableArray();
        Assert.NotNull(Read(new BeeBlock(default, levels).Encode(), out _));
        Assert.Null(Read(new BeeBlock(default, levels.Add(BeeLevel.Empty)).Encode(), out _));
    }

    /// <summary>The block with its nodes, or null when either is malformed.</summary>
    private static BeeBlock? Read(ReadOnlyMemory<byte> bytes, out ImmutableArray<BeeLevel> levels)
    {
        levels = default;
        return BeeBlock.TryDecode(bytes, out var block) && block!.TryGetLevels(out levels) ? block : null;
    }
}
