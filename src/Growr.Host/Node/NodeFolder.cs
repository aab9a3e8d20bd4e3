using Growr.Actors.Feeds;
using Growr.Actors.Common;
using Growr.Host.Cli;

namespace Growr.Host.Node;

/// <summary>
/// Everything a node keeps on disk: <c>cores/</c> (books), <c>journal.db</c> (events), <c>primary.key</c> (the secret all book keys
/// derive from), <c>organizations.json</c>. Opening it locks it against a second process.
/// </summary>
public sealed class NodeFolder : IDisposable
{
    /// <exception cref="UserError">The folder cannot be made or used.</exception>
    /// <exception cref="IOException">Another process uses the folder, or a file in it cannot be read or written.</exception>
    public NodeFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        try { Directory.CreateDirectory(Path); }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{Path} cannot be the data folder: {fault.Message} Choose a folder you may write to with --data.");
        }
        Cores = RocksCoreStorage.Open(File("cores"));
        Keys = KeyStore.Open(Path, mayCreate: Cores.Keys.Count == 0);
        Journal = SqliteJournal.Open(File("journal.db"));
        Quarantine = new FeedQuarantine(File("quarantine"));
        Organizations = new OrganizationFile(Path);
    }

    public string Path { get; }
    public RocksCoreStorage Cores { get; }
    public KeyStore Keys { get; }

    /// <summary>Connection string of the journal.</summary>
    public string Journal { get; }

    public FeedQuarantine Quarantine { get; }
    public OrganizationFile Organizations { get; }

    public void Dispose()
    {
        Keys.Dispose();
        Cores.Dispose();
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
