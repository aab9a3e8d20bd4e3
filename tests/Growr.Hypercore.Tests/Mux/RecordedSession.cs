using System.Buffers;
using System.Text.Json;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Mux;
using Growr.Hypercore.Noise;
using Growr.Hypercore.Tests.Noise;

namespace Growr.Hypercore.Tests.Mux;

/// <summary>
/// A recorded connection played again with our objects on both sides: each side receives what was recorded from the other,
/// does what its own record says, and must come to the same bytes.
/// </summary>
internal sealed class RecordedSession
{
    private static readonly Instant Now = new(0);
    private readonly JsonElement _session;
    private readonly Side _initiator;
    private readonly Side _responder;

    public RecordedSession(string file)
    {
        _session = GoldenFile.Read(file);
        _initiator = new Side(_session, "initiator");
        _responder = new Side(_session, "responder");
    }

    public int Checks { get; private set; }

    public void Play()
    {
        foreach (var frame in _session.GetProperty("frames").EnumerateArray())
        {
            if (!frame.TryGetProperty("raw", out _)) continue;
            var (from, to) = frame.Text("from") == "initiator" ? (_initiator, _responder) : (_responder, _initiator);
            if (frame.TryGetProperty("decoded", out var decoded)) PlayMessage(from, to, frame, decoded);

            from.CollectTransmit();
            var raw = frame.Hex("raw");
            Same(raw, from.TakeRaw(raw.Length));
            to.Stream.Receive(raw, Now);
            to.Drain();
        }
        Same(_initiator.Expected, _initiator.Seen);
        Same(_responder.Expected, _responder.Seen);
        CheckOpen(_initiator, "responderStatic");
        CheckOpen(_responder, "initiatorStatic");
    }

    private void PlayMessage(Side from, Side to, JsonElement frame, JsonElement decoded)
    {
        foreach (var item in decoded.EnumerateArray())
        {
            var isBatch = item.TryGetProperty("control", out var control) && control.GetString() == "batch";
            foreach (var action in isBatch ? [.. item.GetProperty("items").EnumerateArray()] : new[] { item })
            {
                from.Act(action);
                from.DrainEvents();
                to.Expect(action);
            }
            var plain = frame.Hex("plain");
            var encoded = new ArrayBufferWriter<byte>();
            Assert.True(from.Mux.TryPollTransmit(encoded));
            if (isBatch) Same(plain, encoded.WrittenSpan.ToArray());
            from.Stream.Send(plain, Now);
        }
    }

    private void CheckOpen(Side side, string remote)
    {
        var open = Assert.IsType<SecretStreamState.Open>(side.Stream.State);
        Same(_session.GetProperty("keys").Hex("handshakeHash"), open.HandshakeHash.ToArray());
        Same(_session.GetProperty("keys").GetProperty(remote).Text("publicKey"), open.RemoteStaticKey.ToHex());
    }

    private void Same<T>(T expected, T actual)
    {
        Assert.Equal(expected, actual);
        Checks += actual is IReadOnlyCollection<string> list ? list.Count : 1;
    }

    private sealed class Side
    {
        private readonly List<MuxChannel> _channels = [];
        private readonly Dictionary<uint, byte[]> _peerOpens = [];
        private readonly ArrayBufferWriter<byte> _raw = new();
        private int _taken;

        public Side(JsonElement session, string side)
        {
            var keys = session.GetProperty("keys");
            var ephemeral = keys.GetProperty("ephemerals").EnumerateArray().Single(key => key.Text("side") == side);
            var header = session.GetProperty("frames").EnumerateArray().First(
                frame => frame.TryGetProperty("kind", out var kind) && kind.GetString() == "header" && frame.Text("from") == side);
            Stream = new SecretStream(
                side == "initiator",
                KeyPair.FromSeed(keys.GetProperty(side + "Static").Hex("secretKey").AsSpan(0, KeyPair.SeedBytes)),
                new ScriptedNonces(ephemeral.Hex("seed"), header.Hex("header")),
                Now);
        }

        public SecretStream Stream { get; }
        public MuxSession Mux { get; } = new();
        public List<string> Expected { get; } = [];
        public List<string> Seen { get; } = [];

        public void CollectTransmit()
        {
            while (Stream.TryPollTransmit(_raw)) { }
        }

        public byte[] TakeRaw(int size)
        {
            var taken = _raw.WrittenSpan.Slice(_taken, size).ToArray();
            _taken += size;
            return taken;
        }

        public void Act(JsonElement action)
        {
            if (!action.TryGetProperty("control", out var control))
            {
                Mux.Send(Channel(action.GetProperty("channel").GetUInt32()), action.GetProperty("type").GetInt32(), action.Hex("bodyHex"));
                return;
            }
            switch (control.GetString())
            {
                case "open": _channels.Add(Mux.Open(action.Text("protocol"), action.Hex("id"), action.Hex("handshakeHex"))); break;
                case "close": Mux.Close(Channel(action.GetProperty("localId").GetUInt32())); break;
                case "reject": Mux.Reject("hypercore/alpha", _peerOpens[action.GetProperty("remoteId").GetUInt32()]); break;
                default: Assert.Fail($"Unknown control {control}"); break;
            }
        }

        public void Expect(JsonElement action)
        {
            if (!action.TryGetProperty("control", out var control))
                Expected.Add($"{action.GetProperty("type").GetInt32()} {action.Text("bodyHex")}");
            else if (control.GetString() == "open") _peerOpens[action.GetProperty("localId").GetUInt32()] = action.Hex("id");
            else if (control.GetString() == "close") Expected.Add("close");
            else if (control.GetString() == "reject") Expected.Add("reject");
        }

        public void Drain()
        {
            while (Stream.TryPollMessage(out var message))
            {
                Mux.Receive(message);
                DrainEvents();
            }
        }

        public void DrainEvents()
        {
            while (Mux.TryPollEvent(out var @event)) See(@event);
        }

        private MuxChannel Channel(uint localId) => _channels.Last(channel => channel.LocalId == localId);

        private void See(MuxEvent @event)
        {
            switch (@event)
            {
                case MuxEvent.RemoteOpening opening: Assert.Equal(32, opening.Id.Length); break;
                case MuxEvent.Opened opened: Assert.Equal(33, opened.Handshake.Length); break;
                case MuxEvent.Message message: Seen.Add($"{message.Type} {Convert.ToHexStringLower(message.Body.Span)}"); break;
                case MuxEvent.Closed closed: Seen.Add(closed.WasRejected ? "reject" : "close"); break;
                default: Assert.Fail(@event.ToString()); break;
            }
        }
    }
}
