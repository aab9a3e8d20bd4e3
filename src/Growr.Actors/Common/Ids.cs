using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Growr.Actors.Common;

/// <summary>An id that travels as text.</summary>
public interface ITextId<TSelf> where TSelf : struct, ITextId<TSelf>
{
    string Value { get; }
    static abstract TSelf From(string value);
}

/// <summary>One organization on this node; every entity, book and message belongs to one.</summary>
[JsonConverter(typeof(TextIdConverter<TenantId>))]
public readonly record struct TenantId(string Value) : ITextId<TenantId>
{
    public static TenantId From(string value) => new(Ids.Checked(value));
    public override string ToString() => Value;
}

/// <summary>One command from one caller. A retry carries the same id and gets the first answer.</summary>
[JsonConverter(typeof(TextIdConverter<CommandId>))]
public readonly record struct CommandId(string Value) : ITextId<CommandId>
{
    public static CommandId From(string value) => new(Ids.Checked(value));
    public override string ToString() => Value;
}

[JsonConverter(typeof(TextIdConverter<ProjectKey>))]
public readonly record struct ProjectKey(string Value) : ITextId<ProjectKey>
{
    public static ProjectKey From(string value) => new(Ids.Checked(value));
    public override string ToString() => Value;
}

[JsonConverter(typeof(TextIdConverter<LoanKey>))]
public readonly record struct LoanKey(string Value) : ITextId<LoanKey>
{
    public static LoanKey From(string value) => new(Ids.Checked(value));
    public override string ToString() => Value;
}

[JsonConverter(typeof(TextIdConverter<PaymentKey>))]
public readonly record struct PaymentKey(string Value) : ITextId<PaymentKey>
{
    public static PaymentKey From(string value) => new(Ids.Checked(value));
    public override string ToString() => Value;
}

[JsonConverter(typeof(TextIdConverter<FundingKey>))]
public readonly record struct FundingKey(string Value) : ITextId<FundingKey>
{
    public static FundingKey From(string value) => new(Ids.Checked(value));
    public override string ToString() => Value;
}

/// <summary>Who acts: a user's id, or "system". Recorded with every event.</summary>
[JsonConverter(typeof(TextIdConverter<ActorId>))]
public readonly record struct ActorId(string Value) : ITextId<ActorId>
{
    public static readonly ActorId System = new("system");
    public static ActorId From(string value) => new(Ids.Checked(value));
    public override string ToString() => Value;
}

/// <summary>Makes ids at the edge of the node. Rules and actors never make one.</summary>
public static class Ids
{
    public const int LengthMax = 64;

    /// <summary>Longest key of an entity that makes command ids from it: they must stay ids, or its own events could not be read again.</summary>
    public const int KeyLengthMax = 40;

    /// <summary>For ids that stay inside the node: ordered by time.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place where ids are made.")]
    public static string NewOrdered() => Guid.CreateVersion7().ToString();

    /// <summary>For keys that are published: random, so that they reveal no time.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place where ids are made.")]
    public static string NewRandom() => Guid.NewGuid().ToString();

    /// <summary>Lets through letters, digits, '-', '_', '.' and ':', at most 64 of them: safe in entity ids and book keys.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static string Checked(string? value)
    {
        if (!IsValid(value)) throw new FormatException($"An id has 1 to {LengthMax} letters, digits, '-', '_', '.' or ':'.");
        return value!;
    }

    public static bool IsValid(string? value) =>
        !string.IsNullOrEmpty(value) && value.Length <= LengthMax && value.All(IsAllowed);

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':';
}

/// <summary>Ids are plain strings in JSON.</summary>
public sealed class TextIdConverter<TId> : JsonConverter<TId> where TId : struct, ITextId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try { return TId.From(reader.GetString()!); }
        catch (FormatException wrong) { throw new JsonException(wrong.Message, wrong); }
    }

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.From(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
