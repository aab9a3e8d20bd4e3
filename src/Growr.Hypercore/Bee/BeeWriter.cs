namespace Growr.Hypercore.Bee;

/// <summary>
/// Changes a bee in memory: batches turn into blocks that wait in <see cref="PendingBlocks"/> until the owner appends them
/// to the core, all in one append. Later batches see the pending blocks of earlier ones. Performs no I/O but reading
/// through its source; not thread-safe.
/// </summary>
/// <remarks>
/// The owner appends the pending blocks at <see cref="CommittedLengthBlocks"/> and calls <see cref="MarkAppended"/>. If the
/// append fails, nothing of it happened and the writer is thrown away for a new one.
/// </remarks>
public sealed class BeeWriter
{
    private readonly Overlay _blocks;
    private readonly BeeBlockCache _cache;
    private readonly BeeHeader _header;
    private BeeBatch? _batch;

    /// <summary>A writer on top of everything the source holds now.</summary>
    /// <param name="committed">The core's blocks; all of those that are read must be held.</param>
    /// <param name="header">Block 0 for an empty core; a plain one if null. Ignored for others.</param>
    /// <param name="skipsEqualValues">Whether putting the value that is there already appends nothing.</param>
    /// <exception cref="BeeBlockMissingException">Block 0 is not held.</exception>
    /// <exception cref="BeeCorruptException">The core does not hold a bee.</exception>
    public BeeWriter(IBeeBlocks committed, BeeHeader? header = null, bool skipsEqualValues = false)
    {
        _blocks = new Overlay(committed);
        _cache = new BeeBlockCache(_blocks);
        _header = header ?? new BeeHeader();
        SkipsEqualValues = skipsEqualValues;
        if (_blocks.LengthBlocks > 0) Read().ReadHeader();
    }

    /// <summary>Length of the core without the pending blocks: the index of the first of them.</summary>
    public ulong CommittedLengthBlocks => _blocks.CommittedLengthBlocks;

    /// <summary>Length of the core once the pending blocks are appended; the version of the tree.</summary>
    public ulong LengthBlocks => _blocks.LengthBlocks;

    /// <summary>Blocks to append, in this order; a copy, which later batches do not change.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> PendingBlocks => [.. _blocks.Pending];

    /// <summary>Whether putting the value that is there already appends nothing.</summary>
    public bool SkipsEqualValues { get; }

    /// <summary>Begins a batch on top of all flushed ones. A batch that was not flushed is left and loses its changes.</summary>
    public BeeBatch BeginBatch()
    {
        var lengthWithHeader = Math.Max(1, _blocks.LengthBlocks);
        return _batch = new BeeBatch(this, new BeeDraft(_cache, lengthWithHeader));
    }

    /// <summary>The tree with all flushed batches in it. It stays as it is; one owner uses it and the writer.</summary>
    public BeeTree Read() => BeeTree.At(_cache, LengthBlocks);

    /// <summary>Says that the core now ends with the pending blocks; the list becomes empty.</summary>
    /// <exception cref="InvalidOperationException">The source does not have exactly these blocks more.</exception>
    public void MarkAppended() => _blocks.MarkAppended();

    internal bool IsOpen(BeeBatch batch) => ReferenceEquals(_batch, batch);

    /// <summary>The first operation on an empty core, even one that changes nothing, puts the header in front.</summary>
    internal void EnsureHeader()
    {
        if (_blocks.LengthBlocks == 0) _blocks.Pending.Add(_header.Encode());
    }

    internal void Take(IReadOnlyList<ReadOnlyMemory<byte>> blocks)
    {
        _batch = null;
        _blocks.Pending.AddRange(blocks);
    }

    private sealed class Overlay(IBeeBlocks committed) : IBeeBlocks
    {
        public List<ReadOnlyMemory<byte>> Pending { get; } = [];

        public ulong CommittedLengthBlocks { get; private set; } = committed.LengthBlocks;

        public ulong LengthBlocks => CommittedLengthBlocks + (ulong)Pending.Count;

        public bool TryGetBlock(ulong index, out ReadOnlyMemory<byte> block)
        {
            if (index < CommittedLengthBlocks) return committed.TryGetBlock(index, out block);
            var isPending = index < LengthBlocks;
            block = isPending ? Pending[(int)(index - CommittedLengthBlocks)] : default;
            return isPending;
        }

        public void MarkAppended()
        {
            if (committed.LengthBlocks != LengthBlocks)
                throw new InvalidOperationException($"The core has {committed.LengthBlocks} blocks, not {LengthBlocks}.");
            CommittedLengthBlocks = LengthBlocks;
            Pending.Clear();
        }
    }
}
