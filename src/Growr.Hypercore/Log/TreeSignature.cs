using System.Buffers.Binary;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Log;

/// <summary>What a writer signs, and the container its signature travels in. Version 1 manifests with one signer.</summary>
/// <remarks>Source: hypercore 11.35.5 lib/caps.js <c>treeSignable</c>, lib/verifier.js, lib/multisig.js.</remarks>
public static class TreeSignature
{
    /// <summary>Bytes of what is signed: 112.</summary>
    public const int SignableBytes = 3 * Bytes32.Size + 2 * sizeof(ulong);

    /// <summary>Bytes of the container with a single signature: 68.</summary>
    public const int SingleContainerBytes = 2 + KeyPair.SignatureBytes + 2;

    private const int ProofBytesMin = 1 + KeyPair.SignatureBytes + 1;
    private const int NodeBytesMin = 2 + Bytes32.Size;

    /// <summary>The bytes a writer signs for a head: they bind the core, its blocks, its length and its fork.</summary>
    public static byte[] Signable(CoreKey core, in Hash treeHash, ulong lengthBlocks, ulong fork)
    {
        var signable = new byte[SignableBytes];
        Namespaces.Tree.Span.CopyTo(signable);
        core.Span.CopyTo(signable.AsSpan(Bytes32.Size));
        treeHash.Span.CopyTo(signable.AsSpan(2 * Bytes32.Size));
        BinaryPrimitives.WriteUInt64LittleEndian(signable.AsSpan(3 * Bytes32.Size), lengthBlocks);
        BinaryPrimitives.WriteUInt64LittleEndian(signable.AsSpan(3 * Bytes32.Size + sizeof(ulong)), fork);
        return signable;
    }

    /// <summary>Signs a head and wraps the signature: one proof of signer 0 without patch, no nodes; 68 bytes.</summary>
    public static byte[] Sign(KeyPair writer, CoreKey core, in Hash treeHash, ulong lengthBlocks, ulong fork)
    {
        var container = new byte[SingleContainerBytes];
        container[0] = 1;
        writer.Sign(Signable(core, treeHash, lengthBlocks, fork)).CopyTo(container, 2);
        return container;
    }

    /// <summary>Whether a manifest is of the kind verified and signed here; null when it is.</summary>
    public static Violation? CheckSupported(Manifest manifest, CoreKey core) =>
        manifest is { Version: 1, Quorum: 1, Signers.Count: 1, Prologue: null } &&
        !manifest.Signers[0].PublicKey.Span.SequenceEqual(core.Span)
            ? null
            : Violation.ManifestUnsupported;

    /// <summary>Checks the signature of a head.</summary>
    /// <returns>Null when it is valid; else why not.</returns>
    public static Violation? Verify(Manifest manifest, CoreKey core, LogHead head)
    {
        if (CheckSupported(manifest, core) is { } unsupported) return unsupported;
        if (!TryReadFirstProof(head.Signature.Span, out var signer, out var signature, out var patch) || signer != 0)
            return Violation.MalformedSignature;
        if (patch > 0 && manifest.AllowPatch) return Violation.ManifestUnsupported;
        var signable = Signable(core, head.TreeHash, head.LengthBlocks, head.Fork);
        var isValid = KeyPair.Verify(manifest.Signers[0].PublicKey, signable, signature);
        return isValid ? null : Violation.WrongSignature;
    }

    /// <summary>Reads a whole container; only the first proof counts for one signer.</summary>
    private static bool TryReadFirstProof(
        ReadOnlySpan<byte> input, out ulong signer, out ReadOnlySpan<byte> signature, out ulong patch)
    {
        (signer, patch) = (0, 0);
        signature = default;
        var proofsMax = ProtocolLimits.ManifestSignersMax;
        if (!CompactArray.TryReadCount(ref input, proofsMax, ProofBytesMin, out var proofs) || proofs == 0) return false;
        for (var i = 0; i < proofs; i++)
        {
            if (!CompactUInt.TryRead(ref input, out var nextSigner)) return false;
            if (!CompactBuffer.TryReadFixed(ref input, KeyPair.SignatureBytes, out var nextSignature)) return false;
            if (!CompactUInt.TryRead(ref input, out var nextPatch)) return false;
            if (i > 0) continue;
            (signer, patch) = (nextSigner, nextPatch);
            signature = nextSignature;
        }
        return CompactArray.TryReadCount(ref input, ProtocolLimits.ArrayItemsMax, NodeBytesMin, out _);
    }
}
