namespace Growr.Hypercore.Replication;

/// <summary>What a replication channel is for, and how patient it is.</summary>
public sealed record ReplicationOptions
{
    /// <summary>Fetch the whole log and follow it. False: only serve.</summary>
    public bool Download { get; init; } = true;

    /// <summary>Requests in flight, answers not yet stored included: 1 to <see cref="ProtocolLimits.RequestsInFlightMax"/>.</summary>
    public int RequestsInFlightMax { get; init; } = ProtocolLimits.RequestsInFlightMax;

    /// <summary>
    /// Bytes of blocks asked for or waiting to be stored, by the log's average block; at least one request is always made.
    /// </summary>
    public long BytesInFlightMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>Time without any answer after which what was asked is asked again.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Timeouts in a row after which the peer is given up.</summary>
    public int TimeoutsMax { get; init; } = 3;
}
