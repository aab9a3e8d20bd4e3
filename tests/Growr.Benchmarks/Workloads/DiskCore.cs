using System.Security.Cryptography;
using Growr.Actors.Feeds;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Benchmarks.Workloads;

/// <summary>A core as the node keeps it: in RocksDB, in a folder of its own, every commit synced.</summary>
internal sealed class DiskCore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("core-");
    private readonly RocksCoreStorage _storage;
    private readonly FeedWriter? _writer;

    private DiskCore(FeedWriter? writer, CoreKey key)
    {
        _writer = writer;
        _storage = RocksCoreStorage.Open(_folder.FullName);
        Store = _storage.Open(key);
    }

    public ICoreStore Store { get; }

    /// <summary>An empty core with a new writer.</summary>
    public static DiskCore New()
    {
        var writer = new FeedWriter(NewKeyPair());
        return new DiskCore(writer, writer.CoreKey);
    }

    /// <summary>A copy of somebody's core, still empty.</summary>
    public static DiskCore CopyOf(CoreKey key) => new(writer: null, key);

    public static KeyPair NewKeyPair() => KeyPair.FromSeed(RandomNumberGenerator.GetBytes(KeyPair.SeedBytes));

    /// <summary>Signs and stores blocks; durable when this returns.</summary>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> blocks)
    {
        var plan = Feed.PlanAppend(Store, _writer!.Manifest, _writer.KeyPair, blocks);
        if (Store.Commit(plan) != CommitOutcome.Committed) throw new InvalidOperationException("The core has another writer.");
    }

    public void Dispose()
    {
        _storage.Dispose();
        _writer?.KeyPair.Dispose();
        _folder.Delete(recursive: true);
    }
}
