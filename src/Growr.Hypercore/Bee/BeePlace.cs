namespace Growr.Hypercore.Bee;

/// <summary>What a cursor stands in front of: a key or a child.</summary>
/// <param name="IsKey">Whether it is a key.</param>
/// <param name="Pointer">Where the child is; for a key the block that put it.</param>
/// <param name="NamedBy">The block whose node names it, to blame when it is impossible.</param>
/// <param name="Bound">The block of the key itself, or of the one right behind all keys of the child; 0 when nothing is behind.</param>
internal readonly record struct BeePlace(bool IsKey, BeePointer Pointer, ulong NamedBy, ulong Bound)
{
    /// <summary>Whether both are the same key or the same child, and so everything below.</summary>
    public bool IsSameAs(BeePlace other) => IsKey == other.IsKey && Pointer == other.Pointer;
}
