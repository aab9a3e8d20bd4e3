using System.Buffers;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Log;

/// <summary>Bytes of manifests. Version 0 has three shapes, versions 1 and 2 one with optional fields by flag.</summary>
internal static class ManifestCodec
{
    private const ulong AllowPatchFlag = 1, PrologueFlag = 2, LinkedFlag = 4, UserDataFlag = 8;
    private const ulong StaticType = 0, SingleType = 1, MultiType = 2;
    private const ulong Blake2bId = 0, Ed25519Id = 0;
    private const int SignerBytes = 1 + 2 * Bytes32.Size;
    private const ulong VersionMax = 2;

    public static void Write(IBufferWriter<byte> output, Manifest manifest)
    {
        CompactUInt.Write(output, manifest.Version);
        if (manifest.Version == 0) WriteVersion0(output, manifest);
        else WriteFlagged(output, manifest);
    }

    public static bool TryRead(ref ReadOnlySpan<byte> input, out Manifest? manifest)
    {
        manifest = null;
        var rest = input;
        if (!CompactUInt.TryRead(ref rest, out var version) || version > VersionMax) return false;
        var read = version == 0 ? TryReadVersion0(ref rest, out manifest) : TryReadFlagged(ref rest, version, out manifest);
        if (read) input = rest;
        return read;
    }

    private static void WriteFlagged(IBufferWriter<byte> output, Manifest manifest)
    {
        var isVersion2 = manifest.Version == 2;
        var flags = (manifest.AllowPatch ? AllowPatchFlag : 0) | (manifest.Prologue is null ? 0 : PrologueFlag) |
            (isVersion2 && manifest.Linked is not null ? LinkedFlag : 0) |
            (isVersion2 && manifest.UserData is not null ? UserDataFlag : 0);
        CompactUInt.Write(output, flags);
        CompactUInt.Write(output, Blake2bId);
        CompactUInt.Write(output, manifest.Quorum);
        WriteSigners(output, manifest.Signers);
        if (manifest.Prologue is { } prologue)
        {
            output.Write(prologue.TreeHash.Span);
            CompactUInt.Write(output, prologue.LengthBlocks);
        }
        if ((flags & LinkedFlag) != 0)
        {
            CompactUInt.Write(output, (ulong)manifest.Linked!.Count);
            foreach (var key in manifest.Linked) output.Write(key.Span);
        }
        if ((flags & UserDataFlag) != 0) CompactBuffer.Write(output, manifest.UserData!.Value.Span);
    }

    private static bool TryReadFlagged(ref ReadOnlySpan<byte> input, ulong version, out Manifest? manifest)
    {
        manifest = null;
        if (!CompactUInt.TryRead(ref input, out var flags) || !TryReadHashId(ref input)) return false;
        if (!CompactUInt.TryRead(ref input, out var quorum) || !TryReadSigners(ref input, out var signers)) return false;
        ManifestPrologue? prologue = null;
        if ((flags & PrologueFlag) != 0)
        {
            if (!CompactBuffer.TryReadFixed(ref input, Bytes32.Size, out var hash)) return false;
            if (!CompactUInt.TryRead(ref input, out var length)) return false;
            prologue = new ManifestPrologue(new Hash(hash), length);
        }
        CoreKey[]? linked = null;
        if (version == 2 && (flags & LinkedFlag) != 0 && !TryReadLinked(ref input, out linked)) return false;
        ReadOnlyMemory<byte>? userData = null;
        if (version == 2 && (flags & UserDataFlag) != 0)
        {
            if (!CompactBuffer.TryRead(ref input, ProtocolLimits.ManifestUserDataBytesMax, out var bytes)) return false;
            userData = bytes.ToArray();
        }
        manifest = new Manifest
        {
            Version = version,
            AllowPatch = (flags & AllowPatchFlag) != 0,
            Quorum = quorum,
            Signers = signers,
            Prologue = prologue,
            Linked = linked,
            UserData = userData,
        };
        return true;
    }

