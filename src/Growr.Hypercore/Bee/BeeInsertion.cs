namespace Growr.Hypercore.Bee;

/// <summary>Puts a key into a draft.</summary>
/// <remarks>Source: hyperbee 2.27.3 index.js, <c>Batch._put</c>.</remarks>
internal static class BeeInsertion
{
    /// <summary>Puts an entry, unless the key exists and may not be replaced.</summary>
    /// <returns>False when nothing was appended.</returns>
    public static bool Put(BeeDraft draft, BeeEntry next, Func<BeeEntry, bool> mayReplace)
    {
        var root = draft.Root();
        var path = new Stack<BeeNode>();
        var node = root;
        while (true)
        {
            // Marked on the way down, even if the put is refused below: the next block of the batch then carries the node.
            if (!node.IsLeaf) node.IsChanged = true;
            var isFound = draft.Search(node, next.Key.Span, out var index);
            if (isFound && !mayReplace(draft.Entry(node, index))) return false;
            var key = new BeeKey(next.Seq, next.Key);
            if (isFound) node.Keys[index] = key;
            else if (node.IsLeaf) node.Keys.Insert(index, key);
            if (isFound || node.IsLeaf) break;
            path.Push(node);
            if (path.Count == ProtocolLimits.BeeDepthMax) throw new BeeCorruptException(node.ReadFrom, BeeFault.TooDeep);
            node = draft.Child(node, index);
        }
        node.IsChanged = true;
        draft.Append(SplitUpwards(root, node, path), next);
        return true;
    }

    /// <returns>The root, a new one if the old was split.</returns>
    private static BeeNode SplitUpwards(BeeNode root, BeeNode node, Stack<BeeNode> path)
    {
        while (node.Keys.Count > BeeLevel.KeysMax)
        {
            var (median, right) = Split(node);
            if (!path.TryPop(out var parent))
            {
                root = BeeNode.New();
                root.Keys.Add(median);
                root.Children.AddRange([new BeeChild { Node = node }, new BeeChild { Node = right }]);
                return root;
            }
            var index = parent.Children.FindIndex(child => ReferenceEquals(child.Node, node));
            parent.Keys.Insert(index, median);
            parent.Children.Insert(index + 1, new BeeChild { Node = right });
            node = parent;
        }
        return root;
    }

    private static (BeeKey Median, BeeNode Right) Split(BeeNode left)
    {
        var middle = left.Keys.Count / 2;
        var right = BeeNode.New();
        right.Keys.AddRange(left.Keys[(middle + 1)..]);
        var median = left.Keys[middle];
        left.Keys.RemoveRange(middle, left.Keys.Count - middle);
        if (left.IsLeaf) return (median, right);
        right.Children.AddRange(left.Children[(middle + 1)..]);
        left.Children.RemoveRange(middle + 1, left.Children.Count - middle - 1);
        return (median, right);
    }
}
