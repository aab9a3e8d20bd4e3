namespace Growr.Hypercore.Bee;

/// <summary>Reads a bee block by block.</summary>
internal static class BeeHistory
{
    public static IEnumerable<BeeChange> Of(BeeTree tree, BeeBlockCache cache, BeeHistoryRange range)
    {
        var (from, to) = (Math.Max(1, range.From), Math.Min(range.To ?? tree.Version, tree.Version));
        var toRead = range.LimitEntries ?? ulong.MaxValue;
        for (var passed = 0UL; toRead > 0 && from + passed < to; passed++)
        {
            var seq = range.IsReverse ? to - 1 - passed : from + passed;
            var block = cache.BlockOnce(seq);
            if (!block.Key.Span.StartsWith(tree.Prefix.Bytes.Span)) continue;
            toRead--;
            yield return new BeeChange(KindOf(block, seq), tree.Shown(block.Entry(seq)));
        }
    }

    /// <summary>A put lists its own key in one of its nodes; only a missing value makes it worth looking.</summary>
    private static BeeChangeKind KindOf(BeeBlock block, ulong seq)
    {
        if (block.HasValue) return BeeChangeKind.Put;
        if (!block.TryGetLevels(out var levels)) throw new BeeCorruptException(seq, BeeFault.BlockMalformed);
        foreach (var level in levels)
            if (Array.IndexOf(level.Keys, seq) >= 0) return BeeChangeKind.Put;
        return BeeChangeKind.Delete;
    }
}
