using System.Diagnostics;
using System.Globalization;
using Growr.Hypercore.Crypto;

namespace Growr.Chaos.Tests.Feeds;

/// <summary>What the appender said about one core: so many blocks, under this tree hash.</summary>
internal sealed record Acknowledged(int Core, ulong LengthBlocks, Hash TreeHash);

/// <summary>Starts an appender, kills it with SIGKILL at a chosen instant and keeps what it had acknowledged.</summary>
internal static class AppenderProcess
{
    /// <param name="folder">The storage.</param>
    /// <param name="cores">Cores appended to at once.</param>
    /// <param name="word">"next" counts commits begun, "done" counts commits acknowledged.</param>
    /// <param name="count">Lines with that word to wait for.</param>
    /// <param name="delay">Time from the last of them to the kill.</param>
    /// <param name="seed">Of the batch sizes.</param>
    public static List<Acknowledged> RunAndKill(string folder, int cores, string word, int count, TimeSpan delay, int seed)
    {
        using var process = Process.Start(StartInfo(folder, cores, seed))!;
        var acknowledged = new List<Acknowledged>();
        var seen = 0;
        while (seen < count && process.StandardOutput.ReadLine() is { } line)
        {
            Take(line, acknowledged);
            if (line.StartsWith(word, StringComparison.Ordinal)) seen++;
        }
        SpinFor(delay);
        process.Kill();
        while (process.StandardOutput.ReadLine() is { } line) Take(line, acknowledged);
        process.WaitForExit();
        var errors = process.StandardError.ReadToEnd();
        Assert.True(seen == count, $"The appender ended by itself after {seen} of {count} lines: {errors}");
        return acknowledged;
    }

    private static ProcessStartInfo StartInfo(string folder, int cores, int seed) => new(Environment.ProcessPath!)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            [Appender.Folder] = folder,
            [Appender.Cores] = cores.ToString(CultureInfo.InvariantCulture),
            [Appender.Seed] = seed.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static void Take(string line, List<Acknowledged> acknowledged)
    {
        var words = line.Split(' ');
        if (words is not ["done", var core, var length, var hash, "."]) return;
        acknowledged.Add(new Acknowledged(
            int.Parse(core, CultureInfo.InvariantCulture),
            ulong.Parse(length, CultureInfo.InvariantCulture),
            new Hash(Convert.FromHexString(hash))));
    }

    // Finer than any timer: the kill is to fall anywhere inside a commit.
    private static void SpinFor(TimeSpan delay)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < delay) Thread.SpinWait(20);
    }
}
