using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Growr.Actors.Common;

/// <summary>What happens to the part that no whole unit can hold.</summary>
[JsonConverter(typeof(CodeEnumConverter<RoundingMode>))]
public enum RoundingMode
{
    /// <summary>To the nearest; a tie goes to the even neighbour. The rule for amounts.</summary>
    HalfEven,

    /// <summary>To the nearest; a tie goes up. The rule for fees and for level instalments.</summary>
    HalfUp,

    /// <summary>Toward the smaller neighbour.</summary>
    Down,

    /// <summary>Toward the larger neighbour.</summary>
    Up,
}

/// <summary>Where exact fractions become whole units.</summary>
public static class Rounding
{
    /// <summary>The whole number nearest to a fraction by the given rule.</summary>
    public static BigInteger Round(this Rational value, RoundingMode mode)
    {
        var floor = BigInteger.DivRem(value.Numerator, value.Denominator, out var rest);
        if (rest.Sign < 0) (floor, rest) = (floor - 1, rest + value.Denominator);
        var half = (rest * 2).CompareTo(value.Denominator);
        var isUp = mode switch
        {
            RoundingMode.HalfEven => half > 0 || (half == 0 && !floor.IsEven),
            RoundingMode.HalfUp => half >= 0,
            RoundingMode.Down => false,
            RoundingMode.Up => !rest.IsZero,
            _ => throw new UnreachableException(mode.ToString()),
        };
        return isUp ? floor + 1 : floor;
    }

    /// <summary>An exact count of minor units as money, rounded to a multiple of <paramref name="multipleMinorUnits"/>.</summary>
    /// <exception cref="OverflowException">The amount cannot be held.</exception>
    public static Money RoundTo(this Rational minorUnits, Currency currency, RoundingMode mode, long multipleMinorUnits = 1) =>
        new((long)((minorUnits / multipleMinorUnits).Round(mode) * multipleMinorUnits), currency);

    /// <summary>The amount as an exact count of minor units.</summary>
    public static Rational Exact(this Money amount) => new(amount.MinorUnits);

    /// <summary>A share of an amount, rounded.</summary>
    public static Money Share(this Money amount, RateE4 rate, RoundingMode mode, long multipleMinorUnits = 1) =>
        (amount.Exact() * rate.Fraction).RoundTo(amount.Currency, mode, multipleMinorUnits);
}
