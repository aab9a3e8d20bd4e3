using System.Buffers.Binary;
using System.Text;
using Growr.Hypercore.Crypto;

namespace Growr.Actors.Feeds;

/// <summary>
/// Where things lie in the one database of a node. Every key starts with a number of four bytes, big endian: 0 is the
/// catalog, each core has its own from 1 on. One byte says what follows; indexes are eight bytes, big endian, so that
/// a core's blocks and nodes lie side by side in order.
/// <code>
/// 0  F                     format of the whole database, one byte
/// 0  C  core key (32)      number of the core, four bytes
/// n  H                     head, manifest and contiguous length: one value, see CoreRecord
/// n  B  block index        a block's bytes
/// n  N  tree index         size (8, big endian) and hash (32)
/// n  U  name in UTF-8      user data
/// </code>
/// There is no bitfield: a block is held exactly when its key is there, so the two cannot disagree.
/// </summary>
internal static class RocksKeys
{
    public const int NumberBytes = 4;
    public const int IndexedBytes = NumberBytes + 1 + sizeof(ulong);
    public const int NodeBytes = sizeof(ulong) + Bytes32.Size;
    private const int KindBytes = NumberBytes + 1;

    public static readonly byte[] Format = Of(0, 'F');
    public static readonly byte[] Catalog = Of(0, 'C');

    public static byte[] CatalogEntry(CoreKey key) => [.. Catalog, .. key.Span];

    public static byte[] Head(uint core) => Of(core, 'H');

    public static byte[] UserData(uint core, string name) => [.. Of(core, 'U'), .. Encoding.UTF8.GetBytes(name)];

    /// <summary>Writes a block's key; the span has <see cref="IndexedBytes"/> bytes.</summary>
    public static void WriteBlock(Span<byte> key, uint core, ulong index) => WriteIndexed(key, core, 'B', index);

    /// <summary>Writes a tree node's key; the span has <see cref="IndexedBytes"/> bytes.</summary>
    public static void WriteNode(Span<byte> key, uint core, ulong index) => WriteIndexed(key, core, 'N', index);

    private static void WriteIndexed(Span<byte> key, uint core, char kind, ulong index)
    {
        BinaryPrimitives.WriteUInt32BigEndian(key, core);
        key[NumberBytes] = (byte)kind;
        BinaryPrimitives.WriteUInt64BigEndian(key[KindBytes..], index);
    }

    private static byte[] Of(uint core, char kind)
    {
        var key = new byte[KindBytes];
        BinaryPrimitives.WriteUInt32BigEndian(key, core);
        key[NumberBytes] = (byte)kind;
        return key;
    }
}
