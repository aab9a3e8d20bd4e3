using System.Collections.Immutable;
using Akka.Actor;
using Growr.Hypercore;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Actors.Swarm;

/// <summary>What a connection's actor tells the stage in its graph.</summary>
internal static class PeerStageCommands
{
    /// <summary>Replicate a core with the peer.</summary>
    public sealed record Open(ICoreReader Core, ReplicationOptions Options);

    /// <summary>A core has changed.</summary>
    public sealed record CoreChanged(CoreKey CoreKey);

    /// <summary>Data the peer sent was not stored.</summary>
    public sealed record DataRejected(CoreKey CoreKey, ulong RequestId, Violation Violation);

    /// <summary>Data the stage has handed out is dealt with, so that more may come.</summary>
    public sealed record DataHandled(long Bytes);

    /// <summary>End the connection.</summary>
    public sealed record HangUp;
}

/// <summary>What the stage tells the connection's actor.</summary>
internal static class PeerStageEvents
{
    /// <summary>The graph runs; <paramref name="Stage"/> takes <see cref="PeerStageCommands"/>.</summary>
    public sealed record Started(IActorRef Stage);

    /// <summary>The peer has proven its key.</summary>
    public sealed record Connected(PublicKey PeerKey);

    public sealed record CoreOpened(ICoreReader Core);

    public sealed record CoreClosed(ICoreReader Core, bool WasRejected);

    /// <summary>Anything else about a core.</summary>
    public sealed record CoreNews(CoreKey CoreKey, ReplicationEvent Event);

    /// <summary>
    /// Answers of the peer, not verified yet. Once dealt with, <paramref name="Bytes"/> are given back with
    /// <see cref="PeerStageCommands.DataHandled"/>.
    /// </summary>
    public sealed record DataArrived(ICoreReader Core, ImmutableArray<DataMessage> Data, long Bytes);
}
