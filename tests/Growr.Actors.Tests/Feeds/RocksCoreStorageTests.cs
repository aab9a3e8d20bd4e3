using Growr.Actors.Feeds;
using Growr.Actors.Tests.Support;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using RocksDbSharp;
using static Growr.Actors.Tests.Feeds.Commits;

namespace Growr.Actors.Tests.Feeds;

public sealed class RocksCoreStorageTests : CoreStorageContract, IDisposable
{
    private readonly TempFolder _folder = new();
    private RocksCoreStorage _storage;

    public RocksCoreStorageTests() => _storage = RocksCoreStorage.Open(_folder.Path);

    private protected override ICoreStorage Storage => _storage;

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Everything_committed_is_there_after_a_restart()
    {
        var core = _storage.Open(Key("a"));
        core.Commit(Append(core, "one", "two") with { Manifest = Bytes("manifest"), UserData = Offset("17") });
        _storage.Open(Key("b"));
        var head = core.Head;
        Reopen();
        Assert.Equal([Key("a"), Key("b")], _storage.Keys.OrderBy(key => key == Key("b")));
        Assert.True(_storage.TryFind(DiscoveryKey.Of(Key("a")), out var again));
        Assert.True(head.IsSameAs(again!.Head));
        Assert.Equal(head.SizeBytes, again.Head.SizeBytes);
        Assert.Equal("signed 2", Text(again.Head.Signature));
        Assert.Equal("manifest", Text(again.Manifest));
        Assert.Equal("17", again.UserData("offset"));
        Assert.Equal("two", again.Block(1));
        Assert.True(again.TryGetNode(2, out var node));
        Assert.Equal(Leaf(1, "two"), node);
        Assert.Equal(2UL, again.ContiguousLengthBlocks);
        Assert.Equal(CommitOutcome.Committed, again.Commit(Append(again, "three")));
    }

    [Fact]
    public void Cores_made_after_a_restart_do_not_touch_those_before()
    {
        foreach (var name in new[] { "a", "b" }) Write(name);
        Reopen();
        foreach (var name in new[] { "c", "d" }) Write(name);
        Reopen();
        foreach (var name in new[] { "a", "b", "c", "d" })
            Assert.Equal($"only block of {name}", _storage.Open(Key(name)).Block(0));

        void Write(string name)
        {
            var core = _storage.Open(Key(name));
            core.Commit(Append(core, $"only block of {name}"));
        }
    }

    [Fact]
    public void A_second_opening_of_the_folder_is_refused_with_what_to_do()
    {
        var refused = Assert.Throws<StorageLockedException>(() => RocksCoreStorage.Open(_folder.Path));
        Assert.Equal($"Another growr process is using {_folder.Path}; stop it or choose another --data folder.", refused.Message);
        var core = _storage.Open(Key("a"));
        Assert.Equal(CommitOutcome.Committed, core.Commit(Append(core, "still ours")));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused_by_name()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        var refused = Assert.Throws<IOException>(() => RocksCoreStorage.Open(file));
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Choose another --data folder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_head_is_refused_naming_the_core()
    {
        var core = _storage.Open(Key("a"));
        core.Commit(Append(core, "one"));
        _storage.Open(Key("b"));
        _storage.Dispose();
        Overwrite(RocksKeys.Head(1), [1, 0, 5]);
        _storage = RocksCoreStorage.Open(_folder.Path);
        var refused = Assert.Throws<CorruptCoreException>(() => _storage.Open(Key("a")));
        Assert.Contains(Key("a").ToId(), refused.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0UL, _storage.Open(Key("b")).Head.LengthBlocks);
    }

    [Fact]
    public void A_damaged_tree_node_is_refused_naming_the_core()
    {
        var core = _storage.Open(Key("a"));
        core.Commit(Append(core, "one"));
        _storage.Dispose();
        var key = new byte[RocksKeys.IndexedBytes];
        RocksKeys.WriteNode(key, 1, 0);
        Overwrite(key, [1]);
        _storage = RocksCoreStorage.Open(_folder.Path);
        var refused = Assert.Throws<CorruptCoreException>(() => _storage.Open(Key("a")).TryGetNode(0, out _));
        Assert.Contains(Key("a").ToId(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused()
    {
        _storage.Dispose();
        Overwrite(RocksKeys.Format, [2]);
        var refused = Assert.Throws<IOException>(() => RocksCoreStorage.Open(_folder.Path));
        Assert.Contains("newer growr", refused.Message, StringComparison.Ordinal);
        Overwrite(RocksKeys.Format, [1]);
        _storage = RocksCoreStorage.Open(_folder.Path);
    }

    [Fact]
    public void After_disposal_nothing_is_read_or_written()
    {
        var core = _storage.Open(Key("a"));
        _storage.Dispose();
        Assert.Throws<ObjectDisposedException>(() => core.TryGetBlock(0, out _));
        Assert.Throws<ObjectDisposedException>(() => core.Commit(Append(core, "one")));
    }

    private void Reopen()
    {
        _storage.Dispose();
        _storage = RocksCoreStorage.Open(_folder.Path);
    }

    private void Overwrite(byte[] key, byte[] value)
    {
        using var database = RocksDb.Open(new DbOptions(), _folder.Path);
        database.Put(key, value);
    }
}
