using System.Buffers;
using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Noise;

namespace Growr.Hypercore.Tests.Noise;

public sealed class SecretStreamTests
{
    private static readonly Instant Start = new(1_000);

    [Fact]
    public void Frames_and_stream_ids_match_the_recorded_ones()
    {
        var vectors = GoldenFile.Read("secretstream.json");
        byte[] sending = new byte[Sodium.SecretStreamStateBytes], receiving = new byte[Sodium.SecretStreamStateBytes];
        Sodium.StartSecretStream(sending, vectors.Hex("header"), vectors.Hex("key"));
        Sodium.StartSecretStream(receiving, vectors.Hex("header"), vectors.Hex("key"));
        var checks = 0;
        foreach (var frame in vectors.GetProperty("frames").EnumerateArray())
        {
            var plain = frame.Hex("plain");
            var cipher = new byte[plain.Length + Sodium.SecretStreamOverheadBytes];
            Sodium.Push(sending, plain, cipher);
            Assert.Equal(frame.Hex("cipher"), cipher);
            Assert.True(Sodium.TryPull(receiving, cipher, cipher.AsSpan(1, plain.Length)));
            Assert.Equal(plain, cipher.AsSpan(1, plain.Length).ToArray());

            var buffer = new FrameBuffer();
            buffer.Append(frame.Hex("frame"));
            Assert.True(buffer.TryTake(ProtocolLimits.FrameBodyBytesMax, out var body, out _));
            Assert.Equal(frame.Hex("cipher"), body.ToArray());
            checks += 3;
        }
        var ids = vectors.GetProperty("idFrame");
        Assert.Equal(ids.Hex("initiatorId"), Blake2b.Keyed256(ids.Hex("handshakeHash"), Namespaces.StreamInitiator.Span).Span.ToArray());
        Assert.Equal(ids.Hex("responderId"), Blake2b.Keyed256(ids.Hex("handshakeHash"), Namespaces.StreamResponder.Span).Span.ToArray());
        GoldenFile.Report("secretstream.json", checks + 2, 23);
    }

    [Fact]
    public void Two_streams_open_know_each_other_and_exchange_messages()
    {
        using var pair = new StreamPair(Start);
        pair.Exchange(Start);

        var opened = Assert.IsType<SecretStreamState.Open>(pair.Initiator.State);
        Assert.Equal(pair.ResponderKey.PublicKey, opened.RemoteStaticKey);
        Assert.Equal(opened.HandshakeHash, Assert.IsType<SecretStreamState.Open>(pair.Responder.State).HandshakeHash);

        pair.Initiator.Send("to the responder"u8, Start);
        pair.Responder.Send("to the initiator"u8, Start);
        pair.Exchange(Start);
        Assert.Equal(["to the responder"], pair.ReceivedByResponder);
        Assert.Equal(["to the initiator"], pair.ReceivedByInitiator);
    }

    [Fact]
    public void Any_split_of_the_bytes_gives_the_same_messages() =>
        Gen.Select(Gen.Int[1, 300].Array[1, 40], Gen.Int[0, 700].Array[1, 8]).Sample((pieces, sizes) =>
        {
            using var pair = new StreamPair(Start);
            pair.Exchange(Start);
            var messages = sizes.Select((size, i) => new string((char)('a' + i), size)).ToArray();
            foreach (var message in messages) pair.Initiator.Send(System.Text.Encoding.ASCII.GetBytes(message), Start);
            var bytes = StreamPair.Drain(pair.Initiator);
            for (int at = 0, i = 0; at < bytes.Length; i++)
            {
                var piece = Math.Min(pieces[i % pieces.Length], bytes.Length - at);
                pair.Responder.Receive(bytes.AsSpan(at, piece), Start);
                pair.CollectResponder();
                at += piece;
            }
            Assert.Equal(messages.Where(message => message.Length > 0), pair.ReceivedByResponder);
        }, iter: 200);

    [Fact]
    public void A_large_message_arrives_whole_and_its_memory_is_given_back()
    {
        using var pair = new StreamPair(Start);
        pair.Exchange(Start);
        pair.Initiator.Send(new byte[SecretStream.MessageBytesMax], Start);
        var bytes = StreamPair.Drain(pair.Initiator);
        foreach (var piece in bytes.Chunk(65_536)) pair.Responder.Receive(piece, Start);
        Assert.True(pair.Responder.TryPollMessage(out var message));
        Assert.Equal(SecretStream.MessageBytesMax, message.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => pair.Initiator.Send(new byte[SecretStream.MessageBytesMax + 1], Start));
    }

