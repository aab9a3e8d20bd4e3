using System.Diagnostics;
using Growr.Actors.Feeds;
using Growr.Actors.Tests.Support;
using Growr.Hypercore.Log;
using static Growr.Actors.Tests.Feeds.Commits;

namespace Growr.Actors.Tests.Feeds;

/// <summary>
/// On a file system of 12 MiB that lives as long as the test. Mounting takes root; others get it in a namespace of their own.
/// </summary>
public sealed class FullDiskTests
{
    [Fact]
    public void A_full_disk_refuses_the_commit_loses_nothing_and_works_again_when_there_is_space()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            string[] again = [Environment.ProcessPath!, "-noLogo", "-class", typeof(FullDiskTests).FullName!];
            Run("unshare", ["--user", "--map-root-user", "--mount", .. again]);
            return;
        }
        using var folder = new TempFolder();
        Run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder.Path);
        try { FillAndFree(folder.Path); }
        finally { Run("umount", folder.Path); }
    }

    private static void FillAndFree(string disk)
    {
        var ballast = Path.Combine(disk, "ballast");
        File.WriteAllBytes(ballast, new byte[7 << 20]);
        var books = Path.Combine(disk, "books");
        using (var storage = RocksCoreStorage.Open(books))
        {
            var core = storage.Open(Key("a"));
            var refused = FillUp(core);
            Assert.Contains(books, refused.Message, StringComparison.Ordinal);
            Assert.Contains("Free space on that disk", refused.Message, StringComparison.Ordinal);
            var head = core.Head;
            Assert.Throws<IOException>(() => core.Commit(Append(core, "x")));
            Assert.Throws<IOException>(() => storage.Open(Key("b")));
            AssertWhole(core);
            Assert.Same(head, core.Head);

            File.Delete(ballast);
            var commit = Append(core, "after");
            if (core.Commit(commit) == CommitOutcome.HeadMoved)             // the refused one had reached the disk after all
                Assert.Equal(CommitOutcome.Committed, core.Commit(Append(core, "after")));
            Assert.True(core.Head.LengthBlocks > head.LengthBlocks);
            Assert.Equal("after", core.Block(core.Head.LengthBlocks - 1));
            Assert.Equal(0UL, storage.Open(Key("b")).Head.LengthBlocks);
        }
        using var reopened = RocksCoreStorage.Open(books);
        Assert.Equal("after", reopened.Open(Key("a")).Block(reopened.Open(Key("a")).Head.LengthBlocks - 1));
        AssertWhole(reopened.Open(Key("a")));
    }

    private static IOException FillUp(ICoreStore core)
    {
        for (var i = 0; i < 1000; i++)
        {
            try { Assert.Equal(CommitOutcome.Committed, core.Commit(Append(core, new string('x', 100_000)))); }
            catch (IOException full) { return full; }
        }
        throw new InvalidOperationException($"The disk took {core.Head.SizeBytes} bytes and is still not full.");
    }

    private static void AssertWhole(ICoreStore core)
    {
        Assert.True(core.Head.LengthBlocks > 0);
        for (ulong i = 0; i < core.Head.LengthBlocks; i++)
        {
            Assert.NotNull(core.Block(i));
            Assert.True(core.TryGetNode(2 * i, out var node));
            Assert.Equal(Leaf(i, core.Block(i)!), node);
        }
        Assert.Equal(core.Head.LengthBlocks, core.ContiguousLengthBlocks);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
