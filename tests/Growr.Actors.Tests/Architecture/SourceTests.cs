namespace Growr.Actors.Tests.Architecture;

/// <summary>What no compiler checks: file sizes and loose ends.</summary>
public sealed class SourceTests
{
    private const int LinesMax = 400;

    [Fact]
    public void No_source_file_is_a_hall() =>
        Assert.Empty(from path in Repository.Sources("src").Concat(Repository.Sources("tests"))
                     let lines = File.ReadLines(path).Count()
                     where lines > LinesMax
                     select $"{Path.GetRelativePath(Repository.Root, path)}: {lines} lines");

    [Fact]
    public void Nothing_is_left_for_later_in_the_sources()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "#pragma warning " + "disable", "#reg" + "ion"];
        Assert.Empty(from path in Repository.Sources("src").Concat(Repository.Sources("tests"))
                     let text = File.ReadAllText(path)
                     from mark in marks
                     where text.Contains(mark, StringComparison.Ordinal)
                     select $"{Path.GetRelativePath(Repository.Root, path)}: {mark}");
    }
}
