using Growr.Hypercore.Log;

namespace Growr.Hypercore.Bee;

/// <summary>
/// The stored blocks of a core, as a bee reads them; its length follows the core's. If they are encrypted,
/// <see cref="DecryptedBeeBlocks"/> goes in front.
/// </summary>
/// <param name="core">The core; committed state only.</param>
public sealed class CoreBeeBlocks(ICoreReader core) : IBeeBlocks
{
    /// <inheritdoc/>
    public ulong LengthBlocks => core.Head.LengthBlocks;

    /// <inheritdoc/>
    public bool TryGetBlock(ulong index, out ReadOnlyMemory<byte> block) => core.TryGetBlock(index, out block);
}
