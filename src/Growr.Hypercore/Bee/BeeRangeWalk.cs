using System.Collections;

namespace Growr.Hypercore.Bee;

/// <summary>
/// Walks a range in key order. Places in a node are numbered from the left: child 0 is 0, key 0 is 1, child 1 is 2, and so on.
/// </summary>
internal sealed class BeeRangeWalk : IEnumerator<BeeEntry>
{
    private readonly BeeTree _tree;
    private readonly BeeRange _range;
    private readonly Stack<(BeeLevel Node, ulong Seq, int Place)> _stack = new();
    private readonly int _step;
    private ulong _left;
    private ReadOnlyMemory<byte>? _lastKey;

    public BeeRangeWalk(BeeTree tree, BeeRange range)
    {
        (_tree, _range) = (tree, range);
        _step = range.IsReverse ? -1 : 1;
        _left = range.LimitEntries ?? ulong.MaxValue;
        if (_left > 0 && tree.TryRoot(out var root)) Seek(root);
    }

    public BeeEntry Current { get; private set; }

    object IEnumerator.Current => Current;

    public bool MoveNext()
    {
        while (_left > 0 && _stack.TryPop(out var top))
        {
            var (node, seq, place) = top;
            if (place < 0 || place > 2 * node.Keys.Length) continue;
            _stack.Push((node, seq, place + _step));
            if (place % 2 == 0)
            {
                if (node.Children.Length > 0) Enter(node.Children[place / 2], seq);
                continue;
            }
            var entry = _tree.EntryAt(node.Keys[place / 2], seq);
            CheckOrder(entry);
            if (IsBehindEnd(entry.Key.Span)) break;
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

    private void Seek(BeeLevel node)
    {
        var start = _range.IsReverse ? _range.Upper : _range.Lower;
        var isIncluded = _range.IsReverse ? _range.IsUpperIncluded : _range.IsLowerIncluded;
        var seq = _tree.Version - 1;
        if (start is not { } key)
        {
            Push(node, seq, _range.IsReverse ? 2 * node.Keys.Length : 0);
            return;
        }
        while (true)
        {
            var isFound = _tree.Search(node, seq, key.Span, out var index);
            if (isFound)
            {
                Push(node, seq, 2 * index + 1 + (isIncluded ? 0 : _step));
                return;
            }
            Push(node, seq, 2 * index + _step);             // the child in between is entered here, not by the walk
            if (node.Children.Length == 0) return;
            var child = node.Children[index];
            (node, seq) = (_tree.Node(child, seq), child.Block);
        }
    }

    private void Enter(BeePointer pointer, ulong namedBy)
    {
        var node = _tree.Node(pointer, namedBy);
        Push(node, pointer.Block, _range.IsReverse ? 2 * node.Keys.Length : 0);
    }

    private void Push(BeeLevel node, ulong seq, int place)
    {
        if (_stack.Count == ProtocolLimits.BeeDepthMax) throw new BeeCorruptException(seq, BeeFault.TooDeep);
        _stack.Push((node, seq, place));
    }

    /// <summary>Every key passed is behind the last: a tree that leads in circles ends here instead of going on for ever.</summary>
    private void CheckOrder(BeeEntry entry)
    {
        if (_lastKey is { } last && Math.Sign(entry.Key.Span.SequenceCompareTo(last.Span)) != _step)
            throw new BeeCorruptException(entry.Seq, BeeFault.KeysOutOfOrder);
        _lastKey = entry.Key;
    }

    private bool IsBehindEnd(ReadOnlySpan<byte> key)
    {
        var end = _range.IsReverse ? _range.Lower : _range.Upper;
        var isIncluded = _range.IsReverse ? _range.IsLowerIncluded : _range.IsUpperIncluded;
        if (end is not { } bytes) return false;
        var order = key.SequenceCompareTo(bytes.Span) * _step;
        return order > 0 || (order == 0 && !isIncluded);
    }
}
