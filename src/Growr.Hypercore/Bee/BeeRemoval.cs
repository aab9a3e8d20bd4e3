namespace Growr.Hypercore.Bee;

/// <summary>Takes a key out of a draft and fills nodes that became too small from their neighbours.</summary>
/// <remarks>Source: hyperbee 2.27.3 index.js, <c>Batch._del</c>, <c>rebalance</c>.</remarks>
internal static class BeeRemoval
{
    /// <summary>Deletes the key of an entry, if it is there and may go.</summary>
    /// <returns>False when nothing was appended.</returns>
    public static bool Delete(BeeDraft draft, BeeEntry next, Func<BeeEntry, bool> mayDelete)
    {
        var path = new List<BeeNode>();
        var node = draft.Root();
        int index;
        while (true)
        {
            path.Add(node);
            if (path.Count > ProtocolLimits.BeeDepthMax) throw new BeeCorruptException(node.ReadFrom, BeeFault.TooDeep);
            if (draft.Search(node, next.Key.Span, out index)) break;
            if (node.IsLeaf) return false;
            node = draft.Child(node, index);
        }
        if (!mayDelete(draft.Entry(node, index))) return false;
        if (node.IsLeaf) node.Keys.RemoveAt(index);
        else ReplaceByNearestLeafKey(draft, node, index, path);
        foreach (var visited in path) visited.IsChanged = true;
        draft.Append(Rebalance(draft, path), next);
        return true;
    }

    /// <summary>A key of an inner node gives way to its neighbour in the fuller of the two leaves next to it.</summary>
    private static void ReplaceByNearestLeafKey(BeeDraft draft, BeeNode node, int index, List<BeeNode> path)
    {
        var left = PathToLeaf(draft, node, index, isLeftmost: false);
        var right = PathToLeaf(draft, node, index + 1, isLeftmost: true);
        var isFromRight = left[^1].Keys.Count < right[^1].Keys.Count;
        var taken = isFromRight ? right : left;
        path.AddRange(taken);
        var leafKeys = taken[^1].Keys;
        var position = isFromRight ? 0 : leafKeys.Count - 1;
        node.Keys[index] = leafKeys[position];
        leafKeys.RemoveAt(position);
    }

    private static List<BeeNode> PathToLeaf(BeeDraft draft, BeeNode parent, int index, bool isLeftmost)
    {
        var path = new List<BeeNode>();
        var node = draft.Child(parent, index);
        path.Add(node);
        while (!node.IsLeaf)
        {
            if (path.Count == ProtocolLimits.BeeDepthMax) throw new BeeCorruptException(node.ReadFrom, BeeFault.TooDeep);
            node = draft.Child(node, isLeftmost ? 0 : node.Children.Count - 1);
            path.Add(node);
        }
        return path;
    }

    /// <returns>The root, its only child if it ran out of keys.</returns>
    private static BeeNode Rebalance(BeeDraft draft, List<BeeNode> path)
    {
        var root = path[0];
        for (var depth = path.Count - 1; depth > 0; depth--)
        {
            var (node, parent) = (path[depth], path[depth - 1]);
            if (node.Keys.Count >= BeeLevel.KeysMin) return root;
            var index = parent.Children.FindIndex(child => ReferenceEquals(child.Node, node));
            var left = index > 0 ? draft.Child(parent, index - 1) : null;
            var right = index < parent.Children.Count - 1 ? draft.Child(parent, index + 1) : null;
            if (left?.Keys.Count > BeeLevel.KeysMin)
            {
                BorrowFromLeft(parent, index, left, node);
                return root;
            }
            if (right?.Keys.Count > BeeLevel.KeysMin)
            {
                BorrowFromRight(parent, index, node, right);
                return root;
            }
            if (left is not null) Merge(parent, index - 1, left, node);
            else Merge(parent, index, node, right!);
        }
        return root.Keys.Count == 0 && !root.IsLeaf ? draft.Child(root, 0) : root;
    }

    private static void BorrowFromLeft(BeeNode parent, int index, BeeNode left, BeeNode node)
    {
        left.IsChanged = true;
        node.Keys.Insert(0, parent.Keys[index - 1]);
        parent.Keys[index - 1] = left.Keys[^1];
        left.Keys.RemoveAt(left.Keys.Count - 1);
        if (left.IsLeaf) return;
        node.Children.Insert(0, left.Children[^1]);
        left.Children.RemoveAt(left.Children.Count - 1);
    }

    private static void BorrowFromRight(BeeNode parent, int index, BeeNode node, BeeNode right)
    {
        right.IsChanged = true;
        node.Keys.Add(parent.Keys[index]);
        parent.Keys[index] = right.Keys[0];
        right.Keys.RemoveAt(0);
        if (right.IsLeaf) return;
        node.Children.Add(right.Children[0]);
        right.Children.RemoveAt(0);
    }

    /// <summary>The left node takes the parent's key between the two and everything of the right one.</summary>
    private static void Merge(BeeNode parent, int index, BeeNode left, BeeNode right)
    {
        left.IsChanged = true;
        left.Keys.Add(parent.Keys[index]);
        left.Keys.AddRange(right.Keys);
        left.Children.AddRange(right.Children);
        parent.Keys.RemoveAt(index);
        parent.Children[index + 1].Block = Freed;
        parent.Children.RemoveAt(index + 1);
    }

    /// <summary>No operation has this number, so that no block of the batch keeps the node.</summary>
    private const ulong Freed = 0;
}
