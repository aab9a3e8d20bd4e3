namespace Growr.Hypercore.Crypto;

/// <summary>Domain separators of the Hypercore stack: <c>H(H(name) ‖ byte(index))</c>.</summary>
/// <remarks>Source: hypercore-crypto 3.7.0 index.js, <c>namespace</c>; indexes from hypercore 11.35.5 lib/caps.js.</remarks>
public static class Namespaces
{
    /// <summary>Prefix of what a core's writer signs.</summary>
    public static readonly Bytes32 Tree = Derive("hypercore"u8, 0);

    /// <summary>Capability of the side that started the Noise handshake.</summary>
    public static readonly Bytes32 ReplicateInitiator = Derive("hypercore"u8, 1);

    /// <summary>Capability of the side that answered the Noise handshake.</summary>
    public static readonly Bytes32 ReplicateResponder = Derive("hypercore"u8, 2);

    /// <summary>Prefix of the manifest hash that is the core key.</summary>
    public static readonly Bytes32 Manifest = Derive("hypercore"u8, 3);

    /// <summary>Namespace of a signer that named none.</summary>
    public static readonly Bytes32 Default = Derive("hypercore"u8, 4);

    /// <summary>Prefix of the key that encrypts the blocks of one core.</summary>
    public static readonly Bytes32 Encryption = Derive("hypercore"u8, 5);

    /// <summary>Stream id of the side that started the Noise handshake.</summary>
    public static readonly Bytes32 StreamInitiator = Derive("hyperswarm/secret-stream"u8, 0);

    /// <summary>Stream id of the side that answered the Noise handshake.</summary>
    public static readonly Bytes32 StreamResponder = Derive("hyperswarm/secret-stream"u8, 1);

    /// <summary>Prefix of the seeds a Corestore derives.</summary>
    public static readonly Bytes32 Corestore = Derive("corestore"u8, 0);

    /// <summary>The separator of a name and an index.</summary>
    public static Bytes32 Derive(ReadOnlySpan<byte> name, byte index) =>
        new(Blake2b.Hash256(Blake2b.Hash256(name).Span, [index]).Span);
}
