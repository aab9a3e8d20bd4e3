namespace Growr.Actors.Feeds;

/// <summary>
/// Stored bytes are not what was written. Nobody repairs by guessing: the core stays untouched until a person looks.
/// </summary>
public sealed class CorruptCoreException(string found, Exception? cause = null)
    : Exception($"{found} Keep a copy of the data folder and restore it from a backup.", cause);
