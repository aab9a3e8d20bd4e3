using System.Globalization;
using System.Text.Json;

namespace Growr.Benchmarks;

/// <summary>One workload on both stacks: the median of each, and how many times ours is as fast.</summary>
internal sealed record Comparison(string Name, double Ours, double Theirs, double Ratio, string Unit)
{
    public const string Head = "workload                   ours       theirs     ratio  unit";

    public static Comparison Of(string name, IReadOnlyList<Measurement> ours, IReadOnlyList<Measurement> theirs)
    {
        var (mine, other) = (Median(ours), Median(theirs));
        return new Comparison(name, Rounded(mine), Rounded(other), Rounded(mine / other), ours[0].Unit);
    }

    public string ToJson() => JsonSerializer.Serialize(this, MeasurementJson.Default.Comparison);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name,-18} {Ours,12:0.#} {Theirs,12:0.#} {Ratio,8:0.00}x  {Unit}");

    private static double Median(IReadOnlyList<Measurement> measurements) =>
        measurements.Select(measurement => measurement.Value).Order().ElementAt(measurements.Count / 2);

    /// <summary>Four digits; the rest is noise.</summary>
    private static double Rounded(double value) =>
        double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
