using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>
/// Which tree nodes go into which list of a proof. Index arithmetic, except that a seek is looked up by the sizes of nodes;
/// reading what was planned comes after.
/// </summary>
internal sealed class ProofPlan
{
    private readonly ICoreReader _core;
    private readonly ulong _lengthBlocks;
    private readonly List<ulong> _path = [];
    private readonly List<ulong> _seek = [];
    private readonly List<ulong> _upgrade = [];
    private readonly List<ulong> _additional = [];

    public ProofPlan(ICoreReader core, ulong lengthBlocks, in RequestMessage request)
    {
        (_core, _lengthBlocks) = (core, lengthBlocks);
        Refusal = Plan(request);
    }

    /// <summary>Why there is no proof; null when there is one.</summary>
    public NoDataReason? Refusal { get; }

    /// <summary>Whether a seek adds nodes; the other lists may already say where the position is.</summary>
    public bool HasSeek => _seek.Count > 0;

    /// <summary>Reads the planned nodes; false when the core does not hold one of them.</summary>
    public bool TryRead(out (TreeNode[] Path, TreeNode[] Seek, TreeNode[] Upgrade, TreeNode[] Additional) nodes)
    {
        nodes = default;
        return TryRead(_path, out nodes.Path) && TryRead(_seek, out nodes.Seek) &&
            TryRead(_upgrade, out nodes.Upgrade) && TryRead(_additional, out nodes.Additional);
    }

    private NoDataReason? Plan(in RequestMessage request)
    {
        var end = _lengthBlocks;
        if (request.Upgrade is { } upgrade)
        {
            if (upgrade.Length == 0 || upgrade.Start >= end || upgrade.Length > end - upgrade.Start) return NoDataReason.InvalidRequest;
            end = upgrade.Start + upgrade.Length;
        }
        var target = Target(request);
        if (target is { } asked && (asked > FlatTree.Leaf(end) || FlatTree.RightSpan(asked) >= FlatTree.Leaf(end)))
            return NoDataReason.InvalidRequest;
        var isNew = target is { } fresh && request.Upgrade is { } grown && FlatTree.RightSpan(fresh) >= FlatTree.Leaf(grown.Start);
        if (isNew && request.Seek is not null) return NoDataReason.InvalidRequest;
        if (target is { } node && request.Block is null) _path.Add(node);
        if (target is { } old && !isNew && PlanPath(old, request, FlatTree.Leaf(end)) is { } refusal) return refusal;
        return request.Upgrade is { } wanted ? PlanUpgrade(wanted, target, isNew, request.Seek) : null;
    }

    /// <summary>Siblings on the way up to a node the asker holds; a way that would cover blocks outside the log is refused.</summary>
    private NoDataReason? PlanPath(ulong target, in RequestMessage request, ulong end)
    {
        var siblings = new List<ulong>();
        var top = target;
        for (var levels = (request.Block ?? request.Hash)!.Value.Nodes; levels > 0; levels--)
        {
            siblings.Add(FlatTree.Sibling(top));
            top = FlatTree.Parent(top);
            if (FlatTree.Contains(top, end)) return NoDataReason.InvalidRequest;
        }
        ulong? found = null;
        if (request.Seek is { } seek)
        {
            if (SeekTarget.FindBelow(_core, _lengthBlocks, top, seek, out var below) is { } refusal) return refusal;
            found = below;
        }
        foreach (var sibling in siblings)
            if (sibling == found || !TryAddSeek(found, sibling)) _path.Add(sibling);
        return null;
    }

    private NoDataReason? PlanUpgrade(UpgradeRequest wanted, ulong? target, bool isNew, SeekRequest? seek)
    {
        var middle = wanted.Start + wanted.Length;
        ulong? found = null;
        if (seek is { } position && target is null && !SeekTarget.TryFind(_core, middle, position, out found))
            return NoDataReason.NotAvailable;
        foreach (var listed in FlatTree.UpgradeNodes(wanted.Start, middle))
            if (isNew && FlatTree.Contains(listed, target!.Value)) AddWay(_path, target.Value, listed);
            else if (!TryAddSeek(found, listed)) _upgrade.Add(listed);
        _additional.AddRange(FlatTree.UpgradeNodes(middle, _lengthBlocks));
        return null;
    }

    /// <summary>A listed node that holds the position is left out: the seek's own way leads up to it.</summary>
    private bool TryAddSeek(ulong? found, ulong listed)
    {
        if (found is not { } inside || !FlatTree.Contains(listed, inside)) return false;
        _seek.Add(inside);
        AddWay(_seek, inside, listed);
        return true;
    }

    private static void AddWay(List<ulong> list, ulong from, ulong to)
    {
        for (var step = from; step != to; step = FlatTree.Parent(step)) list.Add(FlatTree.Sibling(step));
    }

    private bool TryRead(List<ulong> indexes, out TreeNode[] nodes)
    {
        nodes = indexes.Count == 0 ? [] : new TreeNode[indexes.Count];
        for (var i = 0; i < nodes.Length; i++)
            if (!_core.TryGetNode(indexes[i], out nodes[i])) return false;
        return true;
    }

    private static ulong? Target(in RequestMessage request) =>
        request.Block is { } block ? FlatTree.Leaf(block.Index) : request.Hash is { } hash ? hash.Index : null;
}
