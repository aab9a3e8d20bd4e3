using CsCheck;
using Growr.Actors.Feeds;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Tests.Feeds.Commits;

namespace Growr.Actors.Tests.Feeds;

public sealed class RocksLogTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly byte[] _log;

    public RocksLogTests()
    {
        using (var storage = RocksCoreStorage.Open(_folder.Path))
        {
            var core = storage.Open(Key("a"));
            foreach (var size in new[] { 10, 40_000, 3, 0, 32_768, 5 }) core.Commit(Append(core, new string('x', size)));
        }
        _log = File.ReadAllBytes(Directory.GetFiles(_folder.Path, "*.log").Single());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_as_it_was_written_is_whole() => Assert.Equal(RocksLog.Finding.Whole, RocksLog.Inspect(_log));

    [Fact]
    public void Any_changed_byte_is_damage() => Gen.Int[0, _log.Length - 1].Sample(at =>
    {
        var log = _log.ToArray();
        log[at] ^= 0x40;
        Assert.True(RocksLog.Inspect(log) != RocksLog.Finding.Whole || IsPadding(at));
    });

    [Fact]
    public void Any_bytes_are_looked_at_without_throwing() =>
        Gen.Byte.Array[0, 70_000].Sample(log => Enum.IsDefined(RocksLog.Inspect(log)), iter: 20);

    // The last bytes of a page hold no record when a header does not fit any more; nobody reads them.
    private bool IsPadding(int at)
    {
        var page = (at / PageBytes + 1) * PageBytes;
        return page <= _log.Length && page - at < 7 && _log.AsSpan(at, page - at).IndexOfAnyExcept((byte)0) < 0;
    }

    private const int PageBytes = 32 * 1024;
}
