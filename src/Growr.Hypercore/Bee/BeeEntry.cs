namespace Growr.Hypercore.Bee;

/// <summary>A key, its value, and the block that put it there.</summary>
/// <param name="Seq">Number of the block that put the entry; at least 1.</param>
/// <param name="Key">The key; without the prefix when it was read through a sub-database.</param>
/// <param name="Value">The value; empty when <paramref name="HasValue"/> is false.</param>
/// <param name="HasValue">False for a key that was put with null; an empty value is a value.</param>
public readonly record struct BeeEntry(ulong Seq, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, bool HasValue);
