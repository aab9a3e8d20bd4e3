namespace Growr.Hypercore.Tests.Mux;

public sealed class RecordedSessionTests
{
    public static TheoryData<string> Files =>
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden", "hypercore"), "session-*.json")
            .Select(file => Path.GetFileName(file)),
    ];

    [Fact]
    public void All_fourteen_recordings_are_here() => Assert.Equal(14, Files.Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void Both_sides_of_a_recorded_connection_come_to_the_recorded_bytes(string file)
    {
        var session = new RecordedSession(file);
        session.Play();
        GoldenFile.Report(file, session.Checks, 30);
    }
}
