using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Books;

/// <summary>Small steps that every book takes to write a record as JSON.</summary>
internal static class Rows
{
    /// <summary>A record as it stands in the journal: camelCase names, money with its currency, dates as text.</summary>
    public static JsonObject Of<T>(T record) => JsonSerializer.SerializeToNode(record, Options)!.AsObject();

    public static JsonNode? Value<T>(T value) => JsonSerializer.SerializeToNode(value, Options);

    /// <summary>Takes over the members of another object; members of the same name give way.</summary>
    public static JsonObject With(this JsonObject target, JsonObject more)
    {
        foreach (var (name, value) in more.ToList())
        {
            more.Remove(name);
            target[name] = value;
        }
        return target;
    }

    /// <summary>Only the named members, in no particular order. Unknown members are dropped: this is the allow-list.</summary>
    public static JsonObject Only(this JsonObject source, params ReadOnlySpan<string> names)
    {
        var allowed = new JsonObject();
        foreach (var name in names)
            if (source[name] is { } value) allowed[name] = value.DeepClone();
        return allowed;
    }

    // A book says what there is; the journal writes nulls too.
    private static readonly JsonSerializerOptions Options =
        new(WireTypes.JsonOptions()) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
