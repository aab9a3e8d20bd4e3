using RocksDbSharp;

namespace Growr.Actors.Feeds;

/// <summary>
/// The native database of one folder. Readers share it and never wait for a write; only reopening and disposing
/// exclude them, because the native handle changes. After a write the disk refused, RocksDB accepts no other: the next
/// writer reopens the folder first, and what that finds on the disk is the truth.
/// </summary>
internal sealed class RocksDatabase : IDisposable
{
    private readonly ReaderWriterLockSlim _handle = new();
    private readonly WriteOptions _synced = new WriteOptions().SetSync(true);
    private RocksDb? _database;
    private bool _isDisposed;
    private volatile bool _isRefusing;
    private int _generation;

    private RocksDatabase(string folder, RocksDb database) => (Folder, _database) = (folder, database);

    public string Folder { get; }

    /// <summary>Counts reopenings. Who loaded state under an older generation loads it again.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <exception cref="StorageLockedException">Somebody else has the folder open.</exception>
    /// <exception cref="CorruptCoreException">The files contradict themselves.</exception>
    /// <exception cref="IOException">The folder cannot be made, read or written.</exception>
    public static RocksDatabase Open(string folder)
    {
        folder = Path.GetFullPath(folder);
        CreateFolder(folder);
        return new RocksDatabase(folder, OpenNative(folder));
    }

    public byte[]? Get(ReadOnlySpan<byte> key)
    {
        _handle.EnterReadLock();
        try { return Native.Get(key); }
        catch (RocksDbException cause) { throw CannotRead(cause); }
        finally { _handle.ExitReadLock(); }
    }

    public bool Has(ReadOnlySpan<byte> key)
    {
        _handle.EnterReadLock();
        try { return Native.HasKey(key); }
        catch (RocksDbException cause) { throw CannotRead(cause); }
        finally { _handle.ExitReadLock(); }
    }

    /// <summary>Everything under a prefix, in order of key. For the catalog, not for blocks.</summary>
    public List<(byte[] Key, byte[] Value)> List(byte[] prefix)
    {
        var found = new List<(byte[], byte[])>();
        _handle.EnterReadLock();
        try
        {
            using var rows = Native.NewIterator();
            for (rows.Seek(prefix); rows.Valid() && rows.GetKeySpan().StartsWith(prefix); rows.Next())
                found.Add((rows.Key(), rows.Value()));
        }
        catch (RocksDbException cause) { throw CannotRead(cause); }
        finally { _handle.ExitReadLock(); }
        return found;
    }

    /// <summary>Call before planning a write: reopens the folder when the disk refused the last one.</summary>
    /// <exception cref="IOException">The disk still refuses; readers go on with what is stored.</exception>
    public void EnsureWritable(long bytes)
    {
        if (!_isRefusing) return;
        _handle.EnterWriteLock();
        try
        {
            if (!_isRefusing) return;
            if (_database is not null) ProbeDisk(bytes + MemoryTableBytes(_database));
            _database?.Dispose();
            _database = null;
            _database = OpenNative(Folder);
            _generation++;
            _isRefusing = false;
        }
        finally { _handle.ExitWriteLock(); }
    }

    /// <summary>All of a batch or nothing, durable when this returns.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Write(WriteBatch batch)
    {
        _handle.EnterReadLock();
        try { Native.Write(batch, _synced); }
        catch (RocksDbException cause)
        {
            _isRefusing = true;
            throw CannotWrite(cause);
        }
        finally { _handle.ExitReadLock(); }
    }

    public void Dispose()
    {
        _handle.EnterWriteLock();
        try
        {
            _isDisposed = true;
            _database?.Dispose();
            _database = null;
        }
        finally { _handle.ExitWriteLock(); }
    }

    private RocksDb Native
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _database ?? throw new IOException($"{Folder} was closed after the disk refused a write. {Mend}");
        }
    }

    // RocksDB writes what it holds in memory when it opens; closing before there is room for that would end the reading too.
    private void ProbeDisk(long bytes)
    {
        var probe = Path.Combine(Folder, "room.probe");
        try
        {
            using var file = new FileStream(
                probe, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            var page = new byte[1 << 16];
            for (var left = bytes + ReserveBytes; left > 0; left -= page.Length) file.Write(page);
            file.Flush(flushToDisk: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(cause);
        }
    }

    private static long MemoryTableBytes(RocksDb database) =>
        long.TryParse(database.GetProperty("rocksdb.cur-size-all-mem-tables"), out var bytes) ? bytes : 0;

    private static void CreateFolder(string folder)
    {
        try { Directory.CreateDirectory(folder); }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Cannot make the folder {folder}: {cause.Message}. Choose another --data folder.", cause);
        }
    }

    private static RocksDb OpenNative(string folder)
    {
        try { return OpenOrDropTornCommit(folder); }
        catch (RocksDbException cause) when (IsLock(cause)) { throw new StorageLockedException(folder, cause); }
        catch (RocksDbException cause) when (IsCorruption(cause))
        {
            throw new CorruptCoreException($"The database in {folder} is damaged: {cause.Message}.", cause);
        }
        catch (RocksDbException cause) { throw new IOException($"Cannot open {folder}: {cause.Message}. {Mend}", cause); }
    }

    // A last commit that is merely too short is dropped by RocksDB itself; one with holes makes it refuse the whole folder.
    private static RocksDb OpenOrDropTornCommit(string folder)
    {
        try { return RocksDb.Open(Options(Recovery.TolerateCorruptedTailRecords), folder); }
        catch (RocksDbException cause) when (IsCorruption(cause) && RocksLog.IsTornAtEnd(folder))
        {
            return RocksDb.Open(Options(Recovery.PointInTime), folder);
        }
    }

    private static DbOptions Options(Recovery recovery) => new DbOptions()
        .SetCreateIfMissing()
        .SetWalRecoveryMode(recovery)
        .SetWriteBufferSize(WriteBufferBytes)
        .SetInfoLogLevel(InfoLogLevel.Warn)
        .SetMaxLogFileSize(1 << 20)
        .SetKeepLogFileNum(4)
        .SetStatsDumpPeriodSec(0);

    private static bool IsLock(RocksDbException cause) => cause.Message.Contains("lock file", StringComparison.OrdinalIgnoreCase)
        || cause.Message.Contains("lock hold by current process", StringComparison.OrdinalIgnoreCase);

    private static bool IsCorruption(RocksDbException cause) => cause.Message.StartsWith("Corruption", StringComparison.Ordinal);

    private Exception CannotRead(RocksDbException cause) => IsCorruption(cause)
        ? new CorruptCoreException($"A value stored in {Folder} is damaged: {cause.Message}.", cause)
        : new IOException($"Cannot read from {Folder}: {cause.Message}. {Mend}", cause);

    private IOException CannotWrite(Exception cause) =>
        new($"Cannot write to {Folder}: {cause.Message}. {Mend} Everything acknowledged before is safe.", cause);

    private const string Mend = "Free space on that disk or repair it, then try again.";
    private const ulong WriteBufferBytes = 16 << 20;
    private const long ReserveBytes = 1 << 20;
}
