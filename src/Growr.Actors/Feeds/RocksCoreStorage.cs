using System.Buffers.Binary;
using System.Collections.Concurrent;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using RocksDbSharp;

namespace Growr.Actors.Feeds;

/// <summary>
/// All cores of a node in one RocksDB database. The feed actors write through it, replication reads it from any thread.
/// Everything committed survives a restart and loss of power; one process at a time may have the folder open.
/// </summary>
public sealed class RocksCoreStorage : ICoreStorage
{
    private readonly RocksDatabase _database;
    private readonly Lock _catalogGate = new();
    private readonly ConcurrentDictionary<CoreKey, uint> _numbers = new();
    private readonly ConcurrentDictionary<DiscoveryKey, CoreKey> _keys = new();
    private readonly ConcurrentDictionary<CoreKey, RocksCoreStore> _open = new();
    private uint _numberLast;
    private int _generation;

    private RocksCoreStorage(RocksDatabase database)
    {
        _database = database;
        LoadCatalog();
    }

    /// <summary>Opens the database in a folder, making both when they are not there.</summary>
    /// <exception cref="StorageLockedException">Another process, or this one, has it open already.</exception>
    /// <exception cref="CorruptCoreException">What is stored is damaged.</exception>
    /// <exception cref="IOException">The disk refuses; the message names the folder and the mend.</exception>
    public static RocksCoreStorage Open(string folder)
    {
        var database = RocksDatabase.Open(folder);
        try { return new RocksCoreStorage(database); }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The folder, as a full path.</summary>
    public string Folder => _database.Folder;

    public IReadOnlyList<CoreKey> Keys => [.. _numbers.Keys];

    public ICoreStore Open(CoreKey key)
    {
        if (_open.TryGetValue(key, out var open)) return open;
        lock (_catalogGate)
        {
            if (_open.TryGetValue(key, out open)) return open;
            if (!_numbers.ContainsKey(key)) AddToCatalog(key);
            return _open[key] = new RocksCoreStore(key, _numbers[key], _database);
        }
    }

    public bool TryFind(DiscoveryKey discoveryKey, out ICoreStore? core)
    {
        core = _keys.TryGetValue(discoveryKey, out var key) ? Open(key) : null;
        return core is not null;
    }

    public void Dispose() => _database.Dispose();

    private void AddToCatalog(CoreKey key)
    {
        _database.EnsureWritable(NewCoreBytes);
        if (_generation != _database.Generation) LoadCatalog();
        if (_numbers.ContainsKey(key)) return;
        var number = checked(_numberLast + 1);
        var value = new byte[RocksKeys.NumberBytes];
        BinaryPrimitives.WriteUInt32BigEndian(value, number);
        using var batch = new WriteBatch();
        batch.Put(RocksKeys.Format, Format);
        batch.Put(RocksKeys.CatalogEntry(key), value);
        batch.Put(RocksKeys.Head(number), CoreRecord.Empty.Encode());
        _database.Write(batch);
        Remember(key, number);
    }

    // Also after the database was reopened: an entry that a full disk refused may be there after all, and owns its number.
    private void LoadCatalog()
    {
        _generation = _database.Generation;
        if (_database.Get(RocksKeys.Format) is { } format && !format.AsSpan().SequenceEqual(Format))
            throw new IOException($"{Folder} was written by a newer growr; use that one, or choose another --data folder.");
        foreach (var (key, value) in _database.List(RocksKeys.Catalog))
        {
            var name = key.AsSpan(RocksKeys.Catalog.Length);
            if (name.Length != Bytes32.Size || value.Length != RocksKeys.NumberBytes)
                throw new CorruptCoreException($"The catalog of cores in {Folder} is damaged.");
            Remember(new CoreKey(name), BinaryPrimitives.ReadUInt32BigEndian(value));
        }
    }

    private void Remember(CoreKey key, uint number)
    {
        _numberLast = Math.Max(_numberLast, number);
        _keys[DiscoveryKey.Of(key)] = key;
        _numbers[key] = number;
    }

    private static readonly byte[] Format = [1];
    private const int NewCoreBytes = 256;
}
