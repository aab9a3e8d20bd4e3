using CsCheck;
using Growr.Actors.Feeds;
using Growr.Hypercore.Log;

namespace Growr.Actors.Tests.Feeds;

public sealed class CoreRecordTests
{
    private static readonly Gen<CoreRecord> Records =
        from fork in Gen.ULong[0, 1 << 20]
        from length in Gen.ULong[1, 1UL << 52]
        from size in Gen.ULong[0, 1UL << 52]
        from hash in Gen.Byte.Array[32].Select(bytes => new Growr.Hypercore.Crypto.Hash(bytes))
        from signature in Gen.Byte.Array[0, 80]
        from manifest in Gen.Byte.Array[0, 80]
        from contiguous in Gen.ULong[0, length]
        select new CoreRecord(new LogHead(fork, length, size, hash, signature), manifest, contiguous);

    [Fact]
    public void A_record_reads_back_as_it_was_written() => Records.Sample(record =>
    {
        Assert.True(CoreRecord.TryDecode(record.Encode(), out var again));
        Assert.Equal(record.Encode(), again.Encode());
        Assert.True(record.Head.IsSameAs(again.Head));
    });

    [Fact]
    public void A_record_cut_short_or_made_longer_is_refused() => Records.Sample(record =>
    {
        var bytes = record.Encode();
        for (var length = 0; length < bytes.Length; length++) Assert.False(CoreRecord.TryDecode(bytes.AsSpan(0, length), out _));
        Assert.False(CoreRecord.TryDecode([.. bytes, 0], out _));
    });

    [Fact]
    public void Any_bytes_are_read_without_throwing() =>
        Gen.Byte.Array[0, 200].Sample(bytes => CoreRecord.TryDecode(bytes, out _) || true);

    [Fact]
    public void A_record_that_holds_more_blocks_than_it_has_is_refused()
    {
        var wrong = CoreRecord.Empty with { ContiguousLengthBlocks = 1 };
        Assert.False(CoreRecord.TryDecode(wrong.Encode(), out _));
    }
}
