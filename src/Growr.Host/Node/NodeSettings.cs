using System.Net;

namespace Growr.Host.Node;

/// <summary>What one process needs to know before it starts.</summary>
public sealed record NodeSettings
{
    /// <summary>Where journal, books and keys are kept. One process at a time.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where peers reach the node; port 0 takes any free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
