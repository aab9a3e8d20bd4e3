using System.Security.Cryptography;
using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Noise;

/// <summary>What a finished handshake leaves: two transport keys, the transcript hash, and who the other side is.</summary>
public sealed class NoiseResult : IDisposable
{
    /// <summary>Bytes of the transcript hash: 64. It is used in full as a BLAKE2b key.</summary>
    public const int HandshakeHashBytes = 64;

    private const int KeyBytes = 32;
    private readonly byte[] _sendKey = new byte[KeyBytes];
    private readonly byte[] _receiveKey = new byte[KeyBytes];

    internal NoiseResult(bool isInitiator, SymmetricState symmetric, PublicKey remoteStaticKey)
    {
        symmetric.Split(isInitiator ? _sendKey : _receiveKey, isInitiator ? _receiveKey : _sendKey);
        HandshakeHash = symmetric.Transcript.ToArray();
        RemoteStaticKey = remoteStaticKey;
    }

    /// <summary>Hash over the whole handshake, 64 bytes; the same on both sides, different for every connection.</summary>
    public ReadOnlyMemory<byte> HandshakeHash { get; }

    /// <summary>The key the other side has proven to own.</summary>
    public PublicKey RemoteStaticKey { get; }

    /// <summary>Secret of what we send, 32 bytes.</summary>
    internal ReadOnlySpan<byte> SendKey => _sendKey;

    /// <summary>Secret of what we receive, 32 bytes.</summary>
    internal ReadOnlySpan<byte> ReceiveKey => _receiveKey;

    /// <summary>Wipes the transport keys.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_sendKey);
        CryptographicOperations.ZeroMemory(_receiveKey);
    }
}
