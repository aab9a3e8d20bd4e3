using System.Runtime.InteropServices;
using Growr.Benchmarks;
using Growr.Benchmarks.Workloads;

// How fast is Growr beside the JavaScript original, on this machine, in the same minutes? The answer of another day or another
// machine says nothing, so nothing is compared with a stored figure.
const string usage = """
    Growr.Benchmarks side-by-side [--json] [WORKLOAD ...]    each workload on both stacks, in turns, three rounds
    Growr.Benchmarks run GROUP                               our side of one group once, one JSON object a line
    """;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
switch (args)
{
    case ["run", var group] when Catalog.Find(group) is { } found:
        foreach (var measurement in found.Run()) Console.WriteLine(measurement.ToJson());
        return 0;
    case ["side-by-side", .. var rest]:
        var names = rest.Where(argument => argument != "--json").ToArray();
        var unknown = names.Except(Catalog.Names).ToArray();
        if (unknown.Length == 0) return await SideBySide.RunAsync(names, rest.Contains("--json"), stop.Token);
        await Console.Error.WriteLineAsync($"There is no workload {string.Join(" or ", unknown)}. Choose from: {string.Join(" ", Catalog.Names)}");
        return 2;
    default:
        await Console.Error.WriteLineAsync(usage);
        return 2;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
