using System.Buffers;
using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>
/// Who may sign a core and how many of them must. The core key is its hash, so version, flags and order are kept as they
/// were read: a manifest is never brought into another form. The oldest cores have none: their key is the public key of their
/// writer.
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

    /// <summary>What stands for the manifest of a core whose key is its writer's public key.</summary>
    public static Manifest ForCompat(CoreKey core) => ForWriter(new PublicKey(core.Span));

    /// <summary>
    /// Who may sign a core: its stored manifest or, while none is stored, the writer whose public key is the core key.
    /// </summary>
    /// <returns>False for a stored manifest that does not decode or belongs to another core.</returns>
    public static bool TryOf(ICoreReader core, out Manifest? manifest)
    {
        manifest = core.Manifest.IsEmpty ? ForCompat(core.Key) : null;
        return manifest is not null || (TryDecode(core.Manifest.Span, out manifest) && manifest!.BelongsTo(core.Key));
    }

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

    /// <summary>Whether its only signer's public key is the core key: then nothing else in it counts.</summary>
    public bool IsCompatWith(CoreKey core) => Signers.Count == 1 && Signers[0].PublicKey.Span.SequenceEqual(core.Span);

    /// <summary>Whether it may say who signs a core: it hashes to the key, or is compat with it.</summary>
    public bool BelongsTo(CoreKey core) => IsCompatWith(core) || DeriveKey() == core;
}
