namespace Growr.Hypercore.Bee;

/// <summary>The tree as a batch has changed it so far; reads from the blocks below what it has not touched.</summary>
internal sealed class BeeDraft(BeeBlockCache cache, ulong version)
{
    private readonly List<BeeOperation> _operations = [];
    private BeeNode? _root;

    public IReadOnlyList<BeeOperation> Operations => _operations;

    /// <summary>Number of the block the next operation becomes.</summary>
    public ulong NextSeq => version + (ulong)_operations.Count;

    public BeeNode Root() =>
        _root ??= version < 2 ? BeeNode.New() : BeeNode.Of(cache.Root(version), version - 1);

    public BeeNode Child(BeeNode node, int index)
    {
        var child = node.Children[index];
        return child.Node ??=
            BeeNode.Of(cache.Node(new BeePointer(child.Block, child.Offset), node.ReadFrom, version), child.Block);
    }

    public BeeEntry Entry(BeeNode node, int index)
    {
        var seq = node.Keys[index].Seq;
        return seq < version
            ? cache.Block(seq, node.ReadFrom, version).Entry(seq)
            : _operations[(int)(seq - version)].Entry;
    }

    /// <summary>Place of a key in a node, or of the child below which it would be.</summary>
    public bool Search(BeeNode node, ReadOnlySpan<byte> key, out int index)
    {
        var (low, high) = (0, node.Keys.Count);
        while (low < high)
        {
            index = (low + high) >> 1;
            var order = key.SequenceCompareTo(KeyBytes(node, index).Span);
            if (order == 0) return true;
            if (order < 0) high = index;
            else low = index + 1;
        }
        index = low;
        return false;
    }

    /// <summary>Makes an operation out of the marked nodes below a root, which becomes the tree's.</summary>
    public void Append(BeeNode root, BeeEntry entry)
    {
        var slots = new List<BeeChild>();
        root.Number(entry.Seq, slots, new BeeChild { Block = entry.Seq, Node = root });
        _operations.Add(new BeeOperation(entry, slots));
        _root = root;
    }

    private ReadOnlyMemory<byte> KeyBytes(BeeNode node, int index)
    {
        var key = node.Keys[index];
        if (key.Bytes is { } known) return known;
        var bytes = cache.Block(key.Seq, node.ReadFrom, version).Key;
        node.Keys[index] = key with { Bytes = bytes };
        return bytes;
    }
}
