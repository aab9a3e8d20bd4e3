using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Growr.Actors.Common;

/// <summary>The address of one entity, <c>tenant/kind/key</c>; also its persistence id. The kind names the shard region.</summary>
[JsonConverter(typeof(EntityIdConverter))]
public readonly record struct EntityId(TenantId Tenant, string Kind, string Key)
{
    public static EntityId Of(TenantId tenant, string kind, string key) => new(tenant, Ids.Checked(kind), Ids.Checked(key));

    public static bool TryParse(string? text, out EntityId id)
    {
        id = default;
        var parts = text?.Split('/') ?? [];
        if (parts.Length != 3 || !parts.All(Ids.IsValid)) return false;
        id = new EntityId(new TenantId(parts[0]), parts[1], parts[2]);
        return true;
    }

    /// <exception cref="FormatException">Not of the form <c>tenant/kind/key</c>.</exception>
    public static EntityId Parse(string? text) =>
        TryParse(text, out var id) ? id : throw new FormatException("An entity id is tenant/kind/key.");

    public override string ToString() => $"{Tenant.Value}/{Kind}/{Key}";
}

/// <summary>Entity ids are plain strings in JSON.</summary>
[SuppressMessage("Maintainability", "CA1812", Justification = "Made by the serializer.")]
internal sealed class EntityIdConverter : JsonConverter<EntityId>
{
    public override EntityId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EntityId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("An entity id is tenant/kind/key.");

    public override void Write(Utf8JsonWriter writer, EntityId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
