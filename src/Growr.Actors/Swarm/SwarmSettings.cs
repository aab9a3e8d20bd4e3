using System.Net;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Replication;

namespace Growr.Actors.Swarm;

/// <summary>What the swarm of a node is made of.</summary>
public sealed record SwarmSettings
{
    /// <summary>For cores that a peer opens and we do not follow.</summary>
    internal static readonly ReplicationOptions Serving = new() { Download = false };

    /// <summary>For cores we follow.</summary>
    internal static readonly ReplicationOptions Following = new();

    /// <summary>The key this node proves to its peers.</summary>
    public required KeyPair Identity { get; init; }

    /// <summary>The published cores: only these are served.</summary>
    public required ICoreCatalog Published { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public INonceSource Nonces { get; init; } = new SystemNonces();

    /// <summary>Where to accept connections; null to accept none. Loopback and any free port unless told otherwise.</summary>
    public IPEndPoint? ListenOn { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Connections, accepted and dialled together; each holds up to some megabytes while it replicates.</summary>
    public int ConnectionsMax { get; init; } = 256;
}
