using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Growr.Actors.Common;

/// <summary>A factor in whole 1/10,000: 2.5 is 25,000. Outside it is a decimal string.</summary>
[JsonConverter(typeof(FactorE4JsonConverter))]
public readonly record struct FactorE4(long Value)
{
    /// <summary>Reads a factor of at least 0 with at most four decimals.</summary>
    public static bool TryParse(string? text, out FactorE4 factor)
    {
        factor = default;
        if (text is null || text.Length is 0 or > TextLengthMax || text[0] == '.' || text[^1] == '.') return false;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return false;
        var units = value * UnitsPerOne;
        if (units != decimal.Truncate(units)) return false;
        factor = new FactorE4((long)units);
        return true;
    }

    /// <exception cref="FormatException">Not a factor with at most four decimals.</exception>
    public static FactorE4 Parse(string text) =>
        TryParse(text, out var factor) ? factor : throw new FormatException($"\"{text}\" is not a factor with at most 4 decimals.");

    /// <summary>An amount times the factor, rounded down to the minor unit.</summary>
    public Money TimesRoundingDown(Money amount) =>
        amount with { MinorUnits = checked((long)((Int128)amount.MinorUnits * Value / UnitsPerOne)) };

    public override string ToString() => ((decimal)Value / UnitsPerOne).ToString("0.####", CultureInfo.InvariantCulture);

    private const int UnitsPerOne = 10_000;
    private const int TextLengthMax = 12;
}

/// <summary>Factors are decimal strings in JSON.</summary>
public sealed class FactorE4JsonConverter : JsonConverter<FactorE4>
{
    public override FactorE4 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && FactorE4.TryParse(reader.GetString(), out var factor)
            ? factor
            : throw new JsonException("A factor is a decimal string with at most 4 decimals.");

    public override void Write(Utf8JsonWriter writer, FactorE4 value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
