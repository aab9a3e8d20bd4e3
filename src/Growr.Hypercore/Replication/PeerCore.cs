using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Mux;

namespace Growr.Hypercore.Replication;

/// <summary>One core on one connection.</summary>
internal sealed class PeerCore(ICoreReader core, ReplicationOptions options)
{
    internal ICoreReader Core { get; } = core;
    internal ReplicationOptions Options { get; } = options;
    internal DiscoveryKey DiscoveryKey { get; } = DiscoveryKey.Of(core.Key);
    internal ReplicationSession Replication { get; } = new(core, options);

    /// <summary>Our channel; null until the peer is known.</summary>
    internal MuxChannel? Channel { get; set; }

    /// <summary>Whether both sides have proven that they know the core key.</summary>
    internal bool IsOpen { get; set; }

    /// <summary>Whether the core waits for its turn to send.</summary>
    internal bool IsSpeaking { get; set; }
}
