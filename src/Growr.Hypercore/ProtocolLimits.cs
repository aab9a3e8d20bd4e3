namespace Growr.Hypercore;

/// <summary>Everything a peer can make us hold or wait for, each with its reason. Passing a limit costs the peer its connection.</summary>
public static class ProtocolLimits
{
    // Byte stream

    /// <summary>Largest body of a frame: its length field has 24 bits. Passing it is impossible on the wire.</summary>
    public const int FrameBodyBytesMax = 0xff_ffff;

    /// <summary>
    /// Largest body of a frame before the stream is open: the longest handshake message has 96 bytes. A stranger who has
    /// proven nothing cannot make us hold more. Raises <see cref="Violation.FrameTooLarge"/>.
    /// </summary>
    public const int HandshakeBodyBytesMax = 96;

    /// <summary>Bytes of received input kept for reuse between frames; a larger buffer is given back once it is empty.</summary>
    public const int ReceiveBufferKeptBytes = 256 * 1024;

    /// <summary>
    /// Time to finish the handshake. It needs one and a half round trips; ten seconds cover the slowest mobile links.
    /// Raises <see cref="Violation.HandshakeTimeout"/>.
    /// </summary>
    public static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Time without a single received byte after which an open stream is given up. Peers send something every five seconds;
    /// twelve missed times are not an accident. Raises <see cref="Violation.PeerSilent"/>.
    /// </summary>
    public static readonly TimeSpan SilenceTime = TimeSpan.FromSeconds(60);

    // Multiplexer

    /// <summary>
    /// Channels one peer may have open or waiting on one connection: a whole Corestore of some thousand cores fits, the table
    /// for it stays below a megabyte. Raises <see cref="Violation.TooManyChannels"/>.
    /// </summary>
    public const int MuxChannelsMax = 4096;

    /// <summary>Longest protocol name in an open; the longest in use has 15 bytes. Raises <see cref="Violation.MalformedMuxFrame"/>.</summary>
    public const int MuxProtocolNameBytesMax = 128;

    /// <summary>Longest channel id in an open; ids in use have 32 bytes. Raises <see cref="Violation.MalformedMuxFrame"/>.</summary>
    public const int MuxChannelIdBytesMax = 128;

    /// <summary>Longest handshake in an open; those in use have 33 bytes. Raises <see cref="Violation.MalformedMuxFrame"/>.</summary>
    public const int MuxHandshakeBytesMax = 4096;

    /// <summary>
    /// Bytes of messages held for channels whose own side has not answered, over the whole connection. Beyond it nothing more
    /// is read until an answer is given; no violation, since the peer may be right to hurry.
    /// </summary>
    public const int MuxQueuedBytesMax = 32 * 1024;

    /// <summary>Bytes each queued message counts beside its body, so that empty ones are not free.</summary>
    public const int MuxQueuedMessageOverheadBytes = 512;

    /// <summary>
    /// Bytes after which an outgoing batch is closed. Large enough that framing costs nothing, small enough that channels
    /// take turns quickly.
    /// </summary>
    public const int MuxBatchTargetBytes = 64 * 1024;

    /// <summary>
    /// Bytes of opens, closes and rejects that may wait for a peer that does not read; beyond it nothing more is read from it.
    /// Opening every channel of a large node at once stays below.
    /// </summary>
    public const int PeerPendingBytesMax = 1024 * 1024;

    // Log and its proofs

    /// <summary>Items of any counted list: what the reference implementation accepts.</summary>
    public const int ArrayItemsMax = 1 << 20;

    /// <summary>
    /// Largest block: 15 MiB, so that block and proof fit a frame of 16 MiB. Longer ones are refused on append, and make a
    /// data message malformed.
    /// </summary>
    public const int BlockBytesMax = 15 * 1024 * 1024;

    /// <summary>Longest log: tree indexes, which are twice as large, must stay below 2^53.</summary>
    public const ulong LogLengthBlocksMax = 1UL << 51;

