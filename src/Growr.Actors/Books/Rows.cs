using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Books;

/// <summary>Small steps that every book takes to write a record as JSON.</summary>
internal static class Rows
{
    /// <summary>A record with camelCase names, dates as text and money as a decimal string; the row says the currency once.</summary>
    public static JsonObject Of<T>(T record) => JsonSerializer.SerializeToNode(record, Options)!.AsObject();

    /// <summary>The same for a record known by an interface only.</summary>
    public static JsonObject OfRuntimeType(object record) =>
        JsonSerializer.SerializeToNode(record, record.GetType(), Options)!.AsObject();

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

    /// <summary>A row says what there is.</summary>
    public static JsonObject WithoutNulls(this JsonObject target)
    {
        foreach (var name in target.Where(member => member.Value is null).Select(member => member.Key).ToList()) target.Remove(name);
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
    private static readonly JsonSerializerOptions Options = new(WireTypes.JsonOptions())
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new DecimalStringConverter() },
    };

    private sealed class DecimalStringConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A row's money is read together with its currency.");

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToDecimalString());
    }
}
