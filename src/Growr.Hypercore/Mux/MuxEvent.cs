namespace Growr.Hypercore.Mux;

/// <summary>News from a multiplexer for its owner.</summary>
public abstract record MuxEvent
{
    private MuxEvent() { }

    /// <summary>
    /// The peer opened a channel that has no counterpart here. The owner answers with <see cref="MuxSession.Open"/> or
    /// <see cref="MuxSession.Reject"/>; until then the peer's messages on it are held.
    /// </summary>
    public sealed record RemoteOpening(string Protocol, ReadOnlyMemory<byte> Id) : MuxEvent;

    /// <summary>Both sides have opened a channel.</summary>
    /// <param name="Channel">The channel.</param>
    /// <param name="Handshake">What the peer put into its open; the owner's protocol decodes it.</param>
    public sealed record Opened(MuxChannel Channel, ReadOnlyMemory<byte> Handshake) : MuxEvent;

    /// <summary>A message.</summary>
    /// <param name="Channel">The channel it came on.</param>
    /// <param name="Type">Its number within the protocol; numbers the owner does not know are to be ignored.</param>
    /// <param name="Body">Its bytes; valid until the next <see cref="MuxSession.Receive"/>.</param>
    public sealed record Message(MuxChannel Channel, int Type, ReadOnlyMemory<byte> Body) : MuxEvent;

    /// <summary>The peer closed a channel or, when <paramref name="WasRejected"/>, does not want it.</summary>
    public sealed record Closed(MuxChannel Channel, bool WasRejected) : MuxEvent;

    /// <summary>The peer broke a rule; nothing else will come. The owner closes the connection.</summary>
    public sealed record Violated(Violation Reason) : MuxEvent;
}
