using CsCheck;
using Growr.Actors.Common;

namespace Growr.Actors.Tests.Common;

public sealed class RationalTests
{
    private static readonly Gen<Rational> Fractions = Gen.Select(Gen.Long, Gen.Long.Where(one => one != 0), (top, bottom) => new Rational(top, bottom));

    [Fact]
    public void The_default_value_is_zero() => Assert.Equal(default, new Rational(0, 7));

    [Fact]
    public void A_fraction_without_denominator_is_a_fault() => Assert.Throws<DivideByZeroException>(() => new Rational(1, 0));

    [Fact]
    public void Arithmetic_is_exact_both_ways() => Gen.Select(Fractions, Fractions).Sample((one, other) =>
    {
        Assert.Equal(one, one + other - other);
        if (other.Sign != 0) Assert.Equal(one, one * other / other);
        Assert.Equal(one.CompareTo(other), (one - other).Sign);
    });

    [Theory]
    [InlineData(5, 2, RoundingMode.HalfEven, 2)]
    [InlineData(7, 2, RoundingMode.HalfEven, 4)]
    [InlineData(5, 2, RoundingMode.HalfUp, 3)]
    [InlineData(-5, 2, RoundingMode.HalfUp, -2)]
    [InlineData(-5, 2, RoundingMode.HalfEven, -2)]
    [InlineData(-7, 3, RoundingMode.Down, -3)]
    [InlineData(7, 3, RoundingMode.Up, 3)]
    [InlineData(6, 3, RoundingMode.Up, 2)]
    public void Rounding_follows_its_name(long top, long bottom, RoundingMode mode, long expected) =>
        Assert.Equal(expected, (long)new Rational(top, bottom).Round(mode));

    [Fact]
    public void An_amount_too_large_to_hold_is_a_fault() =>
        Assert.Throws<OverflowException>(() => (new Rational(long.MaxValue) * 2).RoundTo(Currency.Parse("SAT"), RoundingMode.HalfEven));
}
