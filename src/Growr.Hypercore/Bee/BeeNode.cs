namespace Growr.Hypercore.Bee;

/// <summary>A tree node while a batch works on it. Children are objects, because later operations renumber them.</summary>
internal sealed class BeeNode
{
    /// <summary>The block it was read from, to blame if it names impossible ones; 0 for a new node.</summary>
    public ulong ReadFrom { get; init; }

    public List<BeeKey> Keys { get; init; } = [];

    public List<BeeChild> Children { get; init; } = [];

    /// <summary>Whether the next block has to carry the node.</summary>
    public bool IsChanged { get; set; }

    public bool IsLeaf => Children.Count == 0;

    public static BeeNode New() => new() { IsChanged = true };

    public static BeeNode Of(BeeLevel level, ulong seq)
    {
        var node = new BeeNode { ReadFrom = seq, Keys = new(BeeLevel.KeysMax + 1), Children = new(level.Children.Length) };
        foreach (var key in level.Keys) node.Keys.Add(new BeeKey(key));
        foreach (var child in level.Children) node.Children.Add(new BeeChild { Block = child.Block, Offset = child.Offset });
        return node;
    }

    public BeeLevel ToLevel()
    {
        var (keys, children) = (new ulong[Keys.Count], new BeePointer[Children.Count]);
        for (var i = 0; i < keys.Length; i++) keys[i] = Keys[i].Seq;
        for (var i = 0; i < children.Length; i++) children[i] = new BeePointer(Children[i].Block, Children[i].Offset);
        return new BeeLevel(keys, children);
    }

    /// <summary>
    /// Numbers this node and every changed one below it in pre-order, points their parents at the block about to be made,
    /// and clears the marks.
    /// </summary>
    public int Number(ulong seq, List<BeeChild> slots, BeeChild self)
    {
        var offset = slots.Count;
        slots.Add(self);
        IsChanged = false;
        foreach (var child in Children)
        {
            if (child.Node is not { IsChanged: true } node) continue;
            child.Block = seq;
            child.Offset = node.Number(seq, slots, child);
        }
        return offset;
    }
}
