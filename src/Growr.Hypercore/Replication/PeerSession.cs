using System.Buffers;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Mux;
using Growr.Hypercore.Noise;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>
/// One connection to a peer: the secret stream, its channels, and one replication session per core. Not thread-safe; performs
/// no IO. After every input poll events until there are none; poll bytes whenever the way to the peer is free, so that
/// nothing is made before it can be sent.
/// </summary>
/// <remarks>Source: hypercore 11.35.5 lib/replicator.js (attaching, capability); corestore 7.11.1 index.js (opening on demand).</remarks>
public sealed class PeerSession : IDisposable
{
    private const string Protocol = "hypercore/alpha";
    private const string ProtocolAlias = "hypercore";

    private readonly ICoreCatalog _catalog;
    private readonly ReplicationOptions _servingOptions;
    private readonly SecretStream _stream;
    private readonly MuxSession _mux = new();
    private readonly Dictionary<DiscoveryKey, PeerCore> _cores = [];
    private readonly Dictionary<DiscoveryKey, ReplicationOptions> _localOptions = [];
    private readonly Dictionary<MuxChannel, PeerCore> _byChannel = [];
    private readonly Queue<PeerCore> _speaking = new();
    private readonly Queue<PeerEvent> _events = new();
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly ArrayBufferWriter<byte> _frame = new();
    private Instant _now;
    private Instant? _coresTimeout;
    private bool _isConnected;
    private bool _isViolationReported;

    /// <summary>Starts the handshake.</summary>
    /// <param name="isInitiator">True on the side that dialled.</param>
    /// <param name="staticKey">Our identity towards the peer; stays the caller's to dispose.</param>
    /// <param name="nonces">Randomness for this connection's keys.</param>
    /// <param name="catalog">The cores a peer may open.</param>
    /// <param name="servingOptions">How cores that the peer opened are replicated.</param>
    /// <param name="now">The moment the connection came to be.</param>
    public PeerSession(
        bool isInitiator, KeyPair staticKey, INonceSource nonces, ICoreCatalog catalog, ReplicationOptions servingOptions, Instant now)
    {
        (_catalog, _servingOptions, _now) = (catalog, servingOptions, now);
        _stream = new SecretStream(isInitiator, staticKey, nonces, now);
    }

    /// <summary>Where the connection stands.</summary>
    public SecretStreamState State => _stream.State;

    /// <summary>
    /// False while the peer sends much that must be answered and does not take the answers: read no more before
    /// <see cref="TryPollTransmit"/> has made room.
    /// </summary>
    public bool CanReceive => _mux.PendingBytes < ProtocolLimits.PeerPendingBytesMax;

    /// <summary>When <see cref="HandleTimeout"/> has something to do; null once the connection is given up.</summary>
    public Instant? NextTimeout =>
        _stream.NextTimeout is { } stream && _coresTimeout is { } cores && cores < stream ? cores : _stream.NextTimeout;

    /// <summary>
    /// Takes bytes as they came, split anywhere. They may cause many events: read no more from the peer before these are
    /// polled and dealt with.
    /// </summary>
    public void Receive(ReadOnlySpan<byte> bytes, Instant now)
    {
        _now = now;
        _stream.Receive(bytes, now);
        while (_stream.TryPollMessage(out var message))
        {
            NoticeConnection();
            _mux.Receive(message);
            DrainMux();
        }
        NoticeConnection();
        ReportViolation();
    }

    /// <summary>
    /// Replicates a core with the peer: as soon as it is connected, and again whenever the peer opens the core anew. A core
    /// that is open for serving only is opened again when it is to be downloaded.
    /// </summary>
    public void Open(ICoreReader core, ReplicationOptions options, Instant now)
    {
        _now = now;
        var peerCore = new PeerCore(core, options);
        _localOptions[peerCore.DiscoveryKey] = options;
        if (_cores.TryGetValue(peerCore.DiscoveryKey, out var present))
        {
            if (present.Options.Download || !options.Download) return;
            CloseChannel(present);
        }
        _cores.Add(peerCore.DiscoveryKey, peerCore);
        if (_stream.State is SecretStreamState.Open open) OpenChannel(peerCore, open);
        DrainMux();
        ReportViolation();
    }