    /// <summary>
    /// Nodes in one list of a proof. A path has one node per level and an upgrade at most two, with up to 53 levels; so
    /// nobody honest sends more.
    /// </summary>
    public const int ProofNodesMax = 128;

    /// <summary>Signers of a manifest: far above any group that signs together.</summary>
    public const int ManifestSignersMax = 256;

    /// <summary>Linked cores of a manifest.</summary>
    public const int ManifestLinkedMax = 1024;

    /// <summary>Bytes an application may put into a manifest: it is kept with each core.</summary>
    public const int ManifestUserDataBytesMax = 64 * 1024;

    /// <summary>Nodes in a signature container, over all patches: what its bytes have room for.</summary>
    public const int PatchNodesMax = 2048;

    /// <summary>Signature container of an upgrade: room for 256 signers with a patch each.</summary>
    public const int SignatureContainerBytesMax = 64 * 1024;

    // Replication

    /// <summary>Words of a bitfield message: one segment of 2^21 blocks, as peers send it.</summary>
    public const int BitfieldWordsMax = (1 << 21) / 32;

    /// <summary>Longest name of an extension; names in use are short words.</summary>
    public const int ExtensionNameBytesMax = 256;

    // Bee

    /// <summary>
    /// Tree nodes one block of a bee may carry. A block carries the nodes its operation changed, a few dozen; thousands occur
    /// only where a large batch ended in refused writes. The table for them stays below 16 MiB. Passing it: the block is malformed.
    /// </summary>
    public const int BeeNodesPerBlockMax = 65_536;

    /// <summary>
    /// Levels of a bee's tree. A node has at least five children, so 32 levels hold more keys than a core can have blocks;
    /// a deeper tree contains itself. Passing it: the bee is corrupt.
    /// </summary>
    public const int BeeDepthMax = 32;

    /// <summary>
    /// Bytes of key and value of one entry we put: with the most tree nodes a block may carry it stays below
    /// <see cref="BlockBytesMax"/>.
    /// </summary>
    public const int BeeEntryBytesMax = 8 * 1024 * 1024;

    /// <summary>Decoded blocks one reader of a bee keeps for reuse; all are let go when it is passed.</summary>
    public const int BeeBlocksCachedMax = 4096;

    /// <summary>Bytes of decoded blocks one reader of a bee keeps for reuse; all are let go when it is passed.</summary>
    public const int BeeBytesCachedMax = 16 * 1024 * 1024;

    /// <summary>
    /// Requests of one peer waiting for an answer on one channel; peers keep at most 512 in flight. Raises
    /// <see cref="Violation.TooManyRequests"/>.
    /// </summary>
    public const int RequestsQueuedMax = 2048;

    /// <summary>
    /// Requests nobody could prove, per channel: an honest peer makes some when it races with an append. Raises
    /// <see cref="Violation.TooManyInvalidRequests"/>.
    /// </summary>
    public const int InvalidRequestsMax = 64;

    /// <summary>
    /// Regions of one peer waiting for an answer on one channel; peers keep at most 512. Raises
    /// <see cref="Violation.TooManyWants"/>.
    /// </summary>
    public const int WantsQueuedMax = 1024;

    /// <summary>Largest region of a want that is answered block by block; larger ones are ignored, as peers do.</summary>
    public const ulong WantBlocksMax = 1 << 21;

    /// <summary>
    /// Pages of 32 768 blocks remembered of what a peer holds beyond its gapless start: 4 MiB at most, 33 million blocks. What
    /// lies beyond is forgotten and not asked for from that peer.
    /// </summary>
    public const int RemotePagesMax = 1024;

    /// <summary>Regions asked about on one channel.</summary>
    public const int WantsSentMax = 512;

    /// <summary>Requests of ours in flight on one channel, answers not yet stored included.</summary>
    public const int RequestsInFlightMax = 256;

    /// <summary>Answers without data after which a peer is left alone for a while.</summary>
    public const int NoDataMax = 32;
}
