namespace Growr.Hypercore.Bee;

/// <summary>A key by the block that put it; its bytes once they were needed.</summary>
internal sealed class BeeKey(ulong seq)
{
    public ulong Seq { get; } = seq;

    public ReadOnlyMemory<byte>? Bytes { get; set; }
}