    /// <summary>Says that a commit changed a core. Nothing happens when it is not open here.</summary>
    public void CoreChanged(DiscoveryKey core, Instant now)
    {
        _now = now;
        if (!_cores.TryGetValue(core, out var found) || !found.IsOpen) return;
        found.Replication.CoreChanged(now);
        Drain(found);
    }

    /// <summary>
    /// Says that an answer of the peer was not stored. When it shows that the peer cheats, the connection is given up; when it
    /// may be chance, it goes on.
    /// </summary>
    public void Reject(DiscoveryKey core, ulong requestId, Violation violation, Instant now)
    {
        _now = now;
        if (!_cores.TryGetValue(core, out var found) || !found.IsOpen) return;
        found.Replication.Reject(requestId, violation);
        Drain(found);
        if (IsCheating(violation)) Close(violation);
    }

    /// <summary>Does what has become due: keep-alives, repeated requests, giving up a silent peer. Early calls do nothing.</summary>
    public void HandleTimeout(Instant now)
    {
        _now = now;
        _stream.HandleTimeout(now);
        if (_coresTimeout is { } due && now >= due) HandleCoresTimeout(now);
        ReportViolation();
    }

    /// <summary>The next event.</summary>
    public bool TryPollEvent(out PeerEvent @event) => _events.TryDequeue(out @event!);

    /// <summary>
    /// Some of the bytes for the peer: at most one batch of the cores' messages, in which the cores take turns. Call again
    /// when these are sent.
    /// </summary>
    public bool TryPollTransmit(IBufferWriter<byte> output)
    {
        if (_stream.State is SecretStreamState.Open)
        {
            FillBatch();
            if (_mux.TryPollTransmit(_frame)) _stream.Send(_frame.WrittenSpan, _now);
            _frame.ResetWrittenCount();
        }
        return _stream.TryPollTransmit(output);
    }

    /// <summary>Gives the connection up for something the owner saw.</summary>
    public void Close(Violation reason)
    {
        _stream.Close(reason);
        ReportViolation();
    }

    /// <summary>Wipes the secrets; the connection is dead afterwards.</summary>
    public void Dispose() => _stream.Dispose();

    private static bool IsCheating(Violation violation) => violation is
        Violation.ManifestMismatch or Violation.MalformedSignature or Violation.WrongSignature or
        Violation.MalformedProof or Violation.WrongHash or Violation.WrongPrologue;

    private void NoticeConnection()
    {
        if (_isConnected || _stream.State is not SecretStreamState.Open open) return;
        _isConnected = true;
        _events.Enqueue(new PeerEvent.Connected(open.RemoteStaticKey));
        foreach (var core in _cores.Values) OpenChannel(core, open);
    }

    private void OpenChannel(PeerCore core, SecretStreamState.Open open)
    {
        var handshake = new ArrayBufferWriter<byte>();
        var capability = Capability.Of(open.HandshakeHash.Span, core.Core.Key, _stream.IsInitiator);
        new HandshakeMessage(SupportsSeeks: true, capability).Encode(handshake);
        core.Channel = _mux.Open(Protocol, core.DiscoveryKey.Span, handshake.WrittenSpan, ProtocolAlias);
        _byChannel[core.Channel] = core;
    }

    private void DrainMux()
    {
        while (_stream.State is SecretStreamState.Open open && _mux.TryPollEvent(out var @event)) Handle(@event, open);
    }

    private void Handle(MuxEvent @event, SecretStreamState.Open open)
    {
        switch (@event)
        {
            case MuxEvent.RemoteOpening opening: Answer(opening, open); break;
            case MuxEvent.Opened opened: HandleOpened(_byChannel[opened.Channel], opened.Handshake.Span, open); break;
            case MuxEvent.Message message: HandleMessage(_byChannel[message.Channel], message); break;
            case MuxEvent.Closed closed: HandleClosed(_byChannel[closed.Channel], closed.WasRejected); break;
            case MuxEvent.Violated violated: _stream.Close(violated.Reason); break;
        }
    }

