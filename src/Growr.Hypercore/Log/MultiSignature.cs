using System.Buffers;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Log;

/// <summary>
/// The container that the signatures of several signers travel in, and from version 1 on also that of a single one.
/// </summary>
/// <remarks>Source: hypercore 11.35.5 lib/multisig.js; lib/messages.js, <c>multiSignature</c>, <c>multiSignaturev0</c>.</remarks>
public static class MultiSignature
{
    private const ulong PatchFlag = 1;
    private const int ProofBytesMin = 1 + KeyPair.SignatureBytes + 1;

    /// <summary>Puts signatures of one log into a container, in the order given; a node that several need is written once.</summary>
    /// <param name="version">Version of the manifest: 0 has a container of its own.</param>
    /// <param name="signatures">Put as many as the quorum first: later ones do not count.</param>
    /// <exception cref="ArgumentException">A signature has not 64 bytes, or a patch no nodes.</exception>
    public static byte[] Assemble(ulong version, IReadOnlyList<SignerSignature> signatures)
    {
        var output = new ArrayBufferWriter<byte>();
        var nodes = new List<TreeNode>();
        CompactUInt.Write(output, (ulong)signatures.Count);
        foreach (var signature in signatures)
        {
            RequireWhole(signature);
            var places = signature.PatchNodes.Select(node => Place(nodes, node, version)).ToArray();
            if (version == 0) WriteVersion0(output, signature, places);
            else Write(output, signature);
        }
        TreeNodeCodec.Write(output, nodes);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads a container; every patched signature gets all nodes of it.</summary>
    /// <param name="input">The container; bytes behind it are ignored.</param>
    /// <param name="version">Version of the manifest.</param>
    /// <param name="signatures">What it holds, in its order; verified by nobody yet.</param>
    /// <returns>False for missing bytes, or more than 256 signatures or <see cref="ProtocolLimits.PatchNodesMax"/> nodes.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> input, ulong version, out IReadOnlyList<SignerSignature> signatures)
    {
        signatures = [];
        if (!CompactArray.TryReadCount(ref input, ProtocolLimits.ManifestSignersMax, ProofBytesMin, out var count)) return false;
        var read = new SignerSignature[count];
        for (var i = 0; i < count; i++)
            if (!(version == 0 ? TryReadVersion0(ref input, out read[i]) : TryRead(ref input, out read[i]))) return false;
        if (!TreeNodeCodec.TryRead(ref input, ProtocolLimits.PatchNodesMax, out var nodes)) return false;
        signatures = [.. read.Select(signature => signature.PatchBlocks == 0 ? signature : signature with { PatchNodes = nodes })];
        return true;
    }

    private static void Write(ArrayBufferWriter<byte> output, SignerSignature signature)
    {
        CompactUInt.Write(output, signature.Signer);
        output.Write(signature.Signature.Span);
        CompactUInt.Write(output, signature.PatchBlocks);
    }

    private static bool TryRead(ref ReadOnlySpan<byte> input, out SignerSignature signature)
    {
        signature = null!;
        if (!CompactUInt.TryRead(ref input, out var signer)) return false;
        if (!CompactBuffer.TryReadFixed(ref input, KeyPair.SignatureBytes, out var bytes)) return false;
        if (!CompactUInt.TryRead(ref input, out var patch)) return false;
        signature = new SignerSignature(signer, bytes.ToArray(), patch, []);
        return true;
    }

    private static void WriteVersion0(ArrayBufferWriter<byte> output, SignerSignature signature, int[] places)
    {
        CompactUInt.Write(output, signature.PatchBlocks == 0 ? 0 : PatchFlag);
        CompactUInt.Write(output, signature.Signer);
        output.Write(signature.Signature.Span);
        if (signature.PatchBlocks == 0) return;
        // The field is called a start, yet peers write the end of the longer tree; nobody reads it.
        CompactUInt.Write(output, FlatTree.RightSpan(signature.PatchNodes[^1].Index) / 2 + 1);
        CompactUInt.Write(output, signature.PatchBlocks);
        CompactUInt.Write(output, (ulong)places.Length);
        foreach (var place in places) CompactUInt.Write(output, (ulong)place);
    }

    private static bool TryReadVersion0(ref ReadOnlySpan<byte> input, out SignerSignature signature)
    {
        signature = null!;
        if (!CompactUInt.TryRead(ref input, out var flags) || !CompactUInt.TryRead(ref input, out var signer)) return false;
        if (!CompactBuffer.TryReadFixed(ref input, KeyPair.SignatureBytes, out var bytes)) return false;
        var patch = 0UL;
        if ((flags & PatchFlag) != 0)
        {
            if (!CompactUInt.TryRead(ref input, out _) || !CompactUInt.TryRead(ref input, out patch)) return false;
            if (!CompactArray.TryReadCount(ref input, ProtocolLimits.PatchNodesMax, 1, out var places)) return false;
            for (var i = 0; i < places; i++)
                if (!CompactUInt.TryRead(ref input, out _)) return false;
        }
        signature = new SignerSignature(signer, bytes.ToArray(), patch, []);
        return true;
    }

    private static int Place(List<TreeNode> nodes, TreeNode node, ulong version)
    {
        var place = nodes.FindIndex(held => version == 0 ? held == node : held.Index == node.Index);
        if (place >= 0) return place;
        nodes.Add(node);
        return nodes.Count - 1;
    }

    private static void RequireWhole(SignerSignature signature)
    {
        if (signature.Signature.Length != KeyPair.SignatureBytes)
            throw new ArgumentException($"A signature has {KeyPair.SignatureBytes} bytes.", "signatures");
        if ((signature.PatchBlocks == 0) != (signature.PatchNodes.Count == 0))
            throw new ArgumentException("A patch has nodes, and only a patch has.", "signatures");
    }
}
