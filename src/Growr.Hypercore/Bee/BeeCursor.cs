namespace Growr.Hypercore.Bee;

/// <summary>
/// Stands somewhere in a tree, in front of a key or of a child, and moves on in the order of a range. It begins at the range's
/// start; where the range ends is for its user to see. Places in a node are numbered from the left: child 0 is 0, key 0 is 1,
/// child 1 is 2, and so on.
/// </summary>
/// <remarks>
/// A hostile tree ends it: paths have a greatest depth, keys that are taken come in order, and not many more nodes are entered
/// than the version has blocks, since every node but the root has a key and every key a block of its own.
/// </remarks>
internal sealed class BeeCursor
{
    private readonly BeeTree _tree;
    private readonly BeeRange _range;
    private readonly int _step;
    private Frame[] _path = new Frame[8];
    private int _depth;
    private ulong _entered;
    private ReadOnlyMemory<byte>? _lastKey;

    public BeeCursor(BeeTree tree, BeeRange range)
    {
        (_tree, _range) = (tree, range);
        _step = range.IsReverse ? -1 : 1;
        if (tree.TryRoot(out var root)) Seek(root);
    }

    /// <summary>What the cursor stands in front of; false at the end of the tree.</summary>
    public bool TryPeek(out BeePlace place)
    {
        while (_depth > 0)
        {
            ref var top = ref _path[_depth - 1];
            var node = top.Node;
            if (top.Place < 0 || top.Place > 2 * node.Keys.Length)
            {
                _depth--;
                continue;
            }
            var index = top.Place / 2;
            if (top.Place % 2 == 1)
            {
                place = new BeePlace(IsKey: true, new BeePointer(node.Keys[index], 0), top.Seq, node.Keys[index]);
                return true;
            }
            if (node.Children.Length > 0)
            {
                place = new BeePlace(IsKey: false, node.Children[index], top.Seq, BoundOf(top, index));
                return true;
            }
            top.Place += _step;
        }
        place = default;
        return false;
    }

    /// <summary>Passes what was peeked at, with everything below it, unread.</summary>
    public void Skip() => _path[_depth - 1].Place += _step;

    /// <summary>Goes below the child that was peeked at.</summary>
    public void Enter(BeePlace child)
    {
        var node = _tree.Node(child.Pointer, child.NamedBy);
        Skip();
        Push(node, child.Pointer.Block, _range.IsReverse ? 2 * node.Keys.Length : 0, child.Bound);
    }

    /// <summary>The entry of the key that was peeked at; the cursor passes it.</summary>
    public BeeEntry Take(BeePlace key)
    {
        var entry = _tree.EntryAt(key.Pointer.Block, key.NamedBy);
        if (_lastKey is { } last && Math.Sign(entry.Key.Span.SequenceCompareTo(last.Span)) != _step)
            throw new BeeCorruptException(entry.Seq, BeeFault.KeysOutOfOrder);
        _lastKey = entry.Key;
        Skip();
        return entry;
    }

    private void Seek(BeeLevel node)
    {
        var start = _range.IsReverse ? _range.Upper : _range.Lower;
        var isIncluded = _range.IsReverse ? _range.IsUpperIncluded : _range.IsLowerIncluded;
        var (seq, bound) = (_tree.Version - 1, 0UL);
        if (start is not { } key)
        {
            Push(node, seq, _range.IsReverse ? 2 * node.Keys.Length : 0, bound);
            return;
        }
        while (true)
        {
            var isFound = _tree.Search(node, seq, key.Span, out var index);
            if (isFound)
            {
                Push(node, seq, 2 * index + 1 + (isIncluded ? 0 : _step), bound);
                return;
            }
            Push(node, seq, 2 * index + _step, bound);      // the child in between is entered here, not by the walk
            if (node.Children.Length == 0) return;
            bound = BoundOf(_path[_depth - 1], index);
            var child = node.Children[index];
            (node, seq) = (_tree.Node(child, seq), child.Block);
        }
    }

    private void Push(BeeLevel node, ulong seq, int place, ulong bound)
    {
        if (_depth == ProtocolLimits.BeeDepthMax) throw new BeeCorruptException(seq, BeeFault.TooDeep);
        if (_entered++ == _tree.Version + ProtocolLimits.BeeDepthMax) throw new BeeCorruptException(seq, BeeFault.NodesRepeated);
        if (_depth == _path.Length) Array.Resize(ref _path, 2 * _depth);
        _path[_depth++] = new Frame(node, seq, bound) { Place = place };
    }

    /// <summary>The key right behind all of a child's, by its block; 0 when none is.</summary>
    private ulong BoundOf(in Frame frame, int child)
    {
        var key = _step > 0 ? child : child - 1;
        return key >= 0 && key < frame.Node.Keys.Length ? frame.Node.Keys[key] : frame.Bound;
    }

    private record struct Frame(BeeLevel Node, ulong Seq, ulong Bound)
    {
        public int Place { get; set; }
    }
}
