using System.Security.Cryptography;
using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Replication;

/// <summary>The proof that a peer knows a core's key, worth nothing on any other connection and in the other direction.</summary>
/// <remarks>Source: hypercore 11.35.5 lib/caps.js, <c>replicate</c>.</remarks>
internal static class Capability
{
    /// <summary>What a side shows.</summary>
    /// <param name="handshakeHash">64 bytes that name the connection.</param>
    /// <param name="core">The core's key.</param>
    /// <param name="ofInitiator">Whether the side that shows it started the Noise handshake.</param>
    internal static Bytes32 Of(ReadOnlySpan<byte> handshakeHash, CoreKey core, bool ofInitiator)
    {
        var role = ofInitiator ? Namespaces.ReplicateInitiator : Namespaces.ReplicateResponder;
        return new Bytes32(Blake2b.Keyed256(handshakeHash, role.Span, core.Span).Span);
    }

    /// <summary>Compares in constant time: how far a guess was right must not show.</summary>
    internal static bool Equal(Bytes32 one, Bytes32 other) => CryptographicOperations.FixedTimeEquals(one.Span, other.Span);
}
