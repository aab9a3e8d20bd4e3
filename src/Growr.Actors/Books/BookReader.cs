using System.Text;
using System.Text.Json.Nodes;
using Growr.Hypercore.Bee;
using Growr.Hypercore.Log;

namespace Growr.Actors.Books;

/// <summary>Reads a book, our own or a replica: the one way lists and reports get their rows.</summary>
/// <param name="core">The core the book stands in.</param>
/// <param name="encryption">What its blocks are hidden with, if they are.</param>
public sealed class BookReader(ICoreReader core, BlockEncryption? encryption = null)
{
    private readonly IBeeBlocks _blocks = Plain(core, encryption);

    /// <summary>The rows whose keys start with a prefix, in key order, as of now.</summary>
    public IEnumerable<(string Key, JsonObject Value)> Rows(string prefix = "", ulong? limit = null)
    {
        var tree = BeeTree.Newest(_blocks);
        foreach (var entry in tree.Range(Below(prefix, limit)))
            if (JsonNode.Parse(entry.Value.Span) is JsonObject value) yield return (Encoding.UTF8.GetString(entry.Key.Span), value);
    }

    /// <summary>One row, or null.</summary>
    public JsonObject? Row(string key) =>
        BeeTree.Newest(_blocks).TryGet(Encoding.UTF8.GetBytes(key), out var entry)
            ? JsonNode.Parse(entry.Value.Span) as JsonObject
            : null;

    /// <summary>The plain blocks of a core.</summary>
    public static IBeeBlocks Plain(ICoreReader core, BlockEncryption? encryption) =>
        encryption is null ? new CoreBeeBlocks(core) : new DecryptedBeeBlocks(new CoreBeeBlocks(core), encryption);

    /// <summary>The range of all keys with a prefix.</summary>
    public static BeeRange Below(string prefix, ulong? limit = null)
    {
        var from = Encoding.UTF8.GetBytes(prefix);
        if (from.Length == 0) return new BeeRange { LimitEntries = limit };
        // UTF-8 never holds the byte 255, so everything with the prefix stands before prefix + 255.
        return new BeeRange { Gte = from, Lt = (byte[])[.. from, byte.MaxValue], LimitEntries = limit };
    }
}