    private void Answer(MuxEvent.RemoteOpening opening, SecretStreamState.Open open)
    {
        var isCore = opening.Protocol is Protocol or ProtocolAlias && opening.Id.Length == Bytes32.Size;
        if (isCore && _catalog.TryFind(new DiscoveryKey(opening.Id.Span), out var found))
        {
            var options = _localOptions.GetValueOrDefault(new DiscoveryKey(opening.Id.Span), _servingOptions);
            var core = new PeerCore(found, options);
            // A second channel for a core that has one is of no use to anybody.
            if (_cores.TryAdd(core.DiscoveryKey, core))
            {
                OpenChannel(core, open);
                return;
            }
        }
        _mux.Reject(opening.Protocol, opening.Id.Span);
    }

    private void HandleOpened(PeerCore core, ReadOnlySpan<byte> handshake, SecretStreamState.Open open)
    {
        var expected = Capability.Of(open.HandshakeHash.Span, core.Core.Key, !_stream.IsInitiator);
        if (!HandshakeMessage.TryDecode(handshake, out var message) || !Capability.Equal(message.Capability, expected))
        {
            _stream.Close(Violation.WrongCapability);
            return;
        }
        core.IsOpen = true;
        _events.Enqueue(new PeerEvent.CoreOpened(core.Core));
        core.Replication.Opened(message.SupportsSeeks, _now);
        Drain(core);
    }

    private void HandleMessage(PeerCore core, MuxEvent.Message message)
    {
        if (core.Replication.Receive(message.Type, message.Body.Span, _now) is { } violation) _stream.Close(violation);
        else Drain(core);
    }

    private void HandleClosed(PeerCore core, bool wasRejected)
    {
        Forget(core);
        _events.Enqueue(new PeerEvent.CoreClosed(core.Core, wasRejected));
    }

    private void CloseChannel(PeerCore core)
    {
        if (core.Channel is { } channel) _mux.Close(channel);
        Forget(core);
    }

    private void Forget(PeerCore core)
    {
        core.IsOpen = false;
        if (core.Channel is { } channel) _byChannel.Remove(channel);
        _cores.Remove(core.DiscoveryKey);
    }

    private void HandleCoresTimeout(Instant now)
    {
        _coresTimeout = null;
        foreach (var core in _cores.Values.Where(core => core.IsOpen).ToArray())
        {
            core.Replication.HandleTimeout(now);
            Drain(core);
        }
    }

    // After every input to a core's session: collect its news, and let it speak when its turn comes.
    private void Drain(PeerCore core)
    {
        while (core.Replication.TryPollEvent(out var @event))
        {
            _events.Enqueue(new PeerEvent.Replicated(core.Core, @event));
            if (@event is ReplicationEvent.CloseWanted) CloseChannel(core);
        }
        if (core.Replication.NextTimeout is { } timeout && !(_coresTimeout <= timeout)) _coresTimeout = timeout;
        if (core.IsSpeaking || !core.IsOpen) return;
        core.IsSpeaking = true;
        _speaking.Enqueue(core);
    }

    private void FillBatch()
    {
        while (_mux.PendingBytes < ProtocolLimits.MuxBatchTargetBytes && _speaking.TryDequeue(out var core))
        {
            core.IsSpeaking = core.IsOpen && TryMoveMessage(core);
            if (core.IsSpeaking) _speaking.Enqueue(core);
        }
    }

    private bool TryMoveMessage(PeerCore core)
    {
        _body.ResetWrittenCount();
        if (!core.Replication.TryPollTransmit(_body, out var type)) return false;
        _mux.Send(core.Channel!, type, _body.WrittenSpan);
        return true;
    }

    private void ReportViolation()
    {
        if (_isViolationReported || _stream.State is not SecretStreamState.Closed closed) return;
        _isViolationReported = true;
        _events.Enqueue(new PeerEvent.Violated(closed.Reason));
    }
}
