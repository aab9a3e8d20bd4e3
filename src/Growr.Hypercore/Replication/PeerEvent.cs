using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Replication;

/// <summary>News from a connection for its owner.</summary>
public abstract record PeerEvent
{
    private PeerEvent() { }

    /// <summary>Both sides have proven their keys.</summary>
    /// <param name="RemoteStaticKey">Who the peer is.</param>
    public sealed record Connected(PublicKey RemoteStaticKey) : PeerEvent;

    /// <summary>Both sides have opened a core and proven that they know its key.</summary>
    public sealed record CoreOpened(ICoreReader Core) : PeerEvent;

    /// <summary>The peer closed a core or, when <paramref name="WasRejected"/>, does not have it.</summary>
    public sealed record CoreClosed(ICoreReader Core, bool WasRejected) : PeerEvent;

    /// <summary>Something happened in the replication of a core.</summary>
    public sealed record Replicated(ICoreReader Core, ReplicationEvent Event) : PeerEvent;

    /// <summary>The connection is given up for something the peer did; nothing else will come.</summary>
    public sealed record Violated(Violation Reason) : PeerEvent;
}
