using System.Buffers;
using System.Text.Json;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Noise;

namespace Growr.Hypercore.Tests.Noise;

public sealed class NoiseHandshakeTests
{
    private static readonly JsonElement Vectors = GoldenFile.Read("noise.json");
    private int _checks;

    [Fact]
    public void Agreement_key_derivation_and_every_inner_state_match_the_recorded_ones()
    {
        foreach (var vector in Vectors.GetProperty("dh").EnumerateArray()) CheckAgreement(vector);
        CheckKeyDerivation(Vectors.GetProperty("hkdf"));
        CheckHandshake(Vectors.GetProperty("xx"));
        GoldenFile.Report("noise.json", _checks, 20);
    }

    [Fact]
    public void A_point_outside_the_prime_order_group_is_refused_on_arrival()
    {
        foreach (var point in new[] { new byte[32], [1, .. new byte[31]], Enumerable.Repeat((byte)0xff, 32).ToArray() })
        {
            using var staticKey = KeyPair.FromSeed(new byte[32]);
            using var responder = new NoiseHandshake(false, staticKey, KeyPair.FromSeed(new byte[32]));
            Assert.Equal(Violation.HandshakeFailed, responder.Receive(point));
            Assert.False(responder.TryPollTransmit(new ArrayBufferWriter<byte>()));
        }
    }

    [Fact]
    public void A_message_out_of_turn_or_of_another_length_is_refused()
    {
        using var staticKey = KeyPair.FromSeed(new byte[32]);
        using var initiator = new NoiseHandshake(true, staticKey, KeyPair.FromSeed(new byte[32]));
        Assert.Equal(Violation.HandshakeFailed, initiator.Receive(new byte[96]));

        using var responder = new NoiseHandshake(false, staticKey, KeyPair.FromSeed(new byte[32]));
        Assert.Equal(Violation.FrameLength, responder.Receive(new byte[31]));
    }

    private void CheckAgreement(JsonElement vector)
    {
        using var own = KeyPair.FromSeed(vector.Hex("secretSeed"));
        var shared = new byte[32];
        Assert.True(NoiseCurve.TryAgree(own, new PublicKey(vector.Hex("remotePublicKey")), shared));
        Same(vector.Hex("shared"), shared);
    }

    private void CheckKeyDerivation(JsonElement vector)
    {
        byte[] output1 = new byte[64], output2 = new byte[64];
        NoiseHash.Hkdf(vector.Hex("chainingKey"), vector.Hex("input"), output1, output2);
        Same(vector.Hex("output1"), output1);
        Same(vector.Hex("output2"), output2);
    }

    private void CheckHandshake(JsonElement vector)
    {
        using var initiatorStatic = KeyPair.FromSeed(vector.GetProperty("initiatorStatic").Hex("seed"));
        using var responderStatic = KeyPair.FromSeed(vector.GetProperty("responderStatic").Hex("seed"));
        using var initiator = new NoiseHandshake(
            true, initiatorStatic, KeyPair.FromSeed(vector.GetProperty("initiatorEphemeral").Hex("seed")));
        using var responder = new NoiseHandshake(
            false, responderStatic, KeyPair.FromSeed(vector.GetProperty("responderEphemeral").Hex("seed")));

        CheckState(vector.GetProperty("initialState"), initiator.Symmetric);
        CheckState(vector.GetProperty("initialState"), responder.Symmetric);
        foreach (var message in vector.GetProperty("messages").EnumerateArray())
        {
            var (from, to) = message.Text("from") == "initiator" ? (initiator, responder) : (responder, initiator);
            var output = new ArrayBufferWriter<byte>();
            Assert.True(from.TryPollTransmit(output));
            Same(message.Hex("hex"), output.WrittenSpan.ToArray());
            Assert.Null(to.Receive(output.WrittenSpan));
            if (message.GetProperty("stateAfter").ValueKind == JsonValueKind.Null) continue;
            CheckState(message.GetProperty("stateAfter"), from.Symmetric);
            CheckState(message.GetProperty("stateAfter"), to.Symmetric);
        }

        CheckResult(vector, initiator.Result!, "initiatorTx", "initiatorRx", "responderStatic");
        CheckResult(vector, responder.Result!, "initiatorRx", "initiatorTx", "initiatorStatic");
    }

    private void CheckState(JsonElement expected, SymmetricState state)
    {
        Same(expected.Hex("h"), state.Transcript.ToArray());
        Same(expected.Hex("ck"), state.ChainingKey.ToArray());
        if (expected.GetProperty("k").ValueKind == JsonValueKind.Null) return;
        Same(expected.Hex("k"), state.CipherKey.ToArray());
        Assert.Equal(expected.GetProperty("n").GetUInt64(), state.Nonce);
    }

    private void CheckResult(JsonElement vector, NoiseResult result, string send, string receive, string remote)
    {
        Same(vector.Hex(send), result.SendKey.ToArray());
        Same(vector.Hex(receive), result.ReceiveKey.ToArray());
        Same(vector.Hex("handshakeHash"), result.HandshakeHash.ToArray());
        Same(vector.GetProperty(remote).Hex("publicKey"), result.RemoteStaticKey.Span.ToArray());
    }

    private void Same(byte[] expected, byte[] actual)
    {
        Assert.Equal(expected, actual);
        _checks++;
    }
}
