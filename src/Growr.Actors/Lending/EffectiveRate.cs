namespace Growr.Actors.Lending;

/// <summary>One payment as the solver sees it: when, counted in periods or years from the first, and how much, outflows negative.</summary>
public readonly record struct CashFlow(double Time, double Amount);

/// <summary>Finds the rate that makes a series of payments worth nothing today.</summary>
/// <remarks>The one place where floating point is right: a rate of return is a root found by bisection, and time may be a
/// fraction of a year, so powers have no exact value; decimal cannot hold 0.0001 to the power of −120 either, which the bracket
/// asks for. The result is a figure to show; no amount of money is computed here.</remarks>
public static class EffectiveRate
{
    /// <summary>The rate for one unit of time, as a fraction of one; null when no rate explains the payments.</summary>
    public static double? Solve(IReadOnlyList<CashFlow> flows)
    {
        var (low, high) = (-0.9999, 1.0);
        var atLow = ValueAt(low);
        while (atLow * ValueAt(high) > 0)
        {
            if (high >= RateMax) return null;
            high *= 2;
        }
        while (high - low > Precision)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) break;
            if (atLow * ValueAt(middle) <= 0) high = middle;
            else low = middle;
        }
        return (low + high) / 2;

        double ValueAt(double rate) => flows.Sum(flow => flow.Amount / Math.Pow(1 + rate, flow.Time));
    }

    private const double Precision = 1e-12;
    private const double RateMax = 1e6;
}
