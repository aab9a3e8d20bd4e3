using System.Collections.Immutable;

namespace Growr.Actors.Common;

/// <summary>Splits amounts into parts that add up to the whole.</summary>
public static class Shares
{
    /// <summary>Parts in proportion to weights, rounded down; what is left goes to the largest weight, the first of equals.</summary>
    /// <returns>One part for each weight; all nothing when no weight is positive.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative.</exception>
    public static ImmutableArray<Money> Split(Money whole, IReadOnlyList<long> weights)
    {
        if (weights.Any(weight => weight < 0)) throw new ArgumentOutOfRangeException(nameof(weights), "A share is never negative.");
        var sum = weights.Aggregate(Rational.Zero, (total, weight) => total + weight);
        if (sum.Sign == 0) return [.. weights.Select(_ => Money.Zero(whole.Currency))];
        var parts = weights.Select(weight => (whole.Exact() * weight / sum).RoundTo(whole.Currency, RoundingMode.Down)).ToArray();
        var largest = Enumerable.Range(0, weights.Count).MaxBy(at => weights[at]);
        parts[largest] += parts.Aggregate(whole, (left, part) => left - part);
        return [.. parts];
    }
}
