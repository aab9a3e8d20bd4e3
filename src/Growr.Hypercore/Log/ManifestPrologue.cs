using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>The first blocks of a core, fixed by their tree hash.</summary>
/// <param name="TreeHash">Hash of the tree at that length.</param>
/// <param name="LengthBlocks">Blocks fixed.</param>
public readonly record struct ManifestPrologue(Hash TreeHash, ulong LengthBlocks);
