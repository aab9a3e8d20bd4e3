using System.Buffers.Binary;
using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>What the signers of a log sign, and whether enough of them did.</summary>
/// <remarks>
/// What is signed names the core by its key; in manifests of version 0 by the signer's namespace; in a core whose key is its
/// writer's public key not at all. The last two travel as bare 64 bytes where there is one signer and no patch.
/// Source: hypercore 11.35.5 lib/caps.js <c>treeSignable</c>, <c>treeSignableCompat</c>; lib/verifier.js <c>verify</c>.
/// </remarks>
public static class TreeSignature
{
    /// <summary>Bytes of what is signed: 112; without the name of the core 80.</summary>
    public const int SignableBytes = 3 * Bytes32.Size + 2 * sizeof(ulong);

    /// <summary>Bytes of the container with a single signature: 68.</summary>
    public const int SingleContainerBytes = 2 + KeyPair.SignatureBytes + 2;

    /// <summary>What is signed for a head from version 1 on: it binds the core, its blocks, its length and its fork.</summary>
    public static byte[] Signable(CoreKey core, in Hash treeHash, ulong lengthBlocks, ulong fork) =>
        Signable(core.Span, treeHash, lengthBlocks, fork);

    /// <summary>What a signer of any manifest signs for a head.</summary>
    /// <param name="manifest">The core's manifest.</param>
    /// <param name="core">The core key.</param>
    /// <param name="signer">Place of the signer in the manifest.</param>
    /// <param name="treeHash">Hash of all roots.</param>
    /// <param name="lengthBlocks">Length of the log.</param>
    /// <param name="fork">Fork of the log.</param>
    public static byte[] Signable(Manifest manifest, CoreKey core, int signer, in Hash treeHash, ulong lengthBlocks, ulong fork)
    {
        if (manifest.IsCompatWith(core)) return Signable([], treeHash, lengthBlocks, fork);
        if (manifest.Version > 0) return Signable(core.Span, treeHash, lengthBlocks, fork);
        var name = manifest.Signers[signer].Namespace;
        return Signable(name.Span, treeHash, lengthBlocks, fork);
    }

    /// <summary>Signs a head and wraps the signature: one proof of signer 0 without patch, no nodes; 68 bytes.</summary>
    public static byte[] Sign(KeyPair writer, CoreKey core, in Hash treeHash, ulong lengthBlocks, ulong fork)
    {
        var container = new byte[SingleContainerBytes];
        container[0] = 1;
        writer.Sign(Signable(core, treeHash, lengthBlocks, fork)).CopyTo(container, 2);
        return container;
    }

    /// <summary>One signer's part of the signature of a head; <see cref="MultiSignature.Assemble"/> puts them together.</summary>
    /// <exception cref="ArgumentException">The key pair is none of the manifest's signers.</exception>
    public static SignerSignature SignAs(
        KeyPair signer, Manifest manifest, CoreKey core, in Hash treeHash, ulong lengthBlocks, ulong fork)
    {
        for (var i = 0; i < manifest.Signers.Count; i++)
            if (manifest.Signers[i].PublicKey == signer.PublicKey)
                return new((ulong)i, signer.Sign(Signable(manifest, core, i, treeHash, lengthBlocks, fork)), 0, []);
        throw new ArgumentException($"{signer} may not sign core {core}.", nameof(signer));
    }

    /// <summary>Checks the signature of a head.</summary>
    /// <param name="manifest">The core's manifest; that it belongs to the core is not checked.</param>
    /// <param name="core">The core key.</param>
    /// <param name="head">The head and its signature.</param>
    /// <param name="roots">Roots of the head. Only signatures of longer logs need them; without roots such ones are wrong.</param>
    /// <returns>Null when it is valid; else why not.</returns>
    public static Violation? Verify(Manifest manifest, CoreKey core, LogHead head, IReadOnlyList<TreeNode>? roots = null)
    {
        var isCompat = manifest.IsCompatWith(core);
        if (isCompat || manifest is { Version: 0, Signers.Count: 1, AllowPatch: false }) return VerifyBare(manifest, core, head);
        if (manifest is { Version: > 0, Prologue: { } prologue } && head.LengthBlocks <= prologue.LengthBlocks)
        {
            var isPrologue = head.LengthBlocks == prologue.LengthBlocks && head.TreeHash == prologue.TreeHash;
            return isPrologue ? null : Violation.WrongPrologue;
        }
        return VerifyQuorum(manifest, core, head, roots);
    }

    private static Violation? VerifyBare(Manifest manifest, CoreKey core, LogHead head)
    {
        if (head.Signature.Length != KeyPair.SignatureBytes) return Violation.MalformedSignature;
        var signable = Signable(manifest, core, 0, head.TreeHash, head.LengthBlocks, head.Fork);
        return KeyPair.Verify(manifest.Signers[0].PublicKey, signable, head.Signature.Span) ? null : Violation.WrongSignature;
    }

    /// <summary>Only the first signatures count, as many as the quorum: one bad among them is not made good by a later one.</summary>
    private static Violation? VerifyQuorum(Manifest manifest, CoreKey core, LogHead head, IReadOnlyList<TreeNode>? roots)
    {
        if (manifest.Quorum == 0) return Violation.WrongSignature;
        if (!MultiSignature.TryDecode(head.Signature.Span, manifest.Version, out var signatures)) return Violation.MalformedSignature;
        if ((ulong)signatures.Count < manifest.Quorum) return Violation.MalformedSignature;
        var signers = new HashSet<ulong>();
        foreach (var signature in signatures.Take((int)manifest.Quorum))
        {
            if (signature.Signer >= (ulong)manifest.Signers.Count || !signers.Add(signature.Signer)) return Violation.MalformedSignature;
            var (hash, length) = (head.TreeHash, head.LengthBlocks);
            if (manifest.AllowPatch && signature.PatchBlocks > 0 && !TryPatch(signature, roots, ref hash, ref length))
                return Violation.WrongSignature;
            var signer = (int)signature.Signer;
            var signable = Signable(manifest, core, signer, hash, length, head.Fork);
            if (!KeyPair.Verify(manifest.Signers[signer].PublicKey, signable, signature.Signature.Span)) return Violation.WrongSignature;
        }
        return null;
    }

    /// <summary>The longer tree that a signer signed, as far as the nodes beside the signature lead to one.</summary>
    private static bool TryPatch(SignerSignature signature, IReadOnlyList<TreeNode>? roots, ref Hash hash, ref ulong lengthBlocks)
    {
        if (roots is null || signature.PatchBlocks > ProtocolLimits.LogLengthBlocksMax - lengthBlocks) return false;
        var nodes = new Dictionary<ulong, TreeNode>();
        foreach (var node in signature.PatchNodes) nodes[node.Index] = node;
        var longer = new GrowingRoots(roots);
        lengthBlocks += signature.PatchBlocks;
        if (!longer.TryGrow(lengthBlocks, index => nodes.TryGetValue(index, out var node) ? node : null, [])) return false;
        hash = longer.TreeHash();
        return true;
    }

    private static byte[] Signable(ReadOnlySpan<byte> name, in Hash treeHash, ulong lengthBlocks, ulong fork)
    {
        var signable = new byte[SignableBytes - Bytes32.Size + name.Length];
        Namespaces.Tree.Span.CopyTo(signable);
        name.CopyTo(signable.AsSpan(Bytes32.Size));
        var rest = signable.AsSpan(Bytes32.Size + name.Length);
        treeHash.Span.CopyTo(rest);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[Bytes32.Size..], lengthBlocks);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[(Bytes32.Size + sizeof(ulong))..], fork);
        return signable;
    }
}
