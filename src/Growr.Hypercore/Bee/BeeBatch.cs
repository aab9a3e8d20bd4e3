namespace Growr.Hypercore.Bee;

/// <summary>
/// Puts and deletes that belong together: nobody sees some without the others. The blocks are those that hyperbee 2.27.3
/// would append for the same operations in one batch, byte for byte; a batch of one equals a plain put or delete.
/// Not thread-safe. Made by <see cref="BeeWriter.BeginBatch"/>.
/// </summary>
/// <remarks>
/// Every operation throws <see cref="BeeBlockMissingException"/> or <see cref="BeeCorruptException"/> if the tree below
/// cannot be read, and <see cref="InvalidOperationException"/> once the batch is flushed, was left for another one, or an
/// operation of it has thrown: half a change is never written.
/// </remarks>
public sealed class BeeBatch
{
    private readonly BeeWriter _writer;
    private readonly BeeDraft _draft;
    private bool _isUsable = true;

    internal BeeBatch(BeeWriter writer, BeeDraft draft) => (_writer, _draft) = (writer, draft);

    /// <summary>Puts a key with a value, new or in place of an old one. Key and value are copied.</summary>
    /// <param name="key">May be empty.</param>
    /// <param name="value">May be empty, which is not the same as none.</param>
    /// <param name="condition">Asked if the key exists; must not use the batch.</param>
    /// <returns>False when the condition refused, or the value was there already and equal ones are skipped.</returns>
    /// <exception cref="ArgumentException">
    /// Key and value have more than <see cref="ProtocolLimits.BeeEntryBytesMax"/> bytes. The batch goes on without them.
    /// </exception>
    public bool Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, BeeCondition? condition = null) =>
        Put(new BeeEntry(_draft.NextSeq, key.ToArray(), value.ToArray(), HasValue: true), condition);

    /// <summary>
    /// Puts a key with null. Best avoided: anywhere but at the end of a batch readers take such a block for a delete.
    /// </summary>
    /// <inheritdoc cref="Put(ReadOnlySpan{byte}, ReadOnlySpan{byte}, BeeCondition?)"/>
    public bool PutNull(ReadOnlySpan<byte> key, BeeCondition? condition = null) =>
        Put(new BeeEntry(_draft.NextSeq, key.ToArray(), default, HasValue: false), condition);

    /// <summary>Deletes a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="condition">Asked if the key exists; must not use the batch.</param>
    /// <returns>False when the key is not there or the condition refused.</returns>
    public bool Delete(ReadOnlySpan<byte> key, BeeCondition? condition = null)
    {
        var next = new BeeEntry(_draft.NextSeq, key.ToArray(), default, HasValue: false);
        return Change(() => BeeRemoval.Delete(_draft, next, old => condition?.Invoke(old, next) ?? true));
    }

    /// <summary>Looks a key up in the tree as the batch has changed it so far.</summary>
    /// <returns>False when the key is not there.</returns>
    public bool TryGet(ReadOnlySpan<byte> key, out BeeEntry entry)
    {
        entry = default;
        ThrowIfOver();
        var node = _draft.Root();
        for (var depth = 0; depth < ProtocolLimits.BeeDepthMax; depth++)
        {
            if (_draft.Search(node, key, out var index))
            {
                entry = _draft.Entry(node, index);
                return true;
            }
            if (node.IsLeaf) return false;
            node = _draft.Child(node, index);
        }
        throw new BeeCorruptException(node.ReadFrom, BeeFault.TooDeep);
    }

    /// <summary>
    /// Ends the batch and hands its blocks to the writer, behind those already pending. A batch without a change adds none,
    /// except that the first operation ever adds the header.
    /// </summary>
    /// <returns>The batch's own blocks, without the header.</returns>
    public IReadOnlyList<ReadOnlyMemory<byte>> Flush()
    {
        var blocks = new List<ReadOnlyMemory<byte>>(_draft.Operations.Count);
        Guarded(() => WriteBlocks(blocks));
        _isUsable = false;
        _writer.Take(blocks);
        return blocks;
    }

    /// <summary>In order, each block compacted just before it is written: later ones point to the nodes' final places.</summary>
    private bool WriteBlocks(List<ReadOnlyMemory<byte>> blocks)
    {
        for (var i = 0; i < _draft.Operations.Count; i++)
        {
            if (i < _draft.Operations.Count - 1) _draft.Operations[i].Compact();
            blocks.Add(_draft.Operations[i].Encode());
        }
        return true;
    }

    private bool Put(BeeEntry next, BeeCondition? condition)
    {
        if (next.Key.Length > ProtocolLimits.BeeEntryBytesMax - next.Value.Length)
            throw new ArgumentException($"Key and value have more than {ProtocolLimits.BeeEntryBytesMax} bytes.");
        return Change(() => BeeInsertion.Put(_draft, next, old =>
            (condition?.Invoke(old, next) ?? true) && !(_writer.SkipsEqualValues && HasSameValue(old, next))));
    }

    private bool Change(Func<bool> operation)
    {
        ThrowIfOver();
        _writer.EnsureHeader();
        return Guarded(operation);
    }

    /// <summary>A failure in the middle of an operation leaves a tree that must not be written: the batch is over then.</summary>
    private bool Guarded(Func<bool> operation)
    {
        ThrowIfOver();
        _isUsable = false;
        var result = operation();
        _isUsable = true;
        return result;
    }

    private void ThrowIfOver()
    {
        if (!_isUsable || !_writer.IsOpen(this))
            throw new InvalidOperationException("The batch is flushed, was left for another one, or has failed.");
    }

    private static bool HasSameValue(BeeEntry left, BeeEntry right) =>
        left.HasValue == right.HasValue && left.Value.Span.SequenceEqual(right.Value.Span);
}
