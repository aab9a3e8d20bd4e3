using System.Net;
using Growr.Hypercore;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Actors.Swarm;

/// <summary>Messages to <see cref="SwarmActor"/>.</summary>
public static class SwarmCommands
{
    /// <summary>
    /// Keeps a connection to a peer, dialling again after it was lost, until <see cref="HangUp"/> or until the peer breaks
    /// the protocol. No answer.
    /// </summary>
    public sealed record Dial(IPEndPoint Peer);

    /// <summary>Ends a dialled connection and dials no more. No answer.</summary>
    public sealed record HangUp(IPEndPoint Peer);

    /// <summary>
    /// Downloads a core from every peer that has it, now and later. Answer: <see cref="SwarmReplies.Following"/> or
    /// <see cref="SwarmReplies.FollowRefused"/>. With <paramref name="IsShared"/> peers may find our copy.
    /// </summary>
    public sealed record Follow(CoreKey CoreKey, bool IsShared);

    /// <summary>The sender hears <see cref="SwarmEvents"/> from now on, until it ends. No answer.</summary>
    public sealed record Subscribe;

    /// <summary>
    /// Answer: <see cref="SwarmReplies.Listening"/>, once the port is bound, or <see cref="SwarmReplies.NotListening"/>.
    /// </summary>
    public sealed record GetEndpoint;

    /// <summary>Answer: <see cref="SwarmReplies.Peers"/>.</summary>
    public sealed record GetPeers;
}

/// <summary>Answers of <see cref="SwarmActor"/>.</summary>
public static class SwarmReplies
{
    /// <summary><paramref name="Core"/> is our copy, to be read from any thread.</summary>
    public sealed record Following(CoreKey CoreKey, ICoreReader Core);

    /// <summary>Our copy cannot be opened; <paramref name="Message"/> says how to mend it.</summary>
    public sealed record FollowRefused(CoreKey CoreKey, string Message);

    /// <summary>Peers reach this node at <paramref name="Endpoint"/>.</summary>
    public sealed record Listening(IPEndPoint Endpoint);

    /// <summary>The connections there are, handshaking ones included.</summary>
    public sealed record Peers(IReadOnlyList<IPEndPoint> Endpoints);

    /// <summary>The node accepts no connections; <paramref name="Message"/> says why.</summary>
    public sealed record NotListening(string Message);
}

/// <summary>What subscribers of the swarm hear.</summary>
public static class SwarmEvents
{
    /// <summary>A peer has proven its key.</summary>
    public sealed record PeerConnected(IPEndPoint Peer, PublicKey PeerKey);

    /// <summary>A connection ended.</summary>
    public sealed record PeerGone(IPEndPoint Peer, PeerEnding Ending);

    /// <summary>A dialled peer was not reached.</summary>
    public sealed record PeerUnreachable(IPEndPoint Peer, string Message);

    /// <summary>A peer that was lost or not reached will be dialled again after a while.</summary>
    public sealed record RedialPlanned(IPEndPoint Peer, TimeSpan Delay);

    /// <summary>A core is replicated with a peer.</summary>
    public sealed record CoreOpened(IPEndPoint Peer, CoreKey CoreKey);

    /// <summary>A peer does not have a core, or closed it.</summary>
    public sealed record CoreClosed(IPEndPoint Peer, CoreKey CoreKey, bool WasRejected);

    /// <summary>A peer told the state of its copy; a claim until data proves it.</summary>
    public sealed record CoreSeen(IPEndPoint Peer, CoreKey CoreKey, ulong Fork, ulong LengthBlocks);

    /// <summary>A peer claims that the core was cut and written anew; this node does not follow that.</summary>
    public sealed record CoreForked(IPEndPoint Peer, CoreKey CoreKey, ulong Fork);

    /// <summary>Everything a peer has of a core is stored here. Once for each length.</summary>
    public sealed record CoreDownloaded(IPEndPoint Peer, CoreKey CoreKey, ulong LengthBlocks);
}

/// <summary>Why a connection ended.</summary>
public abstract record PeerEnding
{
    private PeerEnding() { }

    /// <summary>The peer closed it.</summary>
    public sealed record ClosedByPeer : PeerEnding;

    /// <summary>We closed it.</summary>
    public sealed record ClosedByUs : PeerEnding;

    /// <summary>The peer did what no honest peer does. It is not dialled again.</summary>
    public sealed record Violated(Violation Reason) : PeerEnding;

    /// <summary>The network failed, or the peer stopped reading.</summary>
    public sealed record Failed(string Message) : PeerEnding;

    /// <summary>The node has as many connections as it may.</summary>
    public sealed record TooMany : PeerEnding;
}
