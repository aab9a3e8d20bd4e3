using Growr.Hypercore.Bee;

namespace Growr.Hypercore.Tests.Bee;

/// <summary>A core's blocks in memory, and how often each was read.</summary>
internal sealed class MemoryBlocks : IBeeBlocks
{
    public List<ReadOnlyMemory<byte>> Blocks { get; } = [];

    public HashSet<ulong> Missing { get; } = [];

    public int Reads { get; private set; }

    public ulong LengthBlocks => (ulong)Blocks.Count;

    public bool TryGetBlock(ulong index, out ReadOnlyMemory<byte> block)
    {
        Reads++;
        var isHeld = index < LengthBlocks && !Missing.Contains(index);
        block = isHeld ? Blocks[(int)index] : default;
        return isHeld;
    }

    /// <summary>Runs a batch and appends what came of it, as one append of a core would.</summary>
    public void Apply(BeeWriter writer, Action<BeeBatch> operations)
    {
        var batch = writer.BeginBatch();
        operations(batch);
        batch.Flush();
        Append(writer);
    }

    public void Append(BeeWriter writer)
    {
        Blocks.AddRange(writer.PendingBlocks);
        writer.MarkAppended();
    }
}
