using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>One key that may sign a core.</summary>
/// <param name="Namespace">Separates uses of one key; part of what is signed only in manifests of version 0.</param>
/// <param name="PublicKey">Ed25519.</param>
public readonly record struct ManifestSigner(Bytes32 Namespace, PublicKey PublicKey);

/// <summary>The first blocks of a core, fixed by their tree hash.</summary>
/// <param name="TreeHash">Hash of the tree at that length.</param>
/// <param name="LengthBlocks">Blocks fixed.</param>
public readonly record struct ManifestPrologue(Hash TreeHash, ulong LengthBlocks);
