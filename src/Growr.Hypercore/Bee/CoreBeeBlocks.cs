using Growr.Hypercore.Log;

namespace Growr.Hypercore.Bee;

/// <summary>The blocks of a core that is not encrypted, as a bee reads them; its length follows the core's.</summary>
/// <param name="core">The core; committed state only.</param>
public sealed class CoreBeeBlocks(ICoreReader core) : IBeeBlocks
{
    /// <inheritdoc/>
    public ulong LengthBlocks => core.Head.LengthBlocks;

    /// <inheritdoc/>
    public bool TryGetBlock(ulong index, out ReadOnlyMemory<byte> block) => core.TryGetBlock(index, out block);
}
