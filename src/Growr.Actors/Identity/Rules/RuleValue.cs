using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Growr.Actors.Identity.Rules;

/// <summary>What a rule computes with. Unknown stands for something that was not shown.</summary>
public abstract record RuleValue
{
    private RuleValue() { }

    public sealed record Unknown : RuleValue;

    public sealed record Null : RuleValue;

    public sealed record Truth(bool IsTrue) : RuleValue;

    public sealed record Number(ExactDecimal Value) : RuleValue;

    /// <summary>Text; of decimal or date shape it also compares as that.</summary>
    public sealed record Text(string Value) : RuleValue;

    public sealed record List(ImmutableArray<RuleValue> Items) : RuleValue;

    /// <summary>Something with names in it; only paths can look inside.</summary>
    public sealed record Members(JsonElement Value) : RuleValue;

    public static readonly RuleValue Missing = new Unknown();
    public static readonly RuleValue True = new Truth(true);
    public static readonly RuleValue False = new Truth(false);

    public static RuleValue Of(bool value) => value ? True : False;

    public static RuleValue Of(long value) => new Number(ExactDecimal.Of(value));

    /// <summary>Takes a JSON value as it is. A number with an exponent, or too many digits, is a type error.</summary>
    public static RuleValue Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => new Null(),
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        JsonValueKind.String => new Text(value.GetString()!),
        JsonValueKind.Number => ExactDecimal.TryParse(value.GetRawText(), out var number) ? new Number(number) : throw RuleException.Type(),
        JsonValueKind.Array => value.GetArrayLength() <= Rule.ListItemsMax
            ? new List([.. value.EnumerateArray().Select(Of)])
            : throw new RuleException(RuleErrors.TooLarge),
        _ => new Members(value),
    };

    /// <summary>The number this is or is written as.</summary>
    public ExactDecimal? AsDecimal() => this switch
    {
        Number number => number.Value,
        Text text when ExactDecimal.TryParse(text.Value, out var value) => value,
        _ => null,
    };

    /// <summary>The calendar date this is written as.</summary>
    public DateOnly? AsDate() => this is Text text
        && DateOnly.TryParseExact(text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
