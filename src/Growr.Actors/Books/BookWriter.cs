using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Growr.Hypercore.Bee;
using Growr.Hypercore.Log;

namespace Growr.Actors.Books;

/// <summary>
/// Turns a book's rows into blocks that are not yet appended. Every event is one Bee batch of its own, so blocks do not depend
/// on how many events happened to wait; everything pending goes out as one append under one signature, together with the
/// journal offset it reaches, in one commit. With an encryption the core holds nothing plain.
/// </summary>
public sealed class BookWriter
{
    private const string OffsetName = "journal-offset";

    private readonly IBook _book;
    private readonly BeeWriter _bee;
    private readonly ICoreReader _core;
    private readonly BlockEncryption? _encryption;
    private long _committedOffset;
    private long _pendingOffset;

    public BookWriter(BookKind kind, ICoreReader core, BlockEncryption? encryption = null)
    {
        (_book, _core, _encryption) = (kind.Open(), core, encryption);
        Expected = core.Head;
        _bee = new BeeWriter(BookReader.Plain(core, encryption));
        _committedOffset = core.TryGetUserData(OffsetName, out var stored) ? BinaryPrimitives.ReadInt64BigEndian(stored.Span) : 0;
        _pendingOffset = _committedOffset;
        if (core.Head.LengthBlocks == 0) Write([new BookRow(BookKeys.About, About(kind))]);
    }

    /// <summary>The head the pending blocks were made for; the append must be refused by any other.</summary>
    public LogHead Expected { get; private set; }

    public bool HasPendingBlocks => _bee.LengthBlocks > _bee.CommittedLengthBlocks;

    /// <summary>Blocks waiting to be appended behind <see cref="Expected"/>, in order, as they are to be stored.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> PendingBlocks =>
        _encryption?.EncryptAppend(Expected, _bee.PendingBlocks) ?? _bee.PendingBlocks;

    /// <summary>What the append stores beside the blocks.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> UserData
    {
        get
        {
            var offset = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(offset, _pendingOffset);
            return new Dictionary<string, ReadOnlyMemory<byte>> { [OffsetName] = offset };
        }
    }

    /// <summary>Shows the book an event. What the book committed already is not written again.</summary>
    public void Add(JournalEntry entry)
    {
        var rows = _book.Project(entry).ToList();
        if (entry.Offset <= _committedOffset || rows.Count == 0) return;
        Write(rows);
        _pendingOffset = entry.Offset;
    }

    /// <summary>The pending blocks are in the core now.</summary>
    public void Committed()
    {
        (_committedOffset, Expected) = (_pendingOffset, _core.Head);
        _bee.MarkAppended();
    }

    private void Write(IEnumerable<BookRow> rows)
    {
        var batch = _bee.BeginBatch();
        foreach (var row in rows)
        {
            var key = Encoding.UTF8.GetBytes(row.Key);
            if (row.Value is { } value) batch.Put(key, CanonicalJson.Bytes(value));
            else batch.Delete(key);
        }
        batch.Flush();
    }

    private static JsonObject About(BookKind kind) => new() { ["book"] = kind.Name, ["public"] = kind.IsPublic, ["v"] = 1 };
}
