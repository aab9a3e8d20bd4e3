namespace Growr.Actors.Feeds;

/// <summary>Stored bytes are not what was written. Nobody repairs by guessing: the core stays untouched until a person looks.</summary>
public sealed class CorruptCoreException : Exception
{
    public CorruptCoreException(string what, string folder, Exception? cause = null)
        : base($"{what} in {folder} is damaged. Keep a copy of the folder and restore it from a backup or from a peer.", cause) { }
}
