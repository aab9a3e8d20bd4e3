namespace Growr.Hypercore.Bee;

/// <summary>Why a block cannot be read as part of a bee.</summary>
public enum BeeFault
{
    /// <summary>Block 0 is not a bee's header.</summary>
    HeaderMalformed = 1,

    /// <summary>The bytes are not an encoded tree block, or pass a limit of <see cref="ProtocolLimits"/>.</summary>
    BlockMalformed,

    /// <summary>The block has no root: it lies inside a batch, so the tree has no version that ends here.</summary>
    RootMissing,

    /// <summary>A pointer names the header, a block at or above the version, or a tree node the block does not have.</summary>
    PointerOutOfRange,

    /// <summary>A tree node has no key, or its children do not fit its keys.</summary>
    NodeMisshapen,

    /// <summary>The tree is deeper than <see cref="ProtocolLimits.BeeDepthMax"/>, as one that contains itself would be.</summary>
    TooDeep,

    /// <summary>Keys do not come in their order.</summary>
    KeysOutOfOrder,

    /// <summary>The stored block is shorter than the padding every encrypted block begins with.</summary>
    BlockNotEncrypted,

    /// <summary>The tree has more nodes than the version has blocks, as one that contains a part of itself twice would have.</summary>
    NodesRepeated,
}