    private static void WriteVersion0(IBufferWriter<byte> output, Manifest manifest)
    {
        CompactUInt.Write(output, Blake2bId);
        var isSingle = manifest is { Quorum: 1, Signers.Count: 1, AllowPatch: false };
        if (manifest.Prologue is { } prologue && manifest.Signers.Count == 0)
        {
            CompactUInt.Write(output, StaticType);
            output.Write(prologue.TreeHash.Span);
            return;
        }
        CompactUInt.Write(output, isSingle ? SingleType : MultiType);
        if (isSingle)
        {
            WriteSigner(output, manifest.Signers[0]);
            return;
        }
        CompactUInt.Write(output, manifest.AllowPatch ? AllowPatchFlag : 0);
        CompactUInt.Write(output, manifest.Quorum);
        WriteSigners(output, manifest.Signers);
    }

    private static bool TryReadVersion0(ref ReadOnlySpan<byte> input, out Manifest? manifest)
    {
        manifest = null;
        if (!TryReadHashId(ref input) || !CompactUInt.TryRead(ref input, out var type)) return false;
        switch (type)
        {
            case StaticType:
                if (!CompactBuffer.TryReadFixed(ref input, Bytes32.Size, out var hash)) return false;
                manifest = new Manifest { Version = 0, Quorum = 0, Prologue = new ManifestPrologue(new Hash(hash), 0) };
                return true;
            case SingleType:
                if (!TryReadSigner(ref input, out var signer)) return false;
                manifest = new Manifest { Version = 0, Signers = [signer] };
                return true;
            case MultiType:
                if (!CompactUInt.TryRead(ref input, out var flags) || !CompactUInt.TryRead(ref input, out var quorum)) return false;
                if (!TryReadSigners(ref input, out var signers)) return false;
                var allowPatch = (flags & AllowPatchFlag) != 0;
                manifest = new Manifest { Version = 0, Quorum = quorum, Signers = signers, AllowPatch = allowPatch };
                return true;
            default:
                return false;
        }
    }

    private static void WriteSigners(IBufferWriter<byte> output, IReadOnlyList<ManifestSigner> signers)
    {
        CompactUInt.Write(output, (ulong)signers.Count);
        foreach (var signer in signers) WriteSigner(output, signer);
    }

    private static void WriteSigner(IBufferWriter<byte> output, ManifestSigner signer)
    {
        CompactUInt.Write(output, Ed25519Id);
        output.Write(signer.Namespace.Span);
        output.Write(signer.PublicKey.Span);
    }

    private static bool TryReadSigners(ref ReadOnlySpan<byte> input, out ManifestSigner[] signers)
    {
        signers = [];
        if (!CompactArray.TryReadCount(ref input, ProtocolLimits.ManifestSignersMax, SignerBytes, out var count)) return false;
        signers = new ManifestSigner[count];
        for (var i = 0; i < count; i++)
            if (!TryReadSigner(ref input, out signers[i])) return false;
        return true;
    }

    private static bool TryReadSigner(ref ReadOnlySpan<byte> input, out ManifestSigner signer)
    {
        signer = default;
        if (!CompactUInt.TryRead(ref input, out var signature) || signature != Ed25519Id) return false;
        if (!CompactBuffer.TryReadFixed(ref input, 2 * Bytes32.Size, out var bytes)) return false;
        signer = new ManifestSigner(new Bytes32(bytes[..Bytes32.Size]), new PublicKey(bytes[Bytes32.Size..]));
        return true;
    }

    private static bool TryReadLinked(ref ReadOnlySpan<byte> input, out CoreKey[]? linked)
    {
        linked = null;
        if (!CompactArray.TryReadCount(ref input, ProtocolLimits.ManifestLinkedMax, Bytes32.Size, out var count)) return false;
        linked = new CoreKey[count];
        for (var i = 0; i < count; i++)
        {
            if (!CompactBuffer.TryReadFixed(ref input, Bytes32.Size, out var key)) return false;
            linked[i] = new CoreKey(key);
        }
        return true;
    }

    private static bool TryReadHashId(ref ReadOnlySpan<byte> input) =>
        CompactUInt.TryRead(ref input, out var hash) && hash == Blake2bId;
}
