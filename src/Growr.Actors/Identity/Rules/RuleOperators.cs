using System.Collections.Immutable;
using System.Diagnostics;

namespace Growr.Actors.Identity.Rules;

/// <summary>Operators over values that are all known.</summary>
internal static class RuleOperators
{
    public static bool IsTrue(RuleValue value) => value is RuleValue.Truth truth ? truth.IsTrue : throw RuleException.Type();

    public static RuleValue Apply(string name, ImmutableArray<RuleValue> values) => name switch
    {
        "!" => RuleValue.Of(!IsTrue(values[0])),
        "==" => RuleValue.Of(AreEqual(values[0], values[1])),
        "!=" => RuleValue.Of(!AreEqual(values[0], values[1])),
        "<" => RuleValue.Of(Compare(values[0], values[1]) < 0),
        "<=" => RuleValue.Of(Compare(values[0], values[1]) <= 0),
        ">" => RuleValue.Of(Compare(values[0], values[1]) > 0),
        ">=" => RuleValue.Of(Compare(values[0], values[1]) >= 0),
        "between" => RuleValue.Of(Compare(values[0], values[1]) >= 0 && Compare(values[0], values[2]) <= 0),
        "in" => RuleValue.Of(Items(values[1]).Any(item => AreEqual(item, values[0]))),
        "startsWith" => RuleValue.Of(Text(values[0]).StartsWith(Text(values[1]), StringComparison.Ordinal)),
        "+" => Computed(values, values.Select(Decimal).Aggregate((sum, next) => sum + next)),
        "-" => Computed(values, values.Length == 1 ? -Decimal(values[0]) : Decimal(values[0]) - Decimal(values[1])),
        "*" => Computed(values, values.Select(Decimal).Aggregate((product, next) => product * next)),
        "/" => Quotient(Decimal(values[0]), Decimal(values[1])),
        "min" => values.Aggregate((least, next) => Compare(least, next) <= 0 ? least : next)!,
        "max" => values.Aggregate((most, next) => Compare(most, next) >= 0 ? most : next)!,
        "round" => new RuleValue.Text(Decimal(values[0]).Round(Places(values[1])).ToString()),
        "sum" => Computed(Items(values[0]), Items(values[0]).Select(Decimal).Aggregate(ExactDecimal.Of(0), (sum, next) => sum + next)),
        "len" => RuleValue.Of(Items(values[0]).Length),
        "age" => RuleValue.Of(FloorDivide(RuleDates.MonthsBetween(Date(values[0]), Date(values[1])), 12)),
        "dateAdd" => RuleDates.Add(Date(values[0]), Whole(values[1]), Text(values[2])),
        "dateDiff" => RuleDates.Difference(Date(values[0]), Date(values[1]), Text(values[2])),
        _ => throw new UnreachableException(name),
    };

    private static bool AreEqual(RuleValue left, RuleValue right)
    {
        if (left is RuleValue.List or RuleValue.Members || right is RuleValue.List or RuleValue.Members) throw RuleException.Type();
        if (left.AsDecimal() is { } leftNumber && right.AsDecimal() is { } rightNumber) return leftNumber == rightNumber;
        return left.Equals(right);
    }

    private static int Compare(RuleValue left, RuleValue right)
    {
        if (left.AsDecimal() is { } leftNumber && right.AsDecimal() is { } rightNumber) return leftNumber.CompareTo(rightNumber);
        if (left.AsDate() is { } leftDate && right.AsDate() is { } rightDate) return leftDate.CompareTo(rightDate);
        throw RuleException.Type();
    }

    // Numbers give a number; as soon as one was text, as amounts are, the result is text.
    private static RuleValue Computed(ImmutableArray<RuleValue> values, ExactDecimal result) =>
        values.All(value => value is RuleValue.Number) ? new RuleValue.Number(result) : new RuleValue.Text(result.ToString());

    private static RuleValue.Text Quotient(ExactDecimal left, ExactDecimal right) => right.IsZero
        ? throw new RuleException(RuleErrors.DivisionByZero)
        : new RuleValue.Text(ExactDecimal.Divide(left, right).ToString());

    private static int FloorDivide(int value, int by) => value >= 0 ? value / by : -((by - 1 - value) / by);

    private static ImmutableArray<RuleValue> Items(RuleValue value) => value is RuleValue.List list ? list.Items : throw RuleException.Type();

    private static string Text(RuleValue value) => value is RuleValue.Text text ? text.Value : throw RuleException.Type();

    private static ExactDecimal Decimal(RuleValue value) => value.AsDecimal() ?? throw RuleException.Type();

    private static DateOnly Date(RuleValue value) => value.AsDate() ?? throw RuleException.Type();

    private static int Whole(RuleValue value) => Decimal(value).TryToInt32(out var whole) ? whole : throw RuleException.Type();

    private static int Places(RuleValue value) => Whole(value) is >= 0 and <= 12 and var places ? places : throw RuleException.Type();
}
