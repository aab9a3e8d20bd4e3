namespace Growr.Hypercore.Bee;

/// <summary>A key at which two versions of a bee differ; at least one side has it.</summary>
/// <param name="Left">The entry in the version that was asked, null when the key is not there.</param>
/// <param name="Right">The entry in the version it was compared with, null when the key is not there.</param>
public readonly record struct BeeDifference(BeeEntry? Left, BeeEntry? Right)
{
    /// <summary>The key.</summary>
    public ReadOnlyMemory<byte> Key => (Left ?? Right).GetValueOrDefault().Key;
}
