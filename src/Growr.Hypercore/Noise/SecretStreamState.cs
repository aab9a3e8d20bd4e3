using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Noise;

/// <summary>Where a secret stream stands.</summary>
public abstract record SecretStreamState
{
    private SecretStreamState() { }

    /// <summary>The two sides do not know each other yet; nothing can be sent.</summary>
    public sealed record Handshaking : SecretStreamState;

    /// <summary>Both sides have proven their keys; messages flow.</summary>
    /// <param name="HandshakeHash">64 bytes that name this connection; equal on both sides.</param>
    /// <param name="RemoteStaticKey">The key the other side has proven to own.</param>
    public sealed record Open(ReadOnlyMemory<byte> HandshakeHash, PublicKey RemoteStaticKey) : SecretStreamState;

    /// <summary>Given up. Bytes received from now on are ignored, nothing more is sent.</summary>
    /// <param name="Reason">What the peer did.</param>
    public sealed record Closed(Violation Reason) : SecretStreamState;
}
