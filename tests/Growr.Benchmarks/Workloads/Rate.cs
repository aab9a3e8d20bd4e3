using System.Diagnostics;

namespace Growr.Benchmarks.Workloads;

internal static class Rate
{
    /// <summary>How many a second.</summary>
    public static Measurement Of(string name, int count, string unit, Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return new Measurement(name, count / Stopwatch.GetElapsedTime(start).TotalSeconds, unit);
    }
}
