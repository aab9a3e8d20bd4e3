using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>
/// All cores of one node, on one disk or in memory. Implementations are safe for one writer and many readers per core:
/// readers see committed state only.
/// </summary>
public interface ICoreStorage : IDisposable
{
    /// <summary>Opens a core, creating an empty one (length 0, no manifest) when it is not there.</summary>
    ICoreStore Open(CoreKey key);

    /// <summary>The core with a discovery key, if this storage holds it.</summary>
    bool TryFind(DiscoveryKey discoveryKey, out ICoreStore? core);

    /// <summary>Keys of all cores held.</summary>
    IReadOnlyList<CoreKey> Keys { get; }
}

/// <summary>Read access to one core's committed state.</summary>
public interface ICoreReader
{
    /// <summary>The core's name.</summary>
    CoreKey Key { get; }

    /// <summary>Newest committed head; length 0 for an empty core. One immutable object, replaced by each commit.</summary>
    LogHead Head { get; }

    /// <summary>The encoded manifest, empty while unknown.</summary>
    ReadOnlyMemory<byte> Manifest { get; }

    /// <summary>Number of blocks held from block 0 on without a gap.</summary>
    ulong ContiguousLengthBlocks { get; }

    /// <summary>Whether a block is held.</summary>
    bool HasBlock(ulong index);

    /// <summary>
    /// Which of many blocks are held, read in one go: bit i of word w stands for block start + 32 w + i. Behind the end of the
    /// log none are. Storages that know a faster way than asking block by block have their own.
    /// </summary>
    /// <param name="start">Block of the first bit; a multiple of 32.</param>
    /// <param name="words">Overwritten.</param>
    void ReadHeld(ulong start, Span<uint> words)
    {
        var (contiguous, length) = (ContiguousLengthBlocks, Head.LengthBlocks);
        HeldBlocks.Read(start, words, contiguous, length, HasBlock);
    }

    /// <summary>A block's bytes, if held. The memory is the caller's to keep.</summary>
    bool TryGetBlock(ulong index, out ReadOnlyMemory<byte> block);

    /// <summary>A tree node, if held.</summary>
    bool TryGetNode(ulong index, out TreeNode node);

    /// <summary>A small value stored beside the blocks, for example the journal offset a book has consumed.</summary>
    bool TryGetUserData(string name, out ReadOnlyMemory<byte> value);
}

/// <summary>One core, readable and writable.</summary>
public interface ICoreStore : ICoreReader
{
    /// <summary>
    /// Writes everything of a commit or nothing, durably: when this returns <see cref="CommitOutcome.Committed"/> the
    /// data survives loss of power, and only then may anything signed in it leave the process.
    /// </summary>
    /// <exception cref="IOException">
    /// The disk refused. Readers go on with the head before. A later commit may find that this one reached the disk
    /// after all and then answers <see cref="CommitOutcome.HeadMoved"/>: read the head again before planning anew.
    /// </exception>
    /// <exception cref="ArgumentException">The commit is not one that <see cref="CoreCommit.EnsureOnlyGrows"/> lets pass.</exception>
    CommitOutcome Commit(CoreCommit commit);
}

/// <summary>What a commit came to.</summary>
public enum CommitOutcome
{
    /// <summary>Written and durable.</summary>
    Committed = 1,

    /// <summary>Refused: the core's head is not the one the commit was planned on. Nothing was written.</summary>
    HeadMoved,
}

/// <summary>One atomic change of a core. Append is compare-and-swap: it names the head it was planned on.</summary>
public sealed record CoreCommit
{
    /// <summary>The head the change was planned on; the storage refuses any other.</summary>
    public required LogHead Expected { get; init; }

    /// <summary>The new head, or null when only blocks of a known length arrive.</summary>
    public LogHead? Head { get; init; }

    /// <summary>The encoded manifest, when it became known; stays what it is otherwise.</summary>
    public ReadOnlyMemory<byte> Manifest { get; init; }

    /// <summary>Tree nodes to store.</summary>
    public IReadOnlyList<TreeNode> Nodes { get; init; } = [];

    /// <summary>Blocks to store.</summary>
    public IReadOnlyList<LogBlock> Blocks { get; init; } = [];

    /// <summary>Values to store beside the blocks, by name.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> UserData { get; init; } =
        new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>The last guard of every storage: within a fork a log only gets longer, and blocks lie inside it.</summary>
    /// <exception cref="ArgumentException">The head is shorter, of another fork, or another one of the same length; or a block lies behind the end.</exception>
    public void EnsureOnlyGrows(LogHead current)
    {
        var next = Head ?? current;
        if (current.LengthBlocks > 0 && next.Fork != current.Fork)
            throw new ArgumentException($"A commit on fork {current.Fork} cannot move the core to fork {next.Fork}.");
        if (next.LengthBlocks < current.LengthBlocks)
            throw new ArgumentException($"A commit cannot shorten a core from {current.LengthBlocks} to {next.LengthBlocks} blocks.");
        if (next.LengthBlocks == current.LengthBlocks && next.TreeHash != current.TreeHash)
            throw new ArgumentException($"A commit cannot replace the head at {current.LengthBlocks} blocks by another one.");
        foreach (var block in Blocks)
            if (block.Index >= next.LengthBlocks)
                throw new ArgumentException($"Block {block.Index} lies behind the end, {next.LengthBlocks}.");
    }
}

/// <summary>A block and its place.</summary>
/// <param name="Index">Block number, from 0.</param>
/// <param name="Bytes">The stored bytes; at most 15 MiB.</param>
public readonly record struct LogBlock(ulong Index, ReadOnlyMemory<byte> Bytes);
