using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>One key that may sign a core.</summary>
/// <param name="Namespace">Separates uses of one key; part of what is signed only in manifests of version 0.</param>
/// <param name="PublicKey">Ed25519.</param>
public readonly record struct ManifestSigner(Bytes32 Namespace, PublicKey PublicKey);
