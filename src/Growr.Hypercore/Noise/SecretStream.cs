using System.Buffers;
using System.Security.Cryptography;
using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Noise;

/// <summary>
/// An encrypted, authenticated stream of messages over any ordered byte stream. Not thread-safe; performs no IO. After every
/// input poll messages until there are none, then bytes to transmit, then look at <see cref="State"/>.
/// </summary>
/// <remarks>Source: @hyperswarm/secret-stream 6.9.2 index.js, lib/bridge; sodium-secretstream 1.2.0.</remarks>
public sealed class SecretStream : IDisposable
{
    /// <summary>Largest message: what fits a frame, 16,777,198 bytes.</summary>
    public const int MessageBytesMax = ProtocolLimits.FrameBodyBytesMax - Sodium.SecretStreamOverheadBytes;

    /// <summary>Time without sending after which an empty message is sent.</summary>
    public static readonly TimeSpan KeepAliveTime = TimeSpan.FromMilliseconds(5000);

    private const int HeaderFrameBytes = Bytes32.Size + Sodium.SecretStreamHeaderBytes;
    private const int UnreadBytesMax = 2 * ProtocolLimits.FrameBodyBytesMax;

    private readonly INonceSource _nonces;
    private readonly FrameBuffer _received = new();
    private readonly byte[] _sendState = new byte[Sodium.SecretStreamStateBytes];
    private readonly byte[] _receiveState = new byte[Sodium.SecretStreamStateBytes];
    private readonly Instant _handshakeDeadline;
    private ArrayBufferWriter<byte> _transmit = new();
    private Phase _phase;
    private Instant _lastSent;
    private Instant _lastReceived;

    // What is needed only until the peer's header frame has come.
    private abstract record Phase
    {
        public sealed record Noise(NoiseHandshake Handshake) : Phase;
        public sealed record Header(NoiseResult Result) : Phase;
        public sealed record Messages : Phase;
        public sealed record Dead : Phase;
    }

    /// <summary>Starts the handshake.</summary>
    /// <param name="isInitiator">True on the side that dialled.</param>
    /// <param name="staticKey">Our lasting identity; stays the caller's to dispose.</param>
    /// <param name="nonces">Gives the ephemeral key's seed (32 bytes), then the header (24 bytes).</param>
    /// <param name="now">The moment the byte stream came to be; the handshake must be done
    /// <see cref="ProtocolLimits.HandshakeTime"/> later.</param>
    public SecretStream(bool isInitiator, KeyPair staticKey, INonceSource nonces, Instant now)
    {
        (IsInitiator, _nonces) = (isInitiator, nonces);
        (_lastSent, _lastReceived, _handshakeDeadline) = (now, now, now + ProtocolLimits.HandshakeTime);
        Span<byte> seed = stackalloc byte[KeyPair.SeedBytes];
        nonces.Fill(seed);
        var handshake = new NoiseHandshake(isInitiator, staticKey, KeyPair.FromSeed(seed));
        CryptographicOperations.ZeroMemory(seed);
        _phase = new Phase.Noise(handshake);
        WriteHandshake(handshake);
    }

    /// <summary>Whether this side dialled.</summary>
    public bool IsInitiator { get; }

    /// <summary>Where the stream stands; changes only inside calls.</summary>
    public SecretStreamState State { get; private set; } = new SecretStreamState.Handshaking();

    /// <summary>When <see cref="HandleTimeout"/> has something to do; null once closed.</summary>
    public Instant? NextTimeout => _phase switch
    {
        Phase.Noise => _handshakeDeadline,
        Phase.Header => Earlier(_handshakeDeadline, _lastSent + KeepAliveTime),
        Phase.Messages => Earlier(_lastReceived + ProtocolLimits.SilenceTime, _lastSent + KeepAliveTime),
        _ => null,
    };

    /// <summary>Takes bytes as they came, split anywhere.</summary>
    /// <exception cref="InvalidOperationException">Messages were left unpolled until more than two whole frames waited.</exception>
    public void Receive(ReadOnlySpan<byte> bytes, Instant now)
    {
        if (_phase is Phase.Dead) return;
        if (_received.UnreadBytes + (long)bytes.Length > UnreadBytesMax)
            throw new InvalidOperationException("Poll the messages before handing in more bytes.");
        _lastReceived = now;
        _received.Append(bytes);
    }

