using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>
/// Answers requests from a core's committed state. Every node a peer needs to recompute the signed roots is chosen here,
/// in the one order peers accept. Who asks for a block and a node gets the block.
/// </summary>
/// <remarks>Source: hypercore 11.35.5 lib/merkle-tree.js, <c>generateProof</c>, <c>blockAndSeekProof</c>, <c>seekProof</c>, <c>upgradeProof</c>.</remarks>
public static class Prover
{
    /// <summary>Makes the answer to a request.</summary>
    /// <param name="core">Read at one head; commits that happen meanwhile do no harm.</param>
    /// <param name="request">As received; anything may be in it.</param>
    /// <param name="data">The answer.</param>
    /// <param name="reason">Why there is none. <see cref="NoDataReason.InvalidRequest"/>: no honest peer asks that.</param>
    public static bool TryProve(ICoreReader core, in RequestMessage request, out DataMessage? data, out NoDataReason reason)
    {
        var head = core.Head;
        var manifest = request.WantsManifest ? ReadManifest(core) : null;
        data = new DataMessage { RequestId = request.Id, Fork = head.Fork, Manifest = manifest };
        reason = NoDataReason.NotAvailable;
        if (request.Fork != head.Fork) return Fail(out data);
        if (request.Block is { } wanted && !core.HasBlock(wanted.Index)) return manifest is not null || Fail(out data);
        var asksForTree = request.Block is not null || request.Hash is not null || request.Upgrade is not null;
        if (!asksForTree)
        {
            // A position is found on the way to something else; alone it leads nowhere.
            if (request.Seek is not null) reason = NoDataReason.InvalidRequest;
            return manifest is not null || Fail(out data);
        }

        reason = NoDataReason.InvalidRequest;
        if (head.LengthBlocks == 0) return Fail(out data);
        var asked = OnPrologue(core, request, head.LengthBlocks);
        var proof = new ProofPlan(core, head.LengthBlocks, asked);
        reason = proof.Refusal ?? NoDataReason.NotAvailable;
        if (proof.Refusal is not null) return Fail(out data);
        if (!proof.TryRead(out var nodes)) return Fail(out data);
        if (request.Block is { } block)
        {
            if (!core.TryGetBlock(block.Index, out var value)) return Fail(out data);
            data = data with { Block = new BlockProof(block.Index, value, nodes.Path) };
        }
        else if (request.Hash is { } hash) data = data with { Hash = new HashProof(hash.Index, nodes.Path) };
        if (proof.HasSeek) data = data with { Seek = new SeekProof(request.Seek!.Value.Bytes, nodes.Seek) };
        if (asked.Upgrade is { } upgrade)
            data = data with
            {
                Upgrade = new UpgradeProof(upgrade.Start, upgrade.Length, nodes.Upgrade, nodes.Additional, head.Signature),
            };
        return true;
    }

    /// <summary>A log can only start with its whole prologue: an upgrade from within, or of a part of it, is answered with all of it.</summary>
    private static RequestMessage OnPrologue(ICoreReader core, in RequestMessage request, ulong lengthBlocks)
    {
        if (request.Upgrade is not { } upgrade || core.Manifest.IsEmpty) return request;
        if (ReadManifest(core)?.Prologue is not { } prologue || upgrade.Start >= prologue.LengthBlocks) return request;
        // What is asked for beside a whole upgrade may lie behind the prologue, and would then stand on nothing.
        var isWhole = upgrade.Start == 0 && upgrade.Length >= prologue.LengthBlocks;
        var isWithTarget = request.Block is not null || request.Hash is not null || request.Seek is not null;
        if ((isWhole && isWithTarget) || prologue.LengthBlocks > lengthBlocks) return request;
        return request with { Upgrade = new UpgradeRequest(0, prologue.LengthBlocks) };
    }

    private static Manifest? ReadManifest(ICoreReader core) =>
        Manifest.TryDecode(core.Manifest.Span, out var manifest) ? manifest : null;

    private static bool Fail(out DataMessage? data)
    {
        data = null;
        return false;
    }
}
