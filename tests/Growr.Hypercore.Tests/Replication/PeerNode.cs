using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Tests.Noise;

namespace Growr.Hypercore.Tests.Replication;

/// <summary>One end of a connection with cores in memory; it stores what arrives, as a feed would.</summary>
internal sealed class PeerNode : ICoreCatalog, IDisposable
{
    public static readonly ReplicationOptions Serving = new() { Download = false };
    public static readonly ReplicationOptions Following = new();

    private readonly KeyPair _identity;
    private readonly HashSet<DiscoveryKey> _published = [];

    public PeerNode(bool isInitiator)
    {
        var seed = (byte)(isInitiator ? 11 : 99);
        _identity = KeyPair.FromSeed(Enumerable.Repeat(seed, 32).ToArray());
        Session = new PeerSession(isInitiator, _identity, ScriptedNonces.Counting(seed), this, Serving, Now);
    }

    public MemoryCoreStorage Storage { get; } = new();
    public PeerSession Session { get; }
    public List<string> News { get; } = [];
    public Instant Now { get; set; } = new(1_000);

    public ICoreStore Publish(KeyPair writer, int lengthBlocks)
    {
        var core = TestCores.Written(writer, lengthBlocks, Storage);
        _published.Add(DiscoveryKey.Of(core.Key));
        return core;
    }

    public ICoreStore Follow(CoreKey key)
    {
        var core = Storage.Open(key);
        _published.Add(DiscoveryKey.Of(key));
        Session.Open(core, Following, Now);
        return core;
    }

    public void Append(ICoreStore core, KeyPair writer, int countBlocks)
    {
        TestCores.Append(core, writer, countBlocks);
        Session.CoreChanged(DiscoveryKey.Of(core.Key), Now);
    }

    public bool TryFind(DiscoveryKey discoveryKey, [NotNullWhen(true)] out ICoreReader? core)
    {
        var isHeld = Storage.TryFind(discoveryKey, out var found);
        core = found;
        return isHeld && _published.Contains(discoveryKey);
    }

    public byte[] Take()
    {
        Collect();
        var output = new ArrayBufferWriter<byte>();
        return Session.TryPollTransmit(output) ? output.WrittenSpan.ToArray() : [];
    }

    public void Give(byte[] bytes)
    {
        Session.Receive(bytes, Now);
        Collect();
    }

    /// <summary>Carries bytes both ways until neither side has anything to say.</summary>
    public static void Settle(PeerNode one, PeerNode other)
    {
        while (true)
        {
            byte[] fromOne = one.Take(), fromOther = other.Take();
            if (fromOne.Length + fromOther.Length == 0) return;
            other.Give(fromOne);
            one.Give(fromOther);
        }
    }

    public void Collect()
    {
        while (Session.TryPollEvent(out var @event))
        {
            if (@event is PeerEvent.Replicated { Event: ReplicationEvent.DataReceived data } replicated) Store(replicated.Core, data);
            else if (Describe(@event) is { } news) News.Add(news);
        }
    }

    public void Dispose()
    {
        Session.Dispose();
        _identity.Dispose();
    }

    private void Store(ICoreReader reader, ReplicationEvent.DataReceived received)
    {
        var core = Storage.Open(reader.Key);
        var batch = new ReplicaBatch(core);
        if (batch.TryAdd(received.Data) is { } violation)
        {
            Session.Reject(DiscoveryKey.Of(core.Key), received.Data.RequestId, violation, Now);
            return;
        }
        Assert.Equal(CommitOutcome.Committed, core.Commit(batch.ToCommit()));
        Session.CoreChanged(DiscoveryKey.Of(core.Key), Now);
    }

    private static string? Describe(PeerEvent @event) => @event switch
    {
        PeerEvent.Connected => "connected",
        PeerEvent.CoreOpened => "opened",
        PeerEvent.CoreClosed { WasRejected: true } => "rejected",
        PeerEvent.CoreClosed => "closed",
        PeerEvent.Violated violated => $"violated {violated.Reason}",
        PeerEvent.Replicated { Event: ReplicationEvent.Downloaded downloaded } => $"downloaded {downloaded.LengthBlocks}",
        _ => null,
    };
}
