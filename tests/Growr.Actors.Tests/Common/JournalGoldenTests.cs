using System.Runtime.CompilerServices;
using System.Text;
using Growr.Actors.Common;
using Growr.Actors.Tests.Support;

namespace Growr.Actors.Tests.Common;

/// <summary>
/// The journal is read for ever, so its bytes are approved files: Golden/journal/NAME.json, one line each. A new event is
/// approved by running these tests with GROWR_APPROVE=1 and committing the file; a changed file is a decision that the commit
/// explains, and events written before must still be read.
/// </summary>
public sealed class JournalGoldenTests
{
    public static TheoryData<string> Samples => [.. Events().Select(pair => pair.File)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void An_event_is_written_as_approved(string file)
    {
        var sample = Events().Single(pair => pair.File == file).Event;
        var written = Encoding.UTF8.GetString(NodeTypes.All.Of(sample.GetType()).Write(sample));
        var path = Path.Combine(SourceFolder(), "..", "Golden", "journal", file);
        if (Environment.GetEnvironmentVariable("GROWR_APPROVE") == "1") File.WriteAllText(path, written + "\n");
        Assert.True(File.Exists(path), $"{file} is not approved; the event is written as {written}");
        Assert.Equal(File.ReadAllText(path).TrimEnd('\n'), written);
    }

    [Fact]
    public void Every_approved_file_is_still_read_and_says_the_same()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden", "journal"), "*.json");
        foreach (var file in files)
        {
            var bytes = Encoding.UTF8.GetBytes(File.ReadAllText(file).TrimEnd('\n'));
            var type = NodeTypes.All.Named(ManifestOf(file));
            Assert.Equal(bytes, type.Write(type.Read(bytes)));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{files.Length} journal files read");
        Assert.True(files.Length >= NodeTypes.All.All.Count(type => type.IsEvent), "An event has no approved file.");
    }

    [Fact]
    public void Every_event_has_a_sample()
    {
        var sampled = Events().Select(pair => pair.Event.GetType()).ToHashSet();
        Assert.Empty(NodeTypes.All.All.Where(type => type.IsEvent && !sampled.Contains(type.Type)).Select(type => type.Manifest));
    }

    [Fact]
    public void An_event_with_an_unknown_field_is_refused()
    {
        foreach (var (_, sample) in Events())
        {
            var type = NodeTypes.All.Of(sample.GetType());
            var json = Encoding.UTF8.GetString(type.Write(sample));
            Assert.Throws<System.Runtime.Serialization.SerializationException>(() =>
                type.Read(Encoding.UTF8.GetBytes(json.Insert(1, "\"surprise\":1,"))));
        }
    }

    /// <summary>An example of each event of every room.</summary>
    internal static IEnumerable<IDomainEvent> Examples => Events().Select(pair => pair.Event);

    // Samples of one type after the first get a number: loans.repaid.json, loans.repaid.2.json.
    private static IEnumerable<(string File, IDomainEvent Event)> Events() => typeof(JournalGoldenTests).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IJournalSamples)) && !type.IsInterface)
        .SelectMany(type => ((IJournalSamples)Activator.CreateInstance(type)!).Events)
        .GroupBy(sample => NodeTypes.All.Of(sample.GetType()).Manifest)
        .SelectMany(same => same.Select((sample, i) => (i == 0 ? $"{same.Key}.json" : $"{same.Key}.{i + 1}.json", sample)));

    private static string ManifestOf(string path)
    {
        var parts = Path.GetFileNameWithoutExtension(path).Split('.');
        return $"{parts[0]}.{parts[1]}";
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
