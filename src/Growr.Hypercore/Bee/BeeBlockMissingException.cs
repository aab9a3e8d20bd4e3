namespace Growr.Hypercore.Bee;

/// <summary>
/// A block the bee needs lies below its version but is not held here. The environment's fault, not the writer's: fetch
/// <see cref="BlockIndex"/> and ask again. Reading leaves nothing behind that a second try would trip over.
/// </summary>
/// <param name="blockIndex">Number of the missing block.</param>
public sealed class BeeBlockMissingException(ulong blockIndex)
    : Exception($"Block {blockIndex} of the bee is not held here.")
{
    /// <summary>Number of the missing block.</summary>
    public ulong BlockIndex { get; } = blockIndex;
}
