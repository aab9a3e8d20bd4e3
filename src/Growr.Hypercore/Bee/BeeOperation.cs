using System.Runtime.InteropServices;

namespace Growr.Hypercore.Bee;

/// <summary>One put or delete of a batch, and the pointers to the nodes it changed, in pre-order.</summary>
internal sealed record BeeOperation(BeeEntry Entry, List<BeeChild> Slots)
{
    /// <summary>
    /// Drops the nodes that a later operation of the batch has changed again; the last node takes the place of a dropped one.
    /// The root always goes: only the end of a batch is a version.
    /// </summary>
    public void Compact()
    {
        for (var i = 0; i < Slots.Count;)
        {
            var slot = Slots[i];
            if (slot.Block == Entry.Seq && !ReferenceEquals(slot, _root))
            {
                slot.Offset = i++;
                continue;
            }
            Slots[i] = Slots[^1];
            Slots.RemoveAt(Slots.Count - 1);
        }
    }

    public byte[] Encode()
    {
        if (Slots.Count > ProtocolLimits.BeeNodesPerBlockMax)
            throw new InvalidOperationException("More tree nodes than one block may carry; use smaller batches.");
        var levels = new BeeLevel[Slots.Count];
        for (var i = 0; i < levels.Length; i++) levels[i] = Slots[i].Node!.ToLevel();
        return new BeeBlock(Entry, ImmutableCollectionsMarshal.AsImmutableArray(levels)).Encode();
    }

    private readonly BeeChild _root = Slots[0];
}