    /// <summary>Encrypts one message of at most <see cref="MessageBytesMax"/> bytes for transmission.</summary>
    /// <exception cref="InvalidOperationException">The stream is not open.</exception>
    public void Send(ReadOnlySpan<byte> plaintext, Instant now)
    {
        if (State is not SecretStreamState.Open) throw new InvalidOperationException("The stream is not open.");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, MessageBytesMax, nameof(plaintext));
        var size = plaintext.Length + Sodium.SecretStreamOverheadBytes;
        Sodium.Push(_sendState, plaintext, StartFrame(size));
        _transmit.Advance(size);
        _lastSent = now;
    }

    /// <summary>Sends a keep-alive, or gives up a peer that stalls. Early calls do nothing.</summary>
    public void HandleTimeout(Instant now)
    {
        if (_phase is Phase.Noise or Phase.Header && now >= _handshakeDeadline) Close(Violation.HandshakeTimeout);
        if (_phase is Phase.Messages && now >= _lastReceived + ProtocolLimits.SilenceTime) Close(Violation.PeerSilent);
        if (State is SecretStreamState.Open && now >= _lastSent + KeepAliveTime) Send(default, now);
    }

    /// <summary>The next message, decrypted; valid until the next call of any method. Keep-alives are left out.</summary>
    public bool TryPollMessage(out ReadOnlySpan<byte> message)
    {
        message = default;
        while (TryTakeFrame(out var body))
        {
            var violation = _phase switch
            {
                Phase.Noise noise => ReceiveHandshake(noise.Handshake, body),
                Phase.Header header => ReceiveHeader(header.Result, body),
                _ => Decrypt(body, out message),
            };
            if (violation is { } reason) Close(reason);
            else if (!message.IsEmpty) return true;
        }
        return false;
    }

    /// <summary>Moves all bytes that wait for the peer into <paramref name="output"/>.</summary>
    public bool TryPollTransmit(IBufferWriter<byte> output)
    {
        if (_transmit.WrittenCount == 0) return false;
        output.Write(_transmit.WrittenSpan);
        if (_transmit.Capacity > ProtocolLimits.ReceiveBufferKeptBytes) _transmit = new ArrayBufferWriter<byte>();
        else _transmit.ResetWrittenCount();
        return true;
    }

    /// <summary>Gives the connection up for something an upper layer saw. The first reason stays.</summary>
    public void Close(Violation reason)
    {
        if (_phase is Phase.Dead) return;
        Dispose();
        State = new SecretStreamState.Closed(reason);
    }

    /// <summary>Wipes the secrets; the stream is dead afterwards.</summary>
    public void Dispose()
    {
        if (_phase is Phase.Noise noise) noise.Handshake.Dispose();
        if (_phase is Phase.Header header) header.Result.Dispose();
        CryptographicOperations.ZeroMemory(_sendState);
        CryptographicOperations.ZeroMemory(_receiveState);
        _received.Clear();
        _transmit = new ArrayBufferWriter<byte>();
        _phase = new Phase.Dead();
    }

    private bool TryTakeFrame(out Span<byte> body)
    {
        body = default;
        if (_phase is Phase.Dead) return false;
        var bodyBytesMax = _phase is Phase.Messages ? ProtocolLimits.FrameBodyBytesMax : ProtocolLimits.HandshakeBodyBytesMax;
        var taken = _received.TryTake(bodyBytesMax, out body, out var violation);
        if (violation is { } reason) Close(reason);
        return taken;
    }

    private Violation? ReceiveHandshake(NoiseHandshake handshake, ReadOnlySpan<byte> body)
    {
        if (handshake.Receive(body) is { } violation) return violation;
        WriteHandshake(handshake);
        if (handshake.Result is not { } result) return null;

        handshake.Dispose();
        WriteHeader(result);
        State = new SecretStreamState.Open(result.HandshakeHash, result.RemoteStaticKey);
        _phase = new Phase.Header(result);
        return null;
    }

    private Violation? ReceiveHeader(NoiseResult result, ReadOnlySpan<byte> body)
    {
        if (body.Length != HeaderFrameBytes) return Violation.FrameLength;
        if (!body[..Bytes32.Size].SequenceEqual(StreamId(result, !IsInitiator).Span)) return Violation.WrongStreamId;
        Sodium.StartSecretStream(_receiveState, body[Bytes32.Size..], result.ReceiveKey);
        result.Dispose();
        _phase = new Phase.Messages();
        return null;
    }

    private Violation? Decrypt(Span<byte> body, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (body.Length < Sodium.SecretStreamOverheadBytes) return Violation.FrameLength;
        var plaintext = body.Slice(1, body.Length - Sodium.SecretStreamOverheadBytes);
        if (!Sodium.TryPull(_receiveState, body, plaintext)) return Violation.WrongMac;
        message = plaintext;
        return null;
    }

    private void WriteHandshake(NoiseHandshake handshake)
    {
        var message = new ArrayBufferWriter<byte>(ProtocolLimits.HandshakeBodyBytesMax);
        if (!handshake.TryPollTransmit(message)) return;
        message.WrittenSpan.CopyTo(StartFrame(message.WrittenCount));
        _transmit.Advance(message.WrittenCount);
    }

    private void WriteHeader(NoiseResult result)
    {
        var body = StartFrame(HeaderFrameBytes);
        StreamId(result, IsInitiator).Span.CopyTo(body);
        _nonces.Fill(body[Bytes32.Size..]);
        Sodium.StartSecretStream(_sendState, body[Bytes32.Size..], result.SendKey);
        _transmit.Advance(HeaderFrameBytes);
        _lastSent = _lastReceived;
    }

    private Span<byte> StartFrame(int bodyBytes)
    {
        var prefix = _transmit.GetSpan(FrameBuffer.PrefixBytes + bodyBytes);
        (prefix[0], prefix[1], prefix[2]) = ((byte)bodyBytes, (byte)(bodyBytes >> 8), (byte)(bodyBytes >> 16));
        _transmit.Advance(FrameBuffer.PrefixBytes);
        return _transmit.GetSpan(bodyBytes)[..bodyBytes];
    }

    private static Hash StreamId(NoiseResult result, bool ofInitiator) => Blake2b.Keyed256(
        result.HandshakeHash.Span, (ofInitiator ? Namespaces.StreamInitiator : Namespaces.StreamResponder).Span);

    private static Instant Earlier(Instant one, Instant other) => one < other ? one : other;
}
