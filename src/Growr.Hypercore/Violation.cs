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

    /// <summary>The manifest that came with a proof does not hash to the core key.</summary>
    ManifestMismatch,

    /// <summary>An upgrade came without the manifest, none is known, and the core key itself did not sign it.</summary>
    ManifestMissing,

    /// <summary>The log does not start with the blocks that its manifest fixes, or only with some of them.</summary>
    WrongPrologue,

    /// <summary>The signature container of an upgrade does not decode, or does not name enough different signers.</summary>
    MalformedSignature,

    /// <summary>A signature does not belong to this log, length, fork and signer.</summary>
    WrongSignature,

    /// <summary>A proof lacks nodes, has them in the wrong place, or proves another thing than it carries.</summary>
    MalformedProof,

    /// <summary>A proof leads to another hash than the one held.</summary>
    WrongHash,

    /// <summary>A proof ends at a node that is not held: too short to mean anything here.</summary>
    UnanchoredProof,

    /// <summary>A proof belongs to another fork of the log.</summary>
    OtherFork,

    /// <summary>
    /// An upgrade starts from a length the log has left meanwhile. No fault of the peer: the answer is dropped and asked
    /// for again, the connection stays.
    /// </summary>
    StaleUpgrade,

    /// <summary>The body of a replication message does not decode, or is above a limit.</summary>
    MalformedMessage,

    /// <summary>The peer keeps asking for what nobody could prove.</summary>
    TooManyInvalidRequests,

    /// <summary>More requests wait for an answer on one channel than any peer sends.</summary>
    TooManyRequests,

    /// <summary>More regions wait for an answer on one channel than any peer asks about.</summary>
    TooManyWants,
}
