namespace Growr.Hypercore;

/// <summary>Why a connection is given up: what the peer did that no honest peer does. One value per rule that can be broken.</summary>
public enum Violation
{
    /// <summary>A frame of the byte stream is shorter than its kind requires, or has another length than its kind has.</summary>
    FrameLength = 1,

    /// <summary>A frame announces more bytes than are accepted at this point.</summary>
    FrameTooLarge,

    /// <summary>A handshake message does not decrypt, or carries a point outside the prime order group.</summary>
    HandshakeFailed,

    /// <summary>The handshake was not finished in the time allowed.</summary>
    HandshakeTimeout,

    /// <summary>The header frame does not name this connection and the peer's role in it.</summary>
    WrongStreamId,

    /// <summary>A frame was altered on its way, or was not made for this connection: its MAC does not fit.</summary>
    WrongMac,

    /// <summary>Nothing arrived for longer than a living peer stays silent.</summary>
    PeerSilent,

    /// <summary>A multiplexer frame ends early or nests batches.</summary>
    MalformedMuxFrame,

    /// <summary>A channel was opened under a number that is taken or not next in line.</summary>
    InvalidChannelId,

    /// <summary>A message, close or reject names a channel that was never opened.</summary>
    UnknownChannel,

    /// <summary>More channels are open, or wait for an answer, than one connection may have.</summary>
    TooManyChannels,

    /// <summary>The peer opened a core's channel without proving that it knows the core's key.</summary>
    WrongCapability,
}
