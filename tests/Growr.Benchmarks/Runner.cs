using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Growr.Benchmarks;

/// <summary>One of the two stacks, started once for each run in a folder that is gone afterwards.</summary>
internal sealed class Runner(string program, params string[] arguments)
{
    /// <summary>No group takes a tenth of it on an idle machine.</summary>
    private static readonly TimeSpan RunTimeMax = TimeSpan.FromMinutes(5);

    public static Runner OurStack { get; } = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? new Runner(Environment.ProcessPath!, typeof(Runner).Assembly.Location, "run")
        : new Runner(Environment.ProcessPath!, "run");

    public static Runner JavaScript { get; } = new("node", Path.GetFullPath(Path.Combine(SourceFolder(), "..", "peers", "holepunch.mjs")));

    /// <exception cref="RunFailedException">The stack is not installed, failed, or took too long.</exception>
    public async Task<IReadOnlyList<Measurement>> RunAsync(string group, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("growr-benchmark-");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(RunTimeMax);
        try
        {
            using var process = Start(group, folder.FullName);
            try
            {
                var errors = process.StandardError.ReadToEndAsync(timeout.Token);
                var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
                await process.WaitForExitAsync(timeout.Token);
                if (process.ExitCode != 0) throw new RunFailedException($"{Command(group)} failed:\n{await errors}\n{Mend}");
                return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Measurement.Parse)];
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new RunFailedException($"{Command(group)} was stopped after {RunTimeMax.TotalMinutes} minutes.");
        }
        finally { folder.Delete(recursive: true); }
    }

    private Process Start(string group, string folder)
    {
        var start = new ProcessStartInfo(program, [.. arguments, group])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TMPDIR"] = folder },
        };
        try { return Process.Start(start)!; }
        catch (Win32Exception cause) { throw new RunFailedException($"{Command(group)} did not start: {cause.Message}. {Mend}"); }
    }

    private string Command(string group) => $"{Path.GetFileName(program)} {string.Join(' ', arguments)} {group}";

    private const string Mend = "Node.js 20 and the packages of tests/peers are needed: npm ci --prefix tests/peers --ignore-scripts";

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
