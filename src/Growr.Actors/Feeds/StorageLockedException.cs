namespace Growr.Actors.Feeds;

/// <summary>A second process, or a second opening in this one, wants the folder another one works in.</summary>
public sealed class StorageLockedException(string folder, Exception cause)
    : IOException($"Another growr process is using {folder}; stop it or choose another --data folder.", cause)
{
    public string Folder { get; } = folder;
}
