using Growr.Actors.Feeds;
using Growr.Actors.Tests.Support;
using Growr.Hypercore.Log;
using static Growr.Actors.Tests.Feeds.Commits;

namespace Growr.Actors.Tests.Feeds;

/// <summary>What loss of power leaves of the newest log: its end missing or unwritten. And damage no crash explains.</summary>
public sealed class CutLogTests : IDisposable
{
    private const int CommitsMade = 12;
    private const int PageBytes = 4096;
    private readonly TempFolder _folder = new();
    private readonly List<LogHead> _heads = [];
    private readonly List<long> _ends = [];

    // Block sizes around RocksDB's log page of 32 kB, so that commits share pages and span several.
    public CutLogTests()
    {
        using var storage = RocksCoreStorage.Open(Books);
        var core = storage.Open(Key("a"));
        Remember(core);
        for (var i = 1; i <= CommitsMade; i++)
        {
            core.Commit(Append(core, Block(2 * i - 2), Block(2 * i - 1)) with { UserData = Offset(i) });
            Remember(core);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_cut_anywhere_opens_at_a_whole_commit()
    {
        var log = File.ReadAllBytes(NewestLog);
        var lengthBefore = ulong.MaxValue;
        foreach (var cut in Cuts(log.Length))
        {
            var length = Reopen(log[..(int)cut]);
            Assert.True(length <= lengthBefore);
            Assert.Equal(_heads[_ends.FindLastIndex(end => end <= cut)].LengthBlocks, length);
            lengthBefore = length;
        }
    }

    [Fact]
    public void A_last_commit_of_which_only_some_pages_were_written_is_as_if_it_never_was()
    {
        var log = File.ReadAllBytes(NewestLog);
        for (var page = _ends[^2] / PageBytes; page <= _ends[^1] / PageBytes; page++)
        {
            var torn = log.ToArray();
            var from = Math.Max(page * PageBytes, _ends[^2]);
            torn.AsSpan((int)from, (int)(Math.Min((page + 1) * PageBytes, log.Length) - from)).Clear();
            Assert.Equal(_heads[^2].LengthBlocks, Reopen(torn, opensTwice: true));
        }
    }

    [Fact]
    public void Damage_before_the_last_commit_is_refused_because_acknowledged_blocks_are_gone()
    {
        foreach (var commit in Enumerable.Range(1, CommitsMade - 1))
        {
            var log = File.ReadAllBytes(NewestLog);
            log[(_ends[commit - 1] + _ends[commit]) / 2] ^= 1;
            var refused = Assert.Throws<CorruptCoreException>(() => Reopen(log));
            Assert.Contains("is damaged", refused.Message, StringComparison.Ordinal);
        }
    }

    private IEnumerable<long> Cuts(long size)
    {
        var random = new Random(17);
        var nearEnds = _ends.SelectMany(end => new[] { end + 1, end, end - 1 });
        var anywhere = Enumerable.Range(0, 20).Select(_ => random.NextInt64(_ends[0], size));
        return nearEnds.Concat(anywhere).Where(cut => cut >= _ends[0] && cut <= size).Distinct().OrderDescending();
    }

    // Opens a copy of the books with another log, checks everything below the head it shows and appends to it.
    private ulong Reopen(byte[] log, bool opensTwice = false)
    {
        using var copy = new TempFolder();
        foreach (var file in Directory.GetFiles(Books)) File.Copy(file, copy.File(Path.GetFileName(file)));
        File.WriteAllBytes(copy.File(Path.GetFileName(NewestLog)), log);
        if (opensTwice) RocksCoreStorage.Open(copy.Path).Dispose();      // what was dropped must not come back
        using var storage = RocksCoreStorage.Open(copy.Path);
        var core = storage.Open(Key("a"));
        var commit = _heads.FindIndex(head => head.IsSameAs(core.Head));
        Assert.True(commit >= 0, $"The head at {core.Head.LengthBlocks} blocks was never committed.");
        Assert.Equal(commit == 0 ? null : $"{commit}", core.UserData("offset"));
        for (var i = 0; i < 2 * commit; i++)
        {
            Assert.Equal(Block(i), core.Block((ulong)i));
            Assert.True(core.TryGetNode(2 * (ulong)i, out _));
        }
        Assert.False(core.HasBlock(2 * (ulong)commit));
        var length = core.Head.LengthBlocks;
        Assert.Equal(CommitOutcome.Committed, core.Commit(Append(core, "next")));
        return length;
    }

    private void Remember(ICoreStore core)
    {
        _heads.Add(core.Head);
        _ends.Add(new FileInfo(NewestLog).Length);
    }

    private string Books => _folder.File("books");

    private string NewestLog => Directory.GetFiles(Books, "*.log").Max()!;

    private static string Block(int i) => new((char)('a' + i), 1 + i * 1777);

    private static Dictionary<string, ReadOnlyMemory<byte>> Offset(int value) => new() { ["offset"] = Bytes($"{value}") };
}
