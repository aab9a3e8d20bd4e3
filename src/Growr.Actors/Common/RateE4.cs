using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Growr.Actors.Common;

/// <summary>A rate in whole 1/10,000 of a percent: 18 % is 180,000. Outside it is a decimal string of percent, "18" or "15.678".</summary>
[JsonConverter(typeof(RateE4JsonConverter))]
public readonly record struct RateE4(long Value) : IComparable<RateE4>
{
    public static readonly RateE4 Zero;
    public static readonly RateE4 OneHundredPercent = FromPercent(100);

    public static RateE4 FromPercent(int percent) => new(percent * UnitsPerPercent);

    public bool IsZero => Value == 0;

    /// <summary>The rate as a fraction of one: 18 % is 18/100.</summary>
    public Rational Fraction => new(Value, 100 * UnitsPerPercent);

    /// <summary>The share that <paramref name="part"/> is of <paramref name="whole"/>, ties up.</summary>
    /// <returns>Null when there is no whole to compare with.</returns>
    public static RateE4? Ratio(Rational part, Rational whole) =>
        whole.Sign == 0 ? null : new RateE4((long)(part / whole * (100 * UnitsPerPercent)).Round(RoundingMode.HalfUp));

    /// <summary>Reads percent with at most four decimals.</summary>
    public static bool TryParse(string? text, out RateE4 rate)
    {
        rate = default;
        if (text is null || text.Length is 0 or > TextLengthMax || text[0] == '.' || text[^1] == '.') return false;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)) return false;
        var units = percent * UnitsPerPercent;
        if (units != decimal.Truncate(units) || units > long.MaxValue) return false;
        rate = new RateE4((long)units);
        return true;
    }

    /// <summary>Reads percent with at most four decimals.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static RateE4 Parse(string text) =>
        TryParse(text, out var rate) ? rate : throw new FormatException($"\"{text}\" is not a rate: percent with at most 4 decimals.");

    public int CompareTo(RateE4 other) => Value.CompareTo(other.Value);
    public static bool operator <(RateE4 left, RateE4 right) => left.Value < right.Value;
    public static bool operator >(RateE4 left, RateE4 right) => left.Value > right.Value;
    public static bool operator <=(RateE4 left, RateE4 right) => left.Value <= right.Value;
    public static bool operator >=(RateE4 left, RateE4 right) => left.Value >= right.Value;

    /// <summary>Percent without trailing zeros.</summary>
    public override string ToString() => ((decimal)Value / UnitsPerPercent).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Percent with exactly four decimals, as reports show it.</summary>
    public string ToFixedString() => ((decimal)Value / UnitsPerPercent).ToString("F4", CultureInfo.InvariantCulture);

    private const int UnitsPerPercent = 10_000;
    private const int TextLengthMax = 16;
}

/// <summary>Rates are decimal strings of percent in JSON.</summary>
public sealed class RateE4JsonConverter : JsonConverter<RateE4>
{
    public override RateE4 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && RateE4.TryParse(reader.GetString(), out var rate)
            ? rate
            : throw new JsonException("A rate is a string of percent with at most 4 decimals.");

    public override void Write(Utf8JsonWriter writer, RateE4 value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
