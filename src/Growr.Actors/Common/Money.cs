using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Growr.Actors.Common;

/// <summary>An exact amount: whole minor units of one currency. Arithmetic is checked; two currencies never mix.</summary>
/// <param name="MinorUnits">Cents, satoshis, shillings without coins: the smallest unit the currency has.</param>
/// <param name="Currency">The unit of account.</param>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money(long MinorUnits, Currency Currency) : IComparable<Money>
{
    public static Money Zero(Currency currency) => new(0, currency);

    public bool IsPositive => MinorUnits > 0;
    public bool IsNegative => MinorUnits < 0;
    public bool IsZero => MinorUnits == 0;

    public static Money operator +(Money left, Money right) => left with { MinorUnits = checked(left.MinorUnits + right.In(left.Currency)) };
    public static Money operator -(Money left, Money right) => left with { MinorUnits = checked(left.MinorUnits - right.In(left.Currency)) };
    public static Money operator -(Money amount) => amount with { MinorUnits = checked(-amount.MinorUnits) };
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    public static Money Min(Money left, Money right) => left <= right ? left : right;
    public static Money Max(Money left, Money right) => left >= right ? left : right;

    public int CompareTo(Money other) => MinorUnits.CompareTo(other.In(Currency));

    /// <summary>Reads a decimal string such as "1200.50".</summary>
    /// <returns>False for anything but digits with at most the currency's decimals, or an amount too large to hold.</returns>
    public static bool TryParse(string? text, Currency currency, out Money amount)
    {
        amount = Zero(currency);
        const NumberStyles plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (text is null || text.Length > TextLengthMax || text.StartsWith('+') || text.TrimStart('-').StartsWith('.') || text.EndsWith('.')) return false;
        if (!decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var value)) return false;
        var decimals = text.Length - (text.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? dot + 1 : text.Length);
        if (decimals > currency.Digits) return false;
        // Looked at before it is multiplied: 28 digits times 100 is more than a decimal holds.
        if (value is > long.MaxValue or < long.MinValue) return false;
        var minor = value * currency.MinorUnitsPerUnit;
        if (minor is > long.MaxValue or < long.MinValue) return false;
        amount = new Money((long)minor, currency);
        return true;
    }

    /// <summary>Reads a decimal string.</summary>
    /// <exception cref="FormatException">Not an amount of this currency.</exception>
    public static Money Parse(string text, Currency currency) => TryParse(text, currency, out var amount)
        ? amount
        : throw new FormatException($"\"{text}\" is not an amount in {currency.Code}: at most {currency.Digits} decimal digits.");

    /// <summary>The amount as a decimal string with exactly the currency's digits, without the code.</summary>
    public string ToDecimalString() =>
        ((decimal)MinorUnits / Currency.MinorUnitsPerUnit).ToString("F" + Currency.Digits, CultureInfo.InvariantCulture);

    public override string ToString() => $"{ToDecimalString()} {Currency.Code}";

    private long In(Currency currency) => Currency == currency
        ? MinorUnits
        : throw new InvalidOperationException($"{Currency.Code} and {currency.Code} do not mix.");

    private const int TextLengthMax = 28;
}

/// <summary>Money in JSON: <c>{"amount":"12.50","currency":"KES"}</c>, nothing else in it.</summary>
public sealed class MoneyJsonConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Money is an object with amount and currency.");
        string? amount = null, code = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) throw new JsonException($"Money: \"{name}\" must be a string.");
            if (name == "amount" && amount is null) amount = reader.GetString();
            else if (name == "currency" && code is null) code = reader.GetString();
            else throw new JsonException($"Money: field \"{name}\" is unknown or stands there twice.");
        }
        if (!Currency.TryParse(code, out var currency)) throw new JsonException($"Unknown currency \"{code}\".");
        return Money.TryParse(amount, currency, out var money)
            ? money
            : throw new JsonException($"\"{amount}\" is not an amount in {code}: at most {currency.Digits} decimal digits.");
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("amount", value.ToDecimalString());
        writer.WriteString("currency", value.Currency.Code);
        writer.WriteEndObject();
    }
}
