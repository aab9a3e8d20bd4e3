namespace Growr.Hypercore.Bee;

/// <summary>Where a tree node stands: a level of the index of a block.</summary>
internal readonly record struct BeePointer(ulong Block, int Offset);
