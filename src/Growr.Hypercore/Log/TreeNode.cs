using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>A node of the Merkle tree over the blocks of a log.</summary>
/// <param name="Index">Flat tree index: even for a block's leaf, odd for a parent.</param>
/// <param name="SizeBytes">Bytes of all blocks below the node.</param>
/// <param name="Hash">Leaf or parent hash.</param>
public readonly record struct TreeNode(ulong Index, ulong SizeBytes, Hash Hash);
