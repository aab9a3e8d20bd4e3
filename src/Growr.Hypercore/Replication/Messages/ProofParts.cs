using Growr.Hypercore.Log;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>A block with the siblings on its way up.</summary>
/// <param name="Index">Block number.</param>
/// <param name="Value">The block.</param>
/// <param name="Nodes">Siblings, lowest first.</param>
public sealed record BlockProof(ulong Index, ReadOnlyMemory<byte> Value, IReadOnlyList<TreeNode> Nodes);

/// <summary>A tree node with the siblings on its way up.</summary>
/// <param name="Index">Flat tree index.</param>
/// <param name="Nodes">The node itself, then siblings, lowest first.</param>
public sealed record HashProof(ulong Index, IReadOnlyList<TreeNode> Nodes);

/// <summary>The node a position was found in, with the siblings on its way up.</summary>
/// <param name="Bytes">The position asked for.</param>
/// <param name="Nodes">The node found, then siblings, lowest first.</param>
public sealed record SeekProof(ulong Bytes, IReadOnlyList<TreeNode> Nodes);

/// <summary>The growth of a log and the writer's signature over its end.</summary>
/// <param name="Start">Length grown from.</param>
/// <param name="Length">Blocks grown by; the signed log may be longer.</param>
/// <param name="Nodes">What is new up to start + length.</param>
/// <param name="AdditionalNodes">What leads from there to the signed length.</param>
/// <param name="Signature">Signature container over the signed length.</param>
public sealed record UpgradeProof(
    ulong Start,
    ulong Length,
    IReadOnlyList<TreeNode> Nodes,
    IReadOnlyList<TreeNode> AdditionalNodes,
    ReadOnlyMemory<byte> Signature);
