using Growr.Host.Tests.Support;

namespace Growr.Host.Tests.Demo;

/// <summary>What a demo without a folder leaves behind.</summary>
public sealed class ScratchTests
{
    [Fact]
    public async Task A_demo_that_is_stopped_in_the_middle_ends_with_0_and_leaves_nothing_behind()
    {
        using var temp = new TestFolder();
        await using var demo = GrowrProcess.StartIn(temp.Path, "demo");
        await demo.SaysAsync("approved");
        Assert.NotEmpty(Directory.GetDirectories(temp.Path, "growr-demo-*"));
        await demo.SignalAsync("INT");
        var ended = await demo.EndAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("Stopped before the story was told.", ended.Errors);
        // The runtime's own debugging pipe aside.
        Assert.DoesNotContain(Directory.GetFileSystemEntries(temp.Path), entry => !Path.GetFileName(entry).StartsWith("clr-", StringComparison.Ordinal)
            && !Path.GetFileName(entry).StartsWith("dotnet-", StringComparison.Ordinal));
    }
}
