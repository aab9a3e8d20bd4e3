using System.Collections;

namespace Growr.Hypercore.Bee;

/// <summary>Walks a range in its order.</summary>
internal sealed class BeeRangeWalk : IEnumerator<BeeEntry>
{
    private readonly BeeTree _tree;
    private readonly BeeRange _range;
    private readonly BeeCursor? _cursor;
    private ulong _left;

    public BeeRangeWalk(BeeTree tree, BeeRange range)
    {
        (_tree, _range) = (tree, range);
        _left = range.LimitEntries ?? ulong.MaxValue;
        if (_left > 0) _cursor = new BeeCursor(tree, range);
    }

    public BeeEntry Current { get; private set; }

    object IEnumerator.Current => Current;

    public bool MoveNext()
    {
        while (_left > 0 && _cursor!.TryPeek(out var place))
        {
            if (!place.IsKey)
            {
                _cursor.Enter(place);
                continue;
            }
            var entry = _cursor.Take(place);
            if (_range.IsBehindEnd(entry.Key.Span)) break;
            _left--;
            Current = _tree.Shown(entry);
            return true;
        }
        _left = 0;
        return false;
    }

    public void Reset() => throw new NotSupportedException("A range is read again by enumerating it again.");

    public void Dispose()
    {
    }
}
