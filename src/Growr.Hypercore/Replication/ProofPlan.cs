using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>Which tree nodes go into which list of a proof. Pure index arithmetic; reading them comes after.</summary>
internal sealed class ProofPlan
{
    private readonly ICoreReader _core;
    private readonly List<ulong> _path = [];
    private readonly List<ulong> _upgrade = [];
    private readonly List<ulong> _additional = [];

    public ProofPlan(ICoreReader core, ulong lengthBlocks, in RequestMessage request)
    {
        _core = core;
        var end = FlatTree.Leaf(lengthBlocks);
        if (request.Upgrade is { } upgrade)
        {
            if (upgrade.Length == 0 || upgrade.Start >= lengthBlocks || upgrade.Length > lengthBlocks - upgrade.Start) return;
            end = FlatTree.Leaf(upgrade.Start + upgrade.Length);
        }
        var target = Target(request);
        if (target is { } node && (node > end || FlatTree.RightSpan(node) >= end)) return;
        var isNew = target is { } fresh && request.Upgrade is { } grown && FlatTree.RightSpan(fresh) >= FlatTree.Leaf(grown.Start);
        if (target is not null && request.Hash is not null) _path.Add(target.Value);
        if (target is { } old && !isNew && !TryClimb(old, (request.Block ?? request.Hash)!.Value.Nodes, end)) return;
        if (request.Upgrade is { } wanted)
        {
            var middle = wanted.Start + wanted.Length;
            foreach (var listed in FlatTree.UpgradeNodes(wanted.Start, middle)) AddUnlessTarget(_upgrade, listed, isNew ? target : null);
            _additional.AddRange(FlatTree.UpgradeNodes(middle, lengthBlocks));
        }
        IsPossible = true;
    }

    /// <summary>False when nobody could prove what was asked for.</summary>
    public bool IsPossible { get; }

    /// <summary>Reads the planned nodes; false when the core does not hold one of them.</summary>
    public bool TryRead(out (TreeNode[] Path, TreeNode[] Upgrade, TreeNode[] Additional) nodes)
    {
        nodes = default;
        return TryRead(_path, out nodes.Path) && TryRead(_upgrade, out nodes.Upgrade) &&
            TryRead(_additional, out nodes.Additional);
    }

    private bool TryRead(List<ulong> indexes, out TreeNode[] nodes)
    {
        nodes = indexes.Count == 0 ? [] : new TreeNode[indexes.Count];
        for (var i = 0; i < nodes.Length; i++)
            if (!_core.TryGetNode(indexes[i], out nodes[i])) return false;
        return true;
    }

    /// <summary>Siblings on the way up; a way that would cover blocks outside the log is refused.</summary>
    private bool TryClimb(ulong node, ulong levels, ulong end)
    {
        for (; levels > 0; levels--)
        {
            _path.Add(FlatTree.Sibling(node));
            node = FlatTree.Parent(node);
            if (FlatTree.Contains(node, end)) return false;
        }
        return true;
    }

    /// <summary>The listed node that holds the target is left out: the target's own path leads up to it.</summary>
    private void AddUnlessTarget(List<ulong> list, ulong node, ulong? target)
    {
        if (target is not { } inside || !FlatTree.Contains(node, inside))
        {
            list.Add(node);
            return;
        }
        for (var step = inside; step != node; step = FlatTree.Parent(step)) _path.Add(FlatTree.Sibling(step));
    }

    private static ulong? Target(in RequestMessage request) =>
        request.Block is { } block ? FlatTree.Leaf(block.Index) : request.Hash is { } hash ? hash.Index : null;
}
