namespace Growr.Hypercore.Bee;

/// <summary>A pointer to a child; the child itself once it was needed.</summary>
internal sealed class BeeChild
{
    public ulong Block { get; set; }

    public int Offset { get; set; }

    public BeeNode? Node { get; set; }
}
