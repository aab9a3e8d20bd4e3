using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Tests.Encoding;

public sealed class CompactArrayTests
{
    [Theory]
    [InlineData("fe01001000", 1)]               // 2^20 + 1 items
    [InlineData("03000000", 2)]                 // three items of two bytes in three bytes
    [InlineData("ffffffffffffff1f00", 0)]       // 2^53 - 1 items
    public void Impossible_counts_are_refused_before_anything_is_allocated(string hex, int itemBytesMin)
    {
        ReadOnlySpan<byte> input = Convert.FromHexString(hex);
        Assert.False(CompactArray.TryReadCount(ref input, ProtocolLimits.ArrayItemsMax, itemBytesMin, out _));
        Assert.Equal(hex.Length / 2, input.Length);
    }

    [Fact]
    public void A_count_of_words_that_is_not_there_is_refused()
    {
        ReadOnlySpan<byte> input = [2, 0, 0, 0, 0];
        Assert.False(CompactArray.TryReadUInt32s(ref input, 10, out var words));
        Assert.Empty(words);
    }

    [Theory]
    [InlineData(CompactInt.Max + 1)]
    [InlineData(CompactInt.Min - 1)]
    public void Signed_integers_beyond_what_a_peer_can_read_are_not_written(long value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CompactInt.Write(new System.Buffers.ArrayBufferWriter<byte>(), value));
}
