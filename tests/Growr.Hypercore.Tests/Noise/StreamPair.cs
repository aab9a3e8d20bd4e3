using System.Buffers;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Noise;

namespace Growr.Hypercore.Tests.Noise;

/// <summary>Two secret streams and no network: bytes are carried by hand.</summary>
internal sealed class StreamPair : IDisposable
{
    private readonly KeyPair _initiatorKey = KeyPair.FromSeed(Enumerable.Repeat((byte)1, 32).ToArray());

    public StreamPair(Instant now)
    {
        Initiator = new SecretStream(true, _initiatorKey, ScriptedNonces.Counting(3), now);
        Responder = new SecretStream(false, ResponderKey, ScriptedNonces.Counting(90), now);
    }

    public KeyPair ResponderKey { get; } = KeyPair.FromSeed(Enumerable.Repeat((byte)2, 32).ToArray());
    public SecretStream Initiator { get; }
    public SecretStream Responder { get; }
    public List<string> ReceivedByInitiator { get; } = [];
    public List<string> ReceivedByResponder { get; } = [];

    public static byte[] Drain(SecretStream stream)
    {
        var output = new ArrayBufferWriter<byte>();
        while (stream.TryPollTransmit(output)) { }
        return output.WrittenSpan.ToArray();
    }

    public void Exchange(Instant now)
    {
        while (true)
        {
            byte[] forResponder = Drain(Initiator), forInitiator = Drain(Responder);
            if (forResponder.Length + forInitiator.Length == 0) return;
            Responder.Receive(forResponder, now);
            CollectResponder();
            Initiator.Receive(forInitiator, now);
            CollectInitiator();
        }
    }

    public void CollectInitiator() => Collect(Initiator, ReceivedByInitiator);

    public void CollectResponder() => Collect(Responder, ReceivedByResponder);

    public void Dispose()
    {
        Initiator.Dispose();
        Responder.Dispose();
        _initiatorKey.Dispose();
        ResponderKey.Dispose();
    }

    private static void Collect(SecretStream stream, List<string> received)
    {
        while (stream.TryPollMessage(out var message)) received.Add(System.Text.Encoding.ASCII.GetString(message));
    }
}
