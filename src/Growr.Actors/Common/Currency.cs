using System.Text.Json;
using System.Text.Json.Serialization;

namespace Growr.Actors.Common;

/// <summary>A unit of account: its code and how many decimal digits its amounts may have.</summary>
[JsonConverter(typeof(CurrencyJsonConverter))]
public sealed record Currency
{
    private Currency(string code, int digits) => (Code, Digits) = (code, digits);

    /// <summary>ISO 4217 code, or the token's code.</summary>
    public string Code { get; }

    /// <summary>Decimal digits of an amount; the minor unit is 10^−Digits.</summary>
    public int Digits { get; }

    /// <summary>Minor units in one unit.</summary>
    public long MinorUnitsPerUnit => PowersOfTen[Digits];

    /// <summary>Finds a currency by its exact code.</summary>
    public static bool TryParse(string? code, out Currency currency)
    {
        currency = null!;
        return code is not null && Known.TryGetValue(code, out currency!);
    }

    /// <summary>The currency with a code.</summary>
    /// <exception cref="FormatException">No such currency.</exception>
    public static Currency Parse(string code) =>
        TryParse(code, out var currency) ? currency : throw new FormatException($"Unknown currency \"{code}\".");

    public override string ToString() => Code;

    private static readonly long[] PowersOfTen =
        [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    // XTS is ISO 4217's code for testing; RBTC shows 8 of its 18 digits.
    private static readonly Dictionary<string, Currency> Known = new Currency[]
    {
        new("USD", 2), new("EUR", 2), new("KES", 2), new("TZS", 2), new("GHS", 2), new("NGN", 2), new("INR", 2),
        new("UGX", 0), new("RWF", 0), new("XOF", 0), new("XAF", 0), new("XTS", 0),
        new("BTC", 8), new("SAT", 0), new("MSAT", 0), new("RBTC", 8), new("DOC", 2),
    }.ToDictionary(currency => currency.Code);
}

/// <summary>Currencies are their codes in JSON.</summary>
public sealed class CurrencyJsonConverter : JsonConverter<Currency>
{
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Currency.TryParse(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out var currency)
            ? currency
            : throw new JsonException("Unknown currency.");

    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}
