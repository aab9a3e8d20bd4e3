namespace Growr.Hypercore.Bee;

/// <summary>What a block of a bee did.</summary>
public enum BeeChangeKind
{
    /// <summary>It put a key, new or in place of an old one.</summary>
    Put = 1,

    /// <summary>It deleted a key.</summary>
    Delete,
}
