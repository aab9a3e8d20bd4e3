using System.Collections;

namespace Growr.Hypercore.Bee;

/// <summary>The entries of a range; each enumeration is a walk of its own.</summary>
internal sealed class BeeRangeEntries(BeeTree tree, BeeRange range) : IEnumerable<BeeEntry>
{
    public IEnumerator<BeeEntry> GetEnumerator() => new BeeRangeWalk(tree, range);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
