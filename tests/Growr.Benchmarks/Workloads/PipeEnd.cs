using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Growr.Hypercore;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;

namespace Growr.Benchmarks.Workloads;

/// <summary>One end of a connection without a network. What arrives together is stored in one synced commit, as the node does.</summary>
internal sealed class PipeEnd : ICoreCatalog, INonceSource, IDisposable
{
    private readonly ICoreStore _core;
    private readonly DiscoveryKey _discoveryKey;
    private readonly KeyPair _identity = DiskCore.NewKeyPair();
    private readonly PeerSession _session;
    private readonly ArrayBufferWriter<byte> _output = new();

    public PipeEnd(ICoreStore core, bool isInitiator, Instant now)
    {
        _core = core;
        _discoveryKey = DiscoveryKey.Of(core.Key);
        _session = new PeerSession(isInitiator, _identity, this, this, new ReplicationOptions { Download = false }, now);
    }

    public void Download(Instant now) => _session.Open(_core, new ReplicationOptions(), now);

    /// <summary>Carries one batch over, with all that the other end makes of it.</summary>
    /// <returns>Bytes carried.</returns>
    public int SendTo(PipeEnd other, Instant now)
    {
        _output.ResetWrittenCount();
        if (!_session.TryPollTransmit(_output)) return 0;
        other.Receive(_output.WrittenSpan, now);
        return _output.WrittenCount;
    }

    public bool TryFind(DiscoveryKey discoveryKey, [NotNullWhen(true)] out ICoreReader? core)
    {
        core = discoveryKey == _discoveryKey ? _core : null;
        return core is not null;
    }

    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    public void Dispose()
    {
        _session.Dispose();
        _identity.Dispose();
    }

    private void Receive(ReadOnlySpan<byte> bytes, Instant now)
    {
        _session.Receive(bytes, now);
        var batch = new ReplicaBatch(_core);
        while (_session.TryPollEvent(out var news))
        {
            if (news is PeerEvent.Violated violated) throw new InvalidDataException($"The connection broke: {violated.Reason}.");
            if (news is not PeerEvent.Replicated { Event: ReplicationEvent.DataReceived received }) continue;
            if (batch.TryAdd(received.Data) is { } violation) throw new InvalidDataException($"An answer does not hold: {violation}.");
        }
        if (batch.IsEmpty) return;
        if (_core.Commit(batch.ToCommit()) != CommitOutcome.Committed) throw new InvalidOperationException("The copy has another writer.");
        _session.CoreChanged(_discoveryKey, now);
    }
}
