using CsCheck;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication;

public sealed class RemoteBlocksTests
{
    private const int ModelBlocks = 70_000;
    private const ulong Max = (1UL << 53) - 1;

    private static readonly Gen<object> Messages = Gen.OneOf<object>(
        Gen.Select(Gen.Int[0, ModelBlocks - 1], Gen.Int[0, 40_000], Gen.Bool)
            .Select((start, length, isDropped) => (object)new RangeMessage((ulong)start, (ulong)Math.Min(length, ModelBlocks - start), isDropped)),
        Gen.Select(Gen.Int[0, 2000], Gen.UInt.Array[0, 100])
            .Select((start, words) => (object)new BitfieldMessage((ulong)start * 32, words)));

    [Fact]
    public void What_is_known_equals_a_list_of_bits_for_any_sequence_of_messages() =>
        Messages.List[1, 12].Sample(messages =>
        {
            var known = new RemoteBlocks();
            var model = new BitModel(ModelBlocks);
            foreach (var message in messages)
            {
                if (message is RangeMessage range)
                {
                    known.Apply(range);
                    model.Apply(range);
                }
                if (message is BitfieldMessage bitfield)
                {
                    known.Apply(bitfield);
                    model.Apply(bitfield);
                }
            }
            for (var i = 0UL; i < ModelBlocks; i += 7) Assert.Equal(model.Has(i), known.Has(i));
            var next = 0UL;
            while (known.TryNext(next, ModelBlocks, out var found))
            {
                Assert.True(model.Has(found));
                for (var skipped = next; skipped < found; skipped++) Assert.False(model.Has(skipped));
                next = found + 1;
            }
        }, iter: 60);

    [Fact]
    public void A_range_of_any_size_is_remembered_within_the_limit()
    {
        var known = new RemoteBlocks();
        for (var i = 0; i < 200; i++) known.Apply(new RangeMessage(1 + (ulong)i, Max));
        known.Apply(new RangeMessage(Max, Max));
        Assert.True(known.Has(1));
        Assert.True(known.Has((ulong)ProtocolLimits.RemotePagesMax * 32_768 - 1));
        Assert.False(known.Has((ulong)ProtocolLimits.RemotePagesMax * 32_768));
        Assert.False(known.Has(Max));
    }

    [Fact]
    public void A_bitfield_that_does_not_start_at_a_word_is_ignored()
    {
        var known = new RemoteBlocks();
        known.Apply(new BitfieldMessage(5, new uint[] { uint.MaxValue }));
        Assert.False(known.TryNext(0, 100, out _));
    }

    [Fact]
    public void A_drop_inside_the_gapless_start_makes_what_lies_above_unknown()
    {
        var known = new RemoteBlocks();
        known.Apply(new RangeMessage(0, 10));
        known.Apply(new RangeMessage(4, 1, IsDropped: true));
        Assert.True(known.Has(3));
        Assert.False(known.Has(9));
    }

    /// <summary>The rules once more, as slowly and plainly as possible.</summary>
    private sealed class BitModel(int blocks)
    {
        private readonly bool[] _bits = new bool[blocks];
        private ulong _contiguous;

        public bool Has(ulong index) => index < _contiguous || _bits[index];

        public void Apply(RangeMessage range)
        {
            var end = range.Start + range.Length;
            if (range.IsDropped) _contiguous = Math.Min(_contiguous, range.Start);
            else if (range.Start <= _contiguous)
            {
                _contiguous = Math.Max(_contiguous, end);
                return;
            }
            for (var i = range.Start; i < end; i++) _bits[i] = !range.IsDropped;
        }

        public void Apply(BitfieldMessage bitfield)
        {
            _contiguous = Math.Min(_contiguous, bitfield.Start);
            for (var i = 0; i < bitfield.Words.Length * 32; i++)
                if (bitfield.Start + (ulong)i < (ulong)_bits.Length)
                    _bits[bitfield.Start + (ulong)i] = (bitfield.Words.Span[i / 32] >> i % 32 & 1) != 0;
        }
    }
}
