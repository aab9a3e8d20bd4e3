using System.Buffers;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Mux;
using Growr.Hypercore.Noise;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;
using Growr.Hypercore.Tests.Noise;

namespace Growr.Hypercore.Tests.Replication;

/// <summary>A peer led by hand: it can say what no honest peer says.</summary>
internal sealed class HandPeer : IDisposable
{
    private static readonly Instant Now = new(1_000);
    private readonly KeyPair _identity = KeyPair.FromSeed(Enumerable.Repeat((byte)55, 32).ToArray());
    private readonly SecretStream _stream;

    public HandPeer(PeerNode other)
    {
        _stream = new SecretStream(true, _identity, ScriptedNonces.Counting(55), Now);
        Exchange(other);
    }

    public MuxSession Mux { get; } = new();

    public MuxChannel Open(CoreKey core, bool isCapable)
    {
        var open = Assert.IsType<SecretStreamState.Open>(_stream.State);
        var capability = Capability.Of(open.HandshakeHash.Span, core, ofInitiator: isCapable);
        var handshake = new ArrayBufferWriter<byte>();
        new HandshakeMessage(false, capability).Encode(handshake);
        return Mux.Open("hypercore/alpha", DiscoveryKey.Of(core).Span, handshake.WrittenSpan);
    }

    public void Exchange(PeerNode other)
    {
        while (true)
        {
            var bytes = Take();
            other.Give(bytes);
            var answer = other.Take();
            if (bytes.Length + answer.Length == 0) return;
            _stream.Receive(answer, Now);
            while (_stream.TryPollMessage(out var message))
            {
                while (Mux.TryPollEvent(out _)) { }
                Mux.Receive(message);
            }
        }
    }

    /// <summary>Sends any frame.</summary>
    public byte[] Say(ReadOnlySpan<byte> frame)
    {
        _stream.Send(frame, Now);
        return Take();
    }

    public byte[] Take()
    {
        var frame = new ArrayBufferWriter<byte>();
        while (_stream.State is SecretStreamState.Open && Mux.TryPollTransmit(frame))
        {
            _stream.Send(frame.WrittenSpan, Now);
            frame.ResetWrittenCount();
        }
        var bytes = new ArrayBufferWriter<byte>();
        _stream.TryPollTransmit(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    public void Dispose()
    {
        _stream.Dispose();
        _identity.Dispose();
    }
}
