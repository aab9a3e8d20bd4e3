namespace Growr.Hypercore.Bee;

/// <summary>
/// A bee at one version: keys in bytewise order, each with its value. It reads blocks as it needs them and keeps the latest
/// ones, so one instance serves many reads; it is not thread-safe. Performs no I/O but through its source.
/// </summary>
/// <remarks>
/// Every reading member throws <see cref="BeeBlockMissingException"/> when a block is not held and
/// <see cref="BeeCorruptException"/> when one is not part of a bee. Source: hyperbee 2.27.3 index.js, <c>Batch</c>, but
/// for its short cut: there a block that holds a visited node answers for its own key without looking further. The node
/// may have outlived the key, so that get finds a deleted key which a range does not list. Here both agree.
/// </remarks>
public sealed class BeeTree
{
    private readonly BeeBlockCache _cache;

    private BeeTree(BeeBlockCache cache, ulong version, BeePrefix prefix) =>
        (_cache, Version, Prefix) = (cache, version, prefix);

    /// <summary>The length of the core at which the tree is read; versions 0 and 1 are empty.</summary>
    public ulong Version { get; }

    /// <summary>The sub-database that is read. Keys go in and come out without it.</summary>
    public BeePrefix Prefix { get; }

    /// <summary>The newest version of a bee; it stays there when the source grows.</summary>
    public static BeeTree Newest(IBeeBlocks blocks) => At(blocks, blocks.LengthBlocks);

    /// <summary>A bee as it was when its core had a given length.</summary>
    /// <param name="blocks">Where the blocks are.</param>
    /// <param name="version">
    /// The length, at most the source's. Only the end of a batch is a version: in between a read ends as corrupt, or shows a
    /// part of the tree.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The source is shorter.</exception>
    public static BeeTree At(IBeeBlocks blocks, ulong version) => At(new BeeBlockCache(blocks), version);

    /// <summary>The same bee at another version, at most the source's length; see <see cref="At(IBeeBlocks, ulong)"/>.</summary>
    public BeeTree Checkout(ulong version) => new(_cache, At(_cache, version).Version, Prefix);

    /// <summary>The part of the bee whose keys begin with a prefix.</summary>
    /// <param name="prefix">The whole prefix, from the root of the bee on.</param>
    public BeeTree Sub(BeePrefix prefix) => new(_cache, Version, prefix);

    /// <summary>Block 0.</summary>
    /// <exception cref="BeeBlockMissingException">It is not held, or the core is empty.</exception>
    /// <exception cref="BeeCorruptException">The core does not hold a bee.</exception>
    public BeeHeader ReadHeader()
    {
        if (!_cache.Source.TryGetBlock(0, out var block)) throw new BeeBlockMissingException(0);
        if (!BeeHeader.TryDecode(block, out var header)) throw new BeeCorruptException(0, BeeFault.HeaderMalformed);
        return header!;
    }

    /// <summary>Looks a key up. Costs one block per level of the tree and a few for comparing.</summary>
    /// <returns>False when the key is not there.</returns>
    public bool TryGet(ReadOnlySpan<byte> key, out BeeEntry entry)
    {
        entry = default;
        if (Version < 2) return false;
        ReadOnlySpan<byte> wanted = Prefix.Bytes.IsEmpty ? key : Prefix.Key(key);
        var (node, seq) = (_cache.Root(Version), Version - 1);
        for (var depth = 0; depth < ProtocolLimits.BeeDepthMax; depth++)
        {
            if (Search(node, seq, wanted, out var index))
            {
                entry = Shown(_cache.Block(node.Keys[index], seq, Version).Entry(node.Keys[index]));
                return true;
            }
            if (node.Children.Length == 0) return false;
            var child = node.Children[index];
            (node, seq) = (_cache.Node(child, seq, Version), child.Block);
        }
        throw new BeeCorruptException(seq, BeeFault.TooDeep);
    }

    /// <summary>The entries of a range in its order, read while they are enumerated.</summary>
    /// <exception cref="BeeBlockMissingException">While enumerating: a block is not held. Begin again behind the last key.</exception>
    public IEnumerable<BeeEntry> Range(BeeRange? range = null) => new BeeRangeEntries(this, Prefix.Range(range ?? BeeRange.All));

    /// <summary>
    /// The puts and deletes that led to this version, block by block, read while they are enumerated. A sub-database lists
    /// its own.
    /// </summary>
    /// <exception cref="BeeBlockMissingException">While enumerating: a block is not held. Begin again with that one.</exception>
    public IEnumerable<BeeChange> History(BeeHistoryRange? range = null) =>
        BeeHistory.Of(this, _cache, range ?? BeeHistoryRange.All);

    /// <summary>
    /// The keys at which this version and another one differ, in the range's order, read while they are enumerated. What the
    /// two share is not read, so that the cost follows the number of differences.
    /// </summary>
    /// <param name="rightVersion">The version to compare with, older or newer; see <see cref="Checkout"/>.</param>
    /// <param name="range">Which keys, in which order, and how many differences at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">The source is shorter than that version.</exception>
    /// <exception cref="BeeBlockMissingException">While enumerating: a block is not held. Begin again behind the last key.</exception>
    public IEnumerable<BeeDifference> Diff(ulong rightVersion, BeeRange? range = null) =>
        BeeDiff.Between(this, Checkout(rightVersion), Prefix.Range(range ?? BeeRange.All));

    /// <summary>The root, or nothing for an empty version.</summary>
    internal bool TryRoot(out BeeLevel root)
    {
        root = Version < 2 ? BeeLevel.Empty : _cache.Root(Version);
        return Version >= 2;
    }

    internal BeeLevel Node(BeePointer pointer, ulong namedBy) => _cache.Node(pointer, namedBy, Version);

    internal BeeEntry EntryAt(ulong seq, ulong namedBy) => _cache.Block(seq, namedBy, Version).Entry(seq);

    /// <summary>Place of a key in a node, or of the child below which it would be.</summary>
    internal bool Search(BeeLevel node, ulong seq, ReadOnlySpan<byte> key, out int index)
    {
        var (low, high) = (0, node.Keys.Length);
        while (low < high)
        {
            index = (low + high) >> 1;
            var order = key.SequenceCompareTo(_cache.Block(node.Keys[index], seq, Version).Key.Span);
            if (order == 0) return true;
            if (order < 0) high = index;
            else low = index + 1;
        }
        index = low;
        return false;
    }

    internal static BeeTree At(BeeBlockCache cache, ulong version)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, cache.Source.LengthBlocks);
        return new BeeTree(cache, version, BeePrefix.None);
    }

    /// <summary>The entry as the sub-database names it.</summary>
    internal BeeEntry Shown(BeeEntry entry) => entry with { Key = entry.Key[Prefix.Bytes.Length..] };
}
