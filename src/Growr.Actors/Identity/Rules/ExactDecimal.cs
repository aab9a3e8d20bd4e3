using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Growr.Actors.Identity.Rules;

/// <summary>A decimal number without rounding: digits and how many of them stand behind the point.</summary>
/// <remarks>System.Decimal would round products beyond 28 digits without a word.</remarks>
public readonly partial record struct ExactDecimal : IComparable<ExactDecimal>
{
    private readonly BigInteger _digits;
    private readonly int _scale;

    private ExactDecimal(BigInteger digits, int scale) => (_digits, _scale) = (digits, scale);

    public static ExactDecimal Of(long value) => new(value, 0);

    public bool IsZero => _digits.IsZero;

    /// <summary>Reads digits with at most one point and a leading minus, at most 40 characters; no exponent, no leading zeros.</summary>
    public static bool TryParse(string text, out ExactDecimal value)
    {
        value = default;
        if (text.Length > TextLengthMax || !Shape().IsMatch(text)) return false;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        value = new ExactDecimal(BigInteger.Parse(digits, CultureInfo.InvariantCulture), point < 0 ? 0 : text.Length - point - 1);
        return true;
    }

    public static ExactDecimal operator +(ExactDecimal left, ExactDecimal right) => Aligned(left, right, BigInteger.Add);
    public static ExactDecimal operator -(ExactDecimal left, ExactDecimal right) => Aligned(left, right, BigInteger.Subtract);
    public static ExactDecimal operator -(ExactDecimal value) => new(-value._digits, value._scale);
    public static ExactDecimal operator *(ExactDecimal left, ExactDecimal right) => new(left._digits * right._digits, left._scale + right._scale);
    public static bool operator <(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) < 0;
    public static bool operator >(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) > 0;
    public static bool operator <=(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) <= 0;
    public static bool operator >=(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) >= 0;

    /// <summary>The quotient to 12 places, half to even.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static ExactDecimal Divide(ExactDecimal left, ExactDecimal right)
    {
        var (numerator, denominator) = (left._digits * Power(right._scale + QuotientPlaces), right._digits * Power(left._scale));
        return new ExactDecimal(DivideHalfEven(numerator, denominator), QuotientPlaces);
    }

    /// <summary>Rounded to some places behind the point, half to even.</summary>
    public ExactDecimal Round(int places) =>
        _scale <= places ? this : new ExactDecimal(DivideHalfEven(_digits, Power(_scale - places)), places);

    /// <summary>The value as a whole number, if it is one that fits.</summary>
    public bool TryToInt32(out int value)
    {
        value = 0;
        var whole = BigInteger.DivRem(_digits, Power(_scale), out var rest);
        if (!rest.IsZero || whole > int.MaxValue || whole < int.MinValue) return false;
        value = (int)whole;
        return true;
    }

    public int CompareTo(ExactDecimal other) =>
        (_digits * Power(Math.Max(0, other._scale - _scale))).CompareTo(other._digits * Power(Math.Max(0, _scale - other._scale)));

    public bool Equals(ExactDecimal other) => CompareTo(other) == 0;

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Plain digits without needless zeros behind the point.</summary>
    public override string ToString()
    {
        var text = BigInteger.Abs(_digits).ToString(CultureInfo.InvariantCulture).PadLeft(_scale + 1, '0');
        if (_scale > 0) text = $"{text[..^_scale]}.{text[^_scale..]}".TrimEnd('0').TrimEnd('.');
        return _digits.Sign < 0 && text != "0" ? "-" + text : text;
    }

    private static ExactDecimal Aligned(ExactDecimal left, ExactDecimal right, Func<BigInteger, BigInteger, BigInteger> operation)
    {
        var scale = Math.Max(left._scale, right._scale);
        return new ExactDecimal(operation(left._digits * Power(scale - left._scale), right._digits * Power(scale - right._scale)), scale);
    }

    private static BigInteger DivideHalfEven(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var twice = BigInteger.Abs(rest * 2).CompareTo(BigInteger.Abs(denominator));
        var isAway = twice > 0 || twice == 0 && !quotient.IsEven;
        return isAway ? quotient + numerator.Sign * denominator.Sign : quotient;
    }

    private static BigInteger Power(int exponent) => BigInteger.Pow(10, exponent);

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?\z")]
    private static partial Regex Shape();

    private const int TextLengthMax = 40;
    private const int QuotientPlaces = 12;
}
