using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Growr.Hypercore.Bee;

namespace Growr.Host.Books;

/// <summary>One entry as people and programs see it. Books of others may hold any bytes: text where it is text, hex where not.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; null for a deleted key, and for one that was put with null.</param>
/// <param name="Seq">The block that put or deleted it.</param>
/// <param name="Deleted">True for a key that was deleted, nothing for an entry.</param>
public sealed record BookEntryView(string Key, JsonNode? Value, ulong Seq, bool? Deleted = null)
{
    public static BookEntryView Of(BeeChange change) =>
        Of(change.Entry) with { Deleted = change.Kind == BeeChangeKind.Delete ? true : null };

    public static BookEntryView Of(BeeEntry entry) =>
        new(Text(entry.Key.Span), entry.HasValue ? ValueOf(entry.Value.Span) : null, entry.Seq);

    /// <summary>The value on one line.</summary>
    [JsonIgnore]
    public string ValueText => Deleted == true ? "deleted" : Value?.ToJsonString(Cli.Output.JsonOptions) ?? "null";

    private static JsonNode? ValueOf(ReadOnlySpan<byte> bytes)
    {
        try { return JsonNode.Parse(bytes); }
        catch (JsonException) { return JsonValue.Create(Text(bytes)); }     // not JSON: shown as the text it is
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try { return StrictUtf8.GetString(bytes); }
        catch (DecoderFallbackException) { return Convert.ToHexStringLower(bytes); }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
