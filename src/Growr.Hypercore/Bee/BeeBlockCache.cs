using System.Collections.Immutable;

namespace Growr.Hypercore.Bee;

/// <summary>Reads and decodes blocks, keeps the latest ones, and checks that pointers lead to what they should.</summary>
internal sealed class BeeBlockCache(IBeeBlocks blocks)
{
    private readonly Dictionary<ulong, BeeBlock> _blocks = [];
    private int _bytes;

    public IBeeBlocks Source => blocks;

    /// <summary>The block with a number from 1 to below the source's length.</summary>
    /// <param name="seq">Number of the block.</param>
    /// <param name="namedBy">The block that names it, blamed if the number is impossible.</param>
    /// <param name="version">The version that is read: no block of it lies at or above this number.</param>
    /// <exception cref="BeeBlockMissingException">The block is not held.</exception>
    /// <exception cref="BeeCorruptException">The number or the block is not what a bee would have.</exception>
    public BeeBlock Block(ulong seq, ulong namedBy, ulong version)
    {
        if (seq == 0 || seq >= version) throw new BeeCorruptException(namedBy, BeeFault.PointerOutOfRange);
        if (_blocks.TryGetValue(seq, out var known)) return known;
        var block = Read(seq, out var sizeBytes);
        Keep(seq, block, sizeBytes);
        return block;
    }

    /// <summary>A block that is read for itself and not kept: a walk over all of them would push out the tree's.</summary>
    /// <inheritdoc cref="Block"/>
    public BeeBlock BlockOnce(ulong seq) => _blocks.TryGetValue(seq, out var known) ? known : Read(seq, out _);

    /// <summary>The root of a version from 2 on.</summary>
    public BeeLevel Root(ulong version)
    {
        var levels = Levels(version - 1, version - 1, version);
        if (levels.IsEmpty) throw new BeeCorruptException(version - 1, BeeFault.RootMissing);
        return Shaped(levels[0], version - 1, isRoot: true);
    }

    /// <summary>The tree node a pointer leads to.</summary>
    public BeeLevel Node(BeePointer pointer, ulong namedBy, ulong version)
    {
        var levels = Levels(pointer.Block, namedBy, version);
        if (pointer.Offset >= levels.Length) throw new BeeCorruptException(namedBy, BeeFault.PointerOutOfRange);
        return Shaped(levels[pointer.Offset], pointer.Block, isRoot: false);
    }

    private BeeBlock Read(ulong seq, out int sizeBytes)
    {
        if (!blocks.TryGetBlock(seq, out var bytes)) throw new BeeBlockMissingException(seq);
        if (!BeeBlock.TryDecode(bytes, out var block)) throw new BeeCorruptException(seq, BeeFault.BlockMalformed);
        sizeBytes = bytes.Length;
        return block!;
    }

    private ImmutableArray<BeeLevel> Levels(ulong seq, ulong namedBy, ulong version) =>
        Block(seq, namedBy, version).TryGetLevels(out var levels)
            ? levels
            : throw new BeeCorruptException(seq, BeeFault.BlockMalformed);

    private static BeeLevel Shaped(BeeLevel level, ulong seq, bool isRoot)
    {
        var keys = level.Keys.Length;
        var children = level.Children.Length;
        if (children != 0 ? keys == 0 || children != keys + 1 : keys == 0 && !isRoot)
            throw new BeeCorruptException(seq, BeeFault.NodeMisshapen);
        return level;
    }

    private void Keep(ulong seq, BeeBlock block, int bytes)
    {
        if (_blocks.Count == ProtocolLimits.BeeBlocksCachedMax || bytes > ProtocolLimits.BeeBytesCachedMax - _bytes)
        {
            _blocks.Clear();
            _bytes = 0;
        }
        if (bytes > ProtocolLimits.BeeBytesCachedMax) return;
        _blocks.Add(seq, block);
        _bytes += bytes;
    }
}
