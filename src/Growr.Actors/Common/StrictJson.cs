using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Growr.Actors.Common;

/// <summary>Reads JSON from strangers: bounded, valid UTF-8, no duplicate names, no comments, no broken escapes. Never throws.</summary>
public static class StrictJson
{
    /// <summary>A rule of 32 levels takes two JSON levels for each, and stands inside a document.</summary>
    public const int DepthMax = 80;

    /// <summary>Reads one JSON value and nothing after it. Input above the limit is refused before it is looked at.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, int bytesMax, out JsonElement value)
    {
        value = default;
        if (utf8.Length > bytesMax || !Utf8.IsValid(utf8)) return false;
        try
        {
            if (!HasReadableText(utf8)) return false;
            value = JsonElement.Parse(utf8, Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, int, out JsonElement)"/>
    public static bool TryParse(string? text, int bytesMax, out JsonElement value)
    {
        value = default;
        // Every char takes a byte at least, so a long text is refused before it is encoded.
        return text is not null && text.Length <= bytesMax && !HasLoneSurrogate(text) && TryParse(Encoding.UTF8.GetBytes(text), bytesMax, out value);
    }

    /// <summary>The string under a name, or null when the value is no object, has no such name or holds something else there.</summary>
    public static string? Text(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    /// <summary>The whole number under a name, or null.</summary>
    public static long? Whole(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt64(out var number) ? number : null;

    /// <summary>The value under a name, or null when the value is no object or has no such name.</summary>
    public static JsonElement? Member(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) ? found : null;

    // An escape may name half a character; it would throw where the text is read, far from here.
    private static bool HasReadableText(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DepthMax });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped) continue;
            try { reader.GetString(); }
            catch (InvalidOperationException) { return false; }
        }
        return true;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }
        return false;
    }

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = DepthMax };
}
