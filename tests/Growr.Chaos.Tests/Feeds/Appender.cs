using System.Globalization;
using Growr.Actors.Feeds;
using Growr.Hypercore.Log;

namespace Growr.Chaos.Tests.Feeds;

/// <summary>
/// The process that gets killed: this test executable, started with a folder in its environment. It appends to several
/// cores at once for ever, says what it is about to do and what is acknowledged, and ends when its starter is gone.
/// </summary>
internal static class Appender
{
    public const string Folder = "GROWR_CHAOS_APPEND";
    public const string Cores = "GROWR_CHAOS_CORES";
    public const string Seed = "GROWR_CHAOS_APPEND_SEED";

    public static bool IsAsked => Environment.GetEnvironmentVariable(Folder) is { Length: > 0 };

    /// <summary>Never returns by itself.</summary>
    public static int Run()
    {
        new Thread(EndWithStarter) { IsBackground = true }.Start();
        var folder = Environment.GetEnvironmentVariable(Folder)!;
        WarmUp(Path.Combine(Path.GetDirectoryName(folder)!, "warm-up"));
        using var storage = RocksCoreStorage.Open(folder);
        var threads = Enumerable.Range(0, Number(Cores)).Select(i => new Thread(() => AppendForEver(storage, i))).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return 0;
    }

    // Everything is compiled before it counts: the time of a first commit is then that of the disk.
    private static void WarmUp(string folder)
    {
        using var storage = RocksCoreStorage.Open(folder);
        var core = storage.Open(new ChaosCore(0).Key);
        for (var i = 0; i < 5; i++) new ChaosCore(0).Append(core, 1);
    }

    private static void AppendForEver(RocksCoreStorage storage, int number)
    {
        var random = new Random(Number(Seed) + number);
        var chaos = new ChaosCore(number);
        var core = storage.Open(chaos.Key);
        while (true)
        {
            Say("next", number, core.Head);
            if (chaos.Append(core, random.Next(1, BatchBlocksMax)) != CommitOutcome.Committed)
                throw new InvalidOperationException("The only writer was told that its head moved.");
            Say("done", number, core.Head);
        }
    }

    // The full stop tells a whole line from one that the kill cut off.
    private static void Say(string what, int number, LogHead head)
    {
        lock (Output) Output.WriteLine($"{what} {number} {head.LengthBlocks} {head.TreeHash} .");
    }

    private static void EndWithStarter()
    {
        while (Console.In.Read() >= 0) { }
        Environment.Exit(0);
    }

    private static int Number(string name) => int.Parse(Environment.GetEnvironmentVariable(name)!, CultureInfo.InvariantCulture);

    private static readonly StreamWriter Output = new(Console.OpenStandardOutput()) { AutoFlush = true };
    private const int BatchBlocksMax = 30;
}
