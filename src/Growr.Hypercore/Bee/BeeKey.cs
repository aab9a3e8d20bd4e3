namespace Growr.Hypercore.Bee;

/// <summary>A key by the block that put it; its bytes once they were needed.</summary>
/// <remarks>A value, because a batch holds every key of every node it has visited: as objects they cost the collector the most.</remarks>
internal readonly record struct BeeKey(ulong Seq, ReadOnlyMemory<byte>? Bytes = null);
