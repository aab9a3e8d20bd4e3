namespace Growr.Host.Tests.Support;

/// <summary>A folder that goes with the test.</summary>
public sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("growr-host-tests-");

    public string Path => _folder.FullName;

    /// <summary>A file in it, with some text.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
