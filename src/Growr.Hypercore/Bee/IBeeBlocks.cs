namespace Growr.Hypercore.Bee;

/// <summary>
/// Where a bee finds its blocks: a core, a core with a decryption in front of it, or blocks that are still to be appended.
/// </summary>
/// <remarks>A block never changes once it was returned; a core that was truncated is a new source.</remarks>
public interface IBeeBlocks
{
    /// <summary>Number of blocks; indexes run from 0 to this number minus 1. May grow, never shrinks.</summary>
    ulong LengthBlocks { get; }

    /// <summary>A block's plain bytes, if they are held here. The caller may keep the memory and does not change it.</summary>
    bool TryGetBlock(ulong index, out ReadOnlyMemory<byte> block);
}
