using System.Collections.Frozen;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Growr.Actors.Common;

/// <summary>
/// Every type that may enter the journal or cross the wire, under the name it is stored with. Names never change and are
/// never used again for something else; stored forms only gain optional fields.
/// </summary>
public sealed class WireTypes
{
    private WireTypes(IEnumerable<WireType> types)
    {
        var all = types.ToList();
        ByManifest = all.ToFrozenDictionary(type => type.Manifest);
        ByType = all.ToFrozenDictionary(type => type.Type);
    }

    /// <summary>Everything the rooms say, ordered by room.</summary>
    /// <exception cref="ArgumentException">A name or a type stands in two places.</exception>
    public static WireTypes Of(params IEnumerable<WireType>[] rooms) => new(rooms.SelectMany(room => room));

    public IEnumerable<WireType> All => ByManifest.Values;

    public WireType Named(string manifest) => ByManifest.TryGetValue(manifest, out var type)
        ? type
        : throw new SerializationException($"Nothing is called \"{manifest}\" on the wire.");

    public WireType Of(Type type) => ByType.TryGetValue(type, out var found)
        ? found
        : throw new SerializationException($"{type.FullName} has no name on the wire.");

    /// <summary>
    /// How all JSON of the journal and the wire is written: camelCase, UPPER_SNAKE names, nothing unknown let through. Nulls are
    /// written, so that a constructor parameter without default is always there.
    /// </summary>
    public static JsonSerializerOptions JsonOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 32,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false) },
    };

    private FrozenDictionary<string, WireType> ByManifest { get; }

    private FrozenDictionary<Type, WireType> ByType { get; }
}

/// <summary>One type and its name, written <c>kind.what-happened</c>; the kind of an event becomes its tag.</summary>
public sealed record WireType(string Manifest, JsonTypeInfo Json)
{
    public Type Type => Json.Type;

    /// <summary>The part of the name before the first dot.</summary>
    public string Kind => Manifest[..Manifest.IndexOf('.', StringComparison.Ordinal)];

    public bool IsEvent => Type.IsAssignableTo(typeof(IDomainEvent));

    public byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, Json);

    /// <exception cref="SerializationException">Not this type, or with fields it does not know.</exception>
    public object Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Json) ?? throw new SerializationException($"{Manifest}: null.");
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or ArgumentException or NotSupportedException)
        {
            throw new SerializationException($"{Manifest}: {wrong.Message}", wrong);
        }
    }
}
