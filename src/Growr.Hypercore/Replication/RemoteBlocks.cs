using System.Numerics;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>
/// Which blocks a peer says it holds: all below a length, and pages of bits beyond. The peer decides what is in here, so
/// every message costs at most as many steps as there may be pages.
/// </summary>
/// <remarks>Source: hypercore 11.35.5 lib/replicator.js, <c>onrange</c>, <c>onbitfield</c>; lib/remote-bitfield.js.</remarks>
internal sealed class RemoteBlocks
{
    private const ulong PageBlocks = 32_768;
    private const int WordBlocks = BitfieldMessage.WordBlocks;
    private const int PageWords = (int)PageBlocks / WordBlocks;

    private readonly Dictionary<ulong, uint[]> _pages = [];

    /// <summary>Every block below is held.</summary>
    public ulong ContiguousLengthBlocks { get; private set; }

    public bool Has(ulong index) =>
        index < ContiguousLengthBlocks ||
        (_pages.TryGetValue(index / PageBlocks, out var page) && (page[WordOf(index)] >> (int)(index % WordBlocks) & 1) != 0);

    public void Apply(RangeMessage range)
    {
        var end = range.Start + range.Length;
        if (range.IsDropped) Drop(range.Start, end);
        else if (range.Start <= ContiguousLengthBlocks) ContiguousLengthBlocks = Math.Max(ContiguousLengthBlocks, end);
        else Add(range.Start, end);
    }

    public void Apply(BitfieldMessage bitfield)
    {
        if (bitfield.Start % WordBlocks != 0) return;
        ContiguousLengthBlocks = Math.Min(ContiguousLengthBlocks, bitfield.Start);
        var index = bitfield.Start;
        foreach (var word in bitfield.Words.Span)
        {
            if (word != 0 || _pages.ContainsKey(index / PageBlocks))
            {
                if (!TryOpenPage(index / PageBlocks, out var page)) return;
                page[WordOf(index)] = word;
            }
            index += WordBlocks;
        }
    }

    /// <summary>The first held block from one block on and before another.</summary>
    public bool TryNext(ulong from, ulong end, out ulong next)
    {
        for (next = from; next < end;)
        {
            if (next < ContiguousLengthBlocks) return true;
            if (!_pages.TryGetValue(next / PageBlocks, out var page))
            {
                if (!TryNextPage(next / PageBlocks, out var later)) return false;
                next = later * PageBlocks;
                continue;
            }
            var word = page[WordOf(next)] >> (int)(next % WordBlocks);
            if (word != 0)
            {
                next += (ulong)BitOperations.TrailingZeroCount(word);
                return next < end;
            }
            next = (next / WordBlocks + 1) * WordBlocks;
        }
        return false;
    }

    private void Add(ulong start, ulong end)
    {
        while (start < end)
        {
            var pageEnd = Math.Min(end, (start / PageBlocks + 1) * PageBlocks);
            if (!TryOpenPage(start / PageBlocks, out var page)) return;
            Fill(page, start, pageEnd, isHeld: true);
            start = pageEnd;
        }
    }

    private void Drop(ulong start, ulong end)
    {
        ContiguousLengthBlocks = Math.Min(ContiguousLengthBlocks, start);
        foreach (var (number, page) in _pages)
        {
            var from = Math.Max(start, number * PageBlocks);
            var to = Math.Min(end, (number + 1) * PageBlocks);
            if (from < to) Fill(page, from, to, isHeld: false);
        }
    }

    private static void Fill(uint[] page, ulong start, ulong end, bool isHeld)
    {
        for (var index = start; index < end;)
        {
            var bit = (int)(index % WordBlocks);
            var count = (int)Math.Min((ulong)(WordBlocks - bit), end - index);
            var mask = (uint)(((1UL << count) - 1) << bit);
            if (isHeld) page[WordOf(index)] |= mask;
            else page[WordOf(index)] &= ~mask;
            index += (ulong)count;
        }
    }

    private bool TryOpenPage(ulong number, out uint[] page)
    {
        if (_pages.TryGetValue(number, out page!)) return true;
        if (_pages.Count >= ProtocolLimits.RemotePagesMax) return false;
        page = _pages[number] = new uint[PageWords];
        return true;
    }

    private bool TryNextPage(ulong number, out ulong next)
    {
        next = ulong.MaxValue;
        foreach (var candidate in _pages.Keys)
            if (candidate > number && candidate < next) next = candidate;
        return next != ulong.MaxValue;
    }

    private static int WordOf(ulong index) => (int)(index % PageBlocks / WordBlocks);
}
