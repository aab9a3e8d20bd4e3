using System.Diagnostics;
using System.Reflection;
using Growr.Benchmarks.Workloads;

namespace Growr.Benchmarks;

/// <summary>
/// Runs each group of workloads on both stacks, in turns, three rounds. Every run is a process of its own on both sides, with
/// a folder of its own on the same disk, so that neither has warmed up before the other.
/// </summary>
internal static class SideBySide
{
    /// <returns>The exit code: 1 when a run failed or the whole was stopped.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> names, bool isJson, CancellationToken stop)
    {
        if (!BuildIsOptimised) await Console.Error.WriteLineAsync("This is a Debug build; its figures mean nothing. Use -c Release.");
        var wanted = names.Count == 0 ? Catalog.Names : names;
        try
        {
            if (!isJson) Console.WriteLine(Comparison.Head);
            foreach (var group in Catalog.Groups.Where(group => group.Names.Any(wanted.Contains)))
                foreach (var comparison in await CompareAsync(group, stop))
                    if (wanted.Contains(comparison.Name)) Console.WriteLine(isJson ? comparison.ToJson() : comparison.ToString());
            return 0;
        }
        catch (RunFailedException failure) { await Console.Error.WriteLineAsync(failure.Message); }
        catch (OperationCanceledException) { await Console.Error.WriteLineAsync("Stopped."); }
        return 1;
    }

    private static async Task<IReadOnlyList<Comparison>> CompareAsync(WorkloadGroup group, CancellationToken stop)
    {
        var (ours, theirs) = (new List<Measurement>(), new List<Measurement>());
        for (var round = 1; round <= Rounds; round++)
        {
            await Console.Error.WriteLineAsync($"{group.Name}: round {round} of {Rounds}");
            // Who goes first changes, so that neither always finds the disk as the other left it.
            foreach (var isOurs in round % 2 == 0 ? new[] { true, false } : [false, true])
                (isOurs ? ours : theirs).AddRange(await (isOurs ? Runner.OurStack : Runner.JavaScript).RunAsync(group.Name, stop));
        }
        return [.. group.Names.Select(name => Comparison.Of(
            name, [.. ours.Where(one => one.Name == name)], [.. theirs.Where(one => one.Name == name)]))];
    }

    private const int Rounds = 3;

    private static bool BuildIsOptimised => !typeof(SideBySide).Assembly.GetCustomAttributes<DebuggableAttribute>()
        .Any(attribute => attribute.IsJITOptimizerDisabled);
}