    [Fact]
    public void An_altered_byte_in_any_frame_ends_in_a_violation() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[1, 255]).Sample((place, change) =>
        {
            using var pair = new StreamPair(Start);
            pair.Exchange(Start);
            pair.Initiator.Send(new byte[100], Start);
            pair.Initiator.Send(new byte[200], Start);
            var bytes = StreamPair.Drain(pair.Initiator);
            bytes[place % bytes.Length] ^= (byte)change;
            pair.Responder.Receive(bytes, Start);
            pair.CollectResponder();
            // A longer length waits for bytes; then the silent peer is given up.
            pair.Responder.HandleTimeout(Start + ProtocolLimits.SilenceTime);
            Assert.IsType<SecretStreamState.Closed>(pair.Responder.State);
            Assert.Null(pair.Responder.NextTimeout);
        }, iter: 300);

    [Fact]
    public void An_altered_handshake_never_opens_the_altered_side() =>
        Gen.Select(Gen.Int[0, 98], Gen.Int[1, 255]).Sample((place, change) =>
        {
            using var pair = new StreamPair(Start);
            pair.Responder.Receive(StreamPair.Drain(pair.Initiator), Start);
            pair.CollectResponder();
            var answer = StreamPair.Drain(pair.Responder);
            answer[place] ^= (byte)change;
            pair.Initiator.Receive(answer, Start);
            pair.CollectInitiator();
            pair.Initiator.HandleTimeout(Start + ProtocolLimits.HandshakeTime);
            Assert.IsType<SecretStreamState.Closed>(pair.Initiator.State);
        }, iter: 100);

    [Fact]
    public void Arbitrary_bytes_never_throw() =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Byte.Array[0, 300]).Sample((isInitiator, open, bytes) =>
        {
            using var pair = new StreamPair(Start);
            if (open) pair.Exchange(Start);
            var stream = isInitiator ? pair.Initiator : pair.Responder;
            stream.Receive(bytes, Start);
            while (stream.TryPollMessage(out _)) { }
            StreamPair.Drain(stream);
        }, iter: 500);

    [Fact]
    public void A_stranger_cannot_announce_a_large_frame()
    {
        using var pair = new StreamPair(Start);
        pair.Responder.Receive([97, 0, 0], Start);
        pair.CollectResponder();
        Assert.Equal(new SecretStreamState.Closed(Violation.FrameTooLarge), pair.Responder.State);
    }

    [Fact]
    public void A_header_for_another_connection_is_refused()
    {
        using var pair = new StreamPair(Start);
        pair.Responder.Receive(StreamPair.Drain(pair.Initiator), Start);
        pair.CollectResponder();
        pair.Initiator.Receive(StreamPair.Drain(pair.Responder), Start);
        pair.CollectInitiator();
        var bytes = StreamPair.Drain(pair.Initiator);
        bytes[3 + 64 + 3] ^= 1;
        pair.Responder.Receive(bytes, Start);
        pair.CollectResponder();
        Assert.Equal(new SecretStreamState.Closed(Violation.WrongStreamId), pair.Responder.State);
    }

    [Fact]
    public void A_wrong_mac_or_a_frame_too_short_for_one_is_refused()
    {
        using var pair = new StreamPair(Start);
        pair.Exchange(Start);
        pair.Responder.Receive([17, 0, 0, .. new byte[17]], Start);
        pair.CollectResponder();
        Assert.Equal(new SecretStreamState.Closed(Violation.WrongMac), pair.Responder.State);

        pair.Initiator.Receive([16, 0, 0, .. new byte[16]], Start);
        pair.CollectInitiator();
        Assert.Equal(new SecretStreamState.Closed(Violation.FrameLength), pair.Initiator.State);
    }

    [Fact]
    public void An_idle_stream_sends_an_empty_message_every_five_seconds()
    {
        using var pair = new StreamPair(Start);
        pair.Exchange(Start);
        Assert.Equal(Start + SecretStream.KeepAliveTime, pair.Initiator.NextTimeout);
        pair.Initiator.HandleTimeout(Start + TimeSpan.FromMilliseconds(4999));
        Assert.Empty(StreamPair.Drain(pair.Initiator));

        pair.Initiator.HandleTimeout(Start + SecretStream.KeepAliveTime);
        var bytes = StreamPair.Drain(pair.Initiator);
        Assert.Equal(20, bytes.Length);
        pair.Responder.Receive(bytes, Start);
        pair.CollectResponder();
        Assert.Empty(pair.ReceivedByResponder);
        Assert.IsType<SecretStreamState.Open>(pair.Responder.State);
    }

    [Fact]
    public void A_peer_that_stalls_in_the_handshake_is_given_up()
    {
        using var pair = new StreamPair(Start);
        pair.Responder.Receive([32, 0, 0, 1, 2, 3], Start + TimeSpan.FromSeconds(9));
        Assert.Equal(Start + ProtocolLimits.HandshakeTime, pair.Responder.NextTimeout);
        pair.Responder.HandleTimeout(Start + ProtocolLimits.HandshakeTime);
        Assert.Equal(new SecretStreamState.Closed(Violation.HandshakeTimeout), pair.Responder.State);
    }
}
