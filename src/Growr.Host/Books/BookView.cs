using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Hypercore.Bee;

namespace Growr.Host.Books;

/// <summary>One entry as people and programs see it. Books of others may hold any bytes: text where it is text, hex where not.</summary>
public sealed record BookEntryView(string Key, JsonNode? Value, ulong Seq)
{
    public static BookEntryView Of(BeeEntry entry) =>
        new(Text(entry.Key.Span), entry.HasValue ? ValueOf(entry.Value.Span) : null, entry.Seq);

    /// <summary>The value on one line.</summary>
    public string ValueText => Value?.ToJsonString(Cli.Output.JsonOptions) ?? "null";

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
