namespace Growr.Hypercore.Bee;

/// <summary>
/// A block that is held is not what a bee puts there. The log's signature covers it, so its writer wrote it that way
/// (or checked out a version inside a batch): no retry helps.
/// </summary>
/// <param name="blockIndex">Number of the block that was read.</param>
/// <param name="fault">What is wrong with it.</param>
public sealed class BeeCorruptException(ulong blockIndex, BeeFault fault)
    : Exception($"Block {blockIndex} of the bee is unusable: {fault}.")
{
    /// <summary>Number of the block that was read.</summary>
    public ulong BlockIndex { get; } = blockIndex;

    /// <summary>What is wrong with it.</summary>
    public BeeFault Fault { get; } = fault;
}
