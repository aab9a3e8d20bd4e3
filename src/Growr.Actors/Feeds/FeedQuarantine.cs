using System.Text;
using Growr.Hypercore.Crypto;

namespace Growr.Actors.Feeds;

/// <summary>
/// Cores whose stored bytes failed verification: one text file each, named by the core's key, saying what was found. A core
/// in here is not opened until a person has restored it and removed the file.
/// </summary>
public sealed class FeedQuarantine(string folder)
{
    public string MarkerOf(CoreKey key) => Path.Combine(folder, key.ToId() + ".txt");

    public bool Contains(CoreKey key) => File.Exists(MarkerOf(key));

    public string Explain(CoreKey key) =>
        $"Core {key} is in quarantine since its stored bytes failed verification. "
        + $"Restore the data folder from a backup, then remove {MarkerOf(key)}.";

    public void Add(CoreKey key, string found)
    {
        Directory.CreateDirectory(folder);
        using var file = new FileStream(MarkerOf(key), FileMode.Create, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(found + Environment.NewLine));
        file.Flush(flushToDisk: true);
    }
}
