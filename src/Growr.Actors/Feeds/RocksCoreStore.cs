using System.Buffers.Binary;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using RocksDbSharp;

namespace Growr.Actors.Feeds;

/// <summary>One core in the database. Commits take turns; readers wait for nobody and see what is durable.</summary>
internal sealed class RocksCoreStore : ICoreStore
{
    private readonly Lock _commits = new();
    private readonly uint _number;
    private readonly RocksDatabase _database;
    private int _generation;
    private volatile CoreRecord _committed;

    public RocksCoreStore(CoreKey key, uint number, RocksDatabase database)
    {
        (Key, _number, _database) = (key, number, database);
        _generation = database.Generation;
        _committed = Load();
    }

    public CoreKey Key { get; }

    public LogHead Head => _committed.Head;

    public ReadOnlyMemory<byte> Manifest => _committed.Manifest;

    public ulong ContiguousLengthBlocks => _committed.ContiguousLengthBlocks;

    public bool HasBlock(ulong index) => index < ContiguousLengthBlocks || IsStored(index);

    public bool TryGetBlock(ulong index, out ReadOnlyMemory<byte> block)
    {
        Span<byte> key = stackalloc byte[RocksKeys.IndexedBytes];
        RocksKeys.WriteBlock(key, _number, index);
        var stored = _database.Get(key);
        block = stored;
        return stored is not null;
    }

    public bool TryGetNode(ulong index, out TreeNode node)
    {
        node = default;
        Span<byte> key = stackalloc byte[RocksKeys.IndexedBytes];
        RocksKeys.WriteNode(key, _number, index);
        if (_database.Get(key) is not { } stored) return false;
        if (stored.Length != RocksKeys.NodeBytes)
            throw new CorruptCoreException($"Tree node {index} of core {Key} in {_database.Folder} is damaged.");
        var sizeBytes = BinaryPrimitives.ReadUInt64BigEndian(stored);
        node = new TreeNode(index, sizeBytes, new Hash(stored.AsSpan(sizeof(ulong))));
        return true;
    }

    public bool TryGetUserData(string name, out ReadOnlyMemory<byte> value)
    {
        var stored = _database.Get(RocksKeys.UserData(_number, name));
        value = stored;
        return stored is not null;
    }

    public CommitOutcome Commit(CoreCommit commit)
    {
        lock (_commits)
        {
            _database.EnsureWritable(commit.Blocks.Sum(block => (long)block.Bytes.Length));
            if (_generation != _database.Generation) Reload();
            if (!commit.Expected.IsSameAs(_committed.Head)) return CommitOutcome.HeadMoved;
            commit.EnsureOnlyGrows(_committed.Head);
            var next = Next(commit);
            using var batch = Batch(commit, next);
            _database.Write(batch);
            _committed = next;
            return CommitOutcome.Committed;
        }
    }

    private WriteBatch Batch(CoreCommit commit, CoreRecord next)
    {
        var batch = new WriteBatch();
        Span<byte> key = stackalloc byte[RocksKeys.IndexedBytes];
        Span<byte> value = stackalloc byte[RocksKeys.NodeBytes];
        foreach (var node in commit.Nodes)
        {
            RocksKeys.WriteNode(key, _number, node.Index);
            BinaryPrimitives.WriteUInt64BigEndian(value, node.SizeBytes);
            node.Hash.Span.CopyTo(value[sizeof(ulong)..]);
            batch.Put(key, value);
        }
        foreach (var block in commit.Blocks)
        {
            RocksKeys.WriteBlock(key, _number, block.Index);
            batch.Put(key, block.Bytes.Span);
        }
        foreach (var (name, data) in commit.UserData) batch.Put(RocksKeys.UserData(_number, name), data.Span);
        batch.Put(RocksKeys.Head(_number), next.Encode());
        return batch;
    }

    private CoreRecord Next(CoreCommit commit)
    {
        var head = commit.Head ?? _committed.Head;
        var arriving = commit.Blocks.Select(block => block.Index).ToHashSet();
        var contiguousBlocks = _committed.ContiguousLengthBlocks;
        while (contiguousBlocks < head.LengthBlocks && (arriving.Contains(contiguousBlocks) || IsStored(contiguousBlocks)))
            contiguousBlocks++;
        var manifest = commit.Manifest.IsEmpty ? _committed.Manifest : commit.Manifest.ToArray();
        return new CoreRecord(head with { Signature = head.Signature.ToArray() }, manifest, contiguousBlocks);
    }

    private bool IsStored(ulong index)
    {
        Span<byte> key = stackalloc byte[RocksKeys.IndexedBytes];
        RocksKeys.WriteBlock(key, _number, index);
        return _database.Has(key);
    }

    // A commit that was refused half-way may turn out to be stored after all; then its planner is told that the head moved.
    private void Reload()
    {
        _generation = _database.Generation;
        _committed = Load();
    }

    private CoreRecord Load() =>
        _database.Get(RocksKeys.Head(_number)) is { } stored && CoreRecord.TryDecode(stored, out var record)
            ? record
            : throw new CorruptCoreException($"The head of core {Key} in {_database.Folder} is damaged.");
}
