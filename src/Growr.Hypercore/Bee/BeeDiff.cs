namespace Growr.Hypercore.Bee;

/// <summary>Walks two versions of a bee at once and stops where they differ. What both share is passed unread.</summary>
/// <remarks>Source: hyperbee 2.27.3 iterators/diff.js.</remarks>
internal static class BeeDiff
{
    /// <summary>The keys of a range that one side lacks, or that different blocks put.</summary>
    public static IEnumerable<BeeDifference> Between(BeeTree left, BeeTree right, BeeRange range)
    {
        var toRead = range.LimitEntries ?? ulong.MaxValue;
        if (toRead == 0) yield break;
        var (a, b) = (new BeeCursor(left, range), new BeeCursor(right, range));
        while (toRead > 0)
        {
            var (hasLeft, hasRight) = (a.TryPeek(out var onLeft), b.TryPeek(out var onRight));
            if (!hasLeft && !hasRight) yield break;
            if (hasLeft && hasRight && onLeft.IsSameAs(onRight))
            {
                a.Skip();
                b.Skip();
                continue;
            }
            var order = !hasRight ? -1 : !hasLeft ? 1 : Compare(left, onLeft, right, onRight, range);
            var (entersLeft, entersRight) = Entered(hasLeft, onLeft, hasRight, onRight, order);
            if (entersLeft) a.Enter(onLeft);
            if (entersRight) b.Enter(onRight);
            if (entersLeft || entersRight) continue;

            var difference = new BeeDifference(order <= 0 ? a.Take(onLeft) : null, order >= 0 ? b.Take(onRight) : null);
            if (range.IsBehindEnd(difference.Key.Span)) yield break;
            toRead--;
            yield return new BeeDifference(Shown(left, difference.Left), Shown(right, difference.Right));
        }
    }

    /// <summary>
    /// The children to go below: any that stands against a key or the end; of two the one that reaches further, so that the
    /// shorter one may turn up in it, or both when they reach as far.
    /// </summary>
    private static (bool Left, bool Right) Entered(bool hasLeft, BeePlace left, bool hasRight, BeePlace right, int order)
    {
        var (isChildLeft, isChildRight) = (hasLeft && !left.IsKey, hasRight && !right.IsKey);
        return isChildLeft && isChildRight ? (order >= 0, order <= 0) : (isChildLeft, isChildRight);
    }

    /// <summary>Which of two places ends first in the order of the range.</summary>
    private static int Compare(BeeTree left, BeePlace onLeft, BeeTree right, BeePlace onRight, BeeRange range)
    {
        if (onLeft.IsKey != onRight.IsKey || onLeft.Bound == onRight.Bound) return 0;
        if (onLeft.Bound == 0 || onRight.Bound == 0) return onLeft.Bound == 0 ? 1 : -1;
        var keyLeft = left.EntryAt(onLeft.Bound, onLeft.NamedBy).Key.Span;
        var order = keyLeft.SequenceCompareTo(right.EntryAt(onRight.Bound, onRight.NamedBy).Key.Span);
        return range.IsReverse ? -order : order;
    }

    private static BeeEntry? Shown(BeeTree tree, BeeEntry? entry) => entry is { } found ? tree.Shown(found) : null;
}
