using System.Buffers;
using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>
/// Who may sign a core and how many of them must. The core key is its hash, so version, flags and order are kept as they
/// were read: a manifest is never brought into another form. Cores are signed and verified here only for version 1 with
/// one signer; every other manifest can be read, written and named.
/// </summary>
/// <remarks>Source: hypercore 11.35.5 lib/messages.js <c>manifest</c>, lib/verifier.js <c>manifestHash</c>.</remarks>
public sealed class Manifest
{
    /// <summary>0, 1 or 2. Version 2 may have <see cref="Linked"/> and <see cref="UserData"/>.</summary>
    public ulong Version { get; init; } = 1;

    /// <summary>Whether a signer may have signed a longer log that starts with this one.</summary>
    public bool AllowPatch { get; init; }

    /// <summary>Signatures needed.</summary>
    public ulong Quorum { get; init; } = 1;

    /// <summary>Keys that may sign, in the order their numbers count.</summary>
    public IReadOnlyList<ManifestSigner> Signers { get; init; } = [];

    /// <summary>First blocks fixed by hash, if any.</summary>
    public ManifestPrologue? Prologue { get; init; }

    /// <summary>Keys of cores that belong to this one; null when the field is not there.</summary>
    public IReadOnlyList<CoreKey>? Linked { get; init; }

    /// <summary>Bytes of the application; null when the field is not there.</summary>
    public ReadOnlyMemory<byte>? UserData { get; init; }

    /// <summary>What a core of one writer gets: version 1, quorum 1, the default namespace.</summary>
    public static Manifest ForWriter(PublicKey writer) =>
        new() { Signers = [new ManifestSigner(Namespaces.Default, writer)] };

    /// <summary>Reads a manifest up to its last known field; what follows is ignored.</summary>
    /// <returns>False for malformed bytes, an unknown version or hash, or lists above the limits.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> input, out Manifest? manifest) =>
        ManifestCodec.TryRead(ref input, out manifest);

    /// <summary>Appends the encoded manifest.</summary>
    public void Encode(IBufferWriter<byte> output) => ManifestCodec.Write(output, this);

    /// <summary>The encoded manifest in a new array.</summary>
    public byte[] Encode()
    {
        var output = new ArrayBufferWriter<byte>();
        Encode(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The key of the core this manifest belongs to.</summary>
    public CoreKey DeriveKey() => new(Blake2b.Hash256(Namespaces.Manifest.Span, Encode()).Span);
}
