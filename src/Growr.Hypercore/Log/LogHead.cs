using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>The signed end of a log. Two different heads with one length and fork are a fork of the log: never made by us.</summary>
/// <param name="Fork">Counts truncations by the writer; 0 for a log that was never truncated.</param>
/// <param name="LengthBlocks">Number of blocks.</param>
/// <param name="SizeBytes">Bytes of all blocks.</param>
/// <param name="TreeHash">Hash of all roots.</param>
/// <param name="Signature">The signature container as it travels in upgrade proofs; empty for length 0, and for a log that ends with the prologue of its manifest.</param>
public sealed record LogHead(
    ulong Fork, ulong LengthBlocks, ulong SizeBytes, Hash TreeHash, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The head of a log that has no blocks yet.</summary>
    public static LogHead Empty { get; } = new(0, 0, 0, MerkleTree.EmptyHash, ReadOnlyMemory<byte>.Empty);

    /// <summary>What a commit compares with: length, fork and tree hash say everything, the signature follows from them.</summary>
    public bool IsSameAs(LogHead other) =>
        LengthBlocks == other.LengthBlocks && Fork == other.Fork && TreeHash == other.TreeHash;
}
