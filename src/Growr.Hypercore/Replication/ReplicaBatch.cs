using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>
/// Verifies answers of peers one after another, each on top of the ones before, and makes one commit of them all. Nothing
/// of an answer that fails is kept. Not thread-safe; belongs to the core's one writer, for one commit.
/// </summary>
/// <remarks>Source: hypercore 11.35.5 lib/merkle-tree.js, <c>verify</c>, <c>verifyUpgrade</c>; lib/core.js, <c>verify</c>.</remarks>
public sealed class ReplicaBatch
{
    private readonly ICoreReader _core;
    private readonly LogHead _expected;
    private readonly Dictionary<ulong, TreeNode> _nodes = [];
    private readonly Dictionary<ulong, ReadOnlyMemory<byte>> _blocks = [];
    private GrowingRoots _roots;
    private LogHead _head;
    private Manifest? _manifest;
    private bool _isManifestNew;

    /// <summary>Starts on the core's committed state.</summary>
    /// <exception cref="InvalidDataException">The core lacks a root of its own head: the storage is damaged.</exception>
    public ReplicaBatch(ICoreReader core)
    {
        _core = core;
        _expected = _head = core.Head;
        if (!MerkleTree.TryReadRoots(core, _head.LengthBlocks, out var roots))
            throw new InvalidDataException($"Core {core.Key} lacks a root of its own length {_head.LengthBlocks}.");
        _roots = new GrowingRoots(roots);
        if (!core.Manifest.IsEmpty && !Manifest.TryDecode(core.Manifest.Span, out _manifest))
            throw new InvalidDataException($"Core {core.Key} holds a manifest that does not decode.");
    }

    /// <summary>Whether there is nothing to commit.</summary>
    public bool IsEmpty => _nodes.Count == 0 && _blocks.Count == 0 && !_isManifestNew && _head == _expected;

    /// <summary>The head after the commit.</summary>
    public LogHead Head => _head;

    /// <summary>Bytes of the blocks added so far: the owner's measure for when to commit.</summary>
    public long BlocksSizeBytes { get; private set; }

    /// <summary>Verifies an answer and adds what it carries.</summary>
    /// <returns>Null when it holds. Otherwise why not, with nothing added; see <see cref="Violation.StaleUpgrade"/>.</returns>
    public Violation? TryAdd(DataMessage data)
    {
        if (data.Fork != _head.Fork) return Violation.OtherFork;
        if (data.Block is not null && data.Hash is not null) return Violation.MalformedProof;
        if (CheckManifest(data) is { } wrongManifest) return wrongManifest;
        var created = new List<TreeNode>();
        if (!ProofReader.TryReadPath(data, created, out var top)) return Violation.MalformedProof;

        var (roots, head) = (_roots, _head);
        if (data.Upgrade is { } upgrade)
        {
            if (Grow(upgrade, _manifest ?? UsableManifest(data), created, ref top, out roots, out head) is { } badUpgrade) return badUpgrade;
        }
        if (top is { } anchor && CheckHeld(anchor) is { } unheld) return unheld;

        foreach (var node in created) _nodes[node.Index] = node;
        (_roots, _head) = (roots, head);
        if (data.Block is { } block && !_core.HasBlock(block.Index) && _blocks.TryAdd(block.Index, block.Value))
            BlocksSizeBytes += block.Value.Length;
        if (_manifest is null && UsableManifest(data) is { } manifest) (_manifest, _isManifestNew) = (manifest, true);
        return null;
    }

    /// <summary>Everything added as one atomic change on the head the batch started from.</summary>
    public CoreCommit ToCommit() => new()
    {
        Expected = _expected,
        Head = _head == _expected ? null : _head,
        Manifest = _isManifestNew ? _manifest!.Encode() : ReadOnlyMemory<byte>.Empty,
        Nodes = [.. _nodes.Values],
        Blocks = [.. _blocks.Select(block => new LogBlock(block.Key, block.Value))],
    };

    private Violation? CheckManifest(DataMessage data)
    {
        if (_manifest is not null || data.Manifest is null) return null;
        var isCompat = data.Upgrade is not null && data.Manifest.IsCompatWith(_core.Key);
        return isCompat || data.Manifest.DeriveKey() == _core.Key ? null : Violation.ManifestMismatch;
    }

    /// <summary>A core whose key is its writer's needs no manifest, and none is kept: nothing vouches for the rest of it.</summary>
    private Manifest? UsableManifest(DataMessage data) => data.Manifest?.IsCompatWith(_core.Key) == false ? data.Manifest : null;

    private Violation? Grow(
        UpgradeProof upgrade, Manifest? manifest, List<TreeNode> created, ref TreeNode? top, out GrowingRoots roots, out LogHead head)
    {
        (roots, head) = (_roots, _head);
        if (upgrade.Start > head.LengthBlocks) return Violation.MalformedProof;
        var isStale = upgrade.Start < head.LengthBlocks;
        if (isStale && !TryReadRoots(upgrade.Start, out roots)) return Violation.StaleUpgrade;
        roots = roots.Copy();
        if (ProofReader.Grow(upgrade, manifest?.Prologue, roots, created, ref top) is { } bad) return bad;
        if (isStale)
        {
            var violation = CheckStale(roots);
            roots = _roots;
            return violation;
        }
        head = new LogHead(head.Fork, roots.LengthBlocks, roots.SizeBytes, roots.TreeHash(), upgrade.Signature);
        if (TreeSignature.Verify(manifest ?? Manifest.ForCompat(_core.Key), _core.Key, head, roots.ToArray()) is not { } unsigned) return null;
        return manifest is null && _head.LengthBlocks == 0 ? Violation.ManifestMissing : unsigned;
    }

    /// <summary>The log grew meanwhile: the answer still counts if it leads to roots that are held. A longer log has others.</summary>
    private Violation? CheckStale(GrowingRoots roots)
    {
        for (var i = 0; i < roots.Count; i++)
            if (CheckHeld(roots[i]) is { } violation)
                return violation == Violation.UnanchoredProof ? Violation.StaleUpgrade : violation;
        return null;
    }

    private Violation? CheckHeld(TreeNode node) =>
        !TryGetNode(node.Index, out var held) ? Violation.UnanchoredProof : held == node ? null : Violation.WrongHash;

    private bool TryReadRoots(ulong lengthBlocks, out GrowingRoots roots)
    {
        roots = new GrowingRoots([]);
        var held = new List<TreeNode>();
        foreach (var index in FlatTree.FullRoots(lengthBlocks))
        {
            if (!TryGetNode(index, out var node)) return false;
            held.Add(node);
        }
        roots = new GrowingRoots(held);
        return true;
    }

    private bool TryGetNode(ulong index, out TreeNode node) =>
        _nodes.TryGetValue(index, out node) || _core.TryGetNode(index, out node);
}
