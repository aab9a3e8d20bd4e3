using System.Globalization;

namespace Growr.Chaos.Tests.Feeds;

/// <summary>
/// Processes killed with SIGKILL while they append. GROWR_CHAOS_ROUNDS sets how often, GROWR_CHAOS_SEED repeats a run.
/// </summary>
public sealed class KillDuringAppendTests : IDisposable
{
    private const int Cores = 3;
    private readonly string _folder = Directory.CreateTempSubdirectory("growr-chaos-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_acknowledged_block_survives_a_kill_at_any_instant_and_no_core_forks()
    {
        var (rounds, seed) = (Setting("GROWR_CHAOS_ROUNDS", 10), Setting("GROWR_CHAOS_SEED", Random.Shared.Next()));
        Console.WriteLine($"kill -9 during appends: {rounds} rounds, {Cores} cores in one database, seed {seed}");
        var (random, audit) = (new Random(seed), new Audit());
        var (folder, acknowledged) = (Path.Combine(_folder, "cores"), new List<Acknowledged>());
        for (var round = 1; round <= rounds; round++)
        {
            var (commits, delay) = (random.Next(1, 120), TimeSpan.FromMicroseconds(random.Next(3000)));
            acknowledged.AddRange(AppenderProcess.RunAndKill(folder, Cores, "done", commits, delay, random.Next(1 << 20)));
            var before = (audit.LostBlocks, audit.Forks, audit.FailedReopens, audit.Blocks, audit.AcknowledgedBlocks);
            audit.Check(folder, Cores, acknowledged);
            Console.WriteLine($"  round {round}: killed {delay.TotalMilliseconds:F1} ms after acknowledgement {commits}; "
                + $"blocks acknowledged {audit.AcknowledgedBlocks - before.AcknowledgedBlocks}, found {audit.Blocks - before.Blocks}, "
                + $"lost {audit.LostBlocks - before.LostBlocks}, forks {audit.Forks - before.Forks}, "
                + $"failed reopens {audit.FailedReopens - before.FailedReopens}");
        }
        AssertNothingLost(audit, rounds);
    }

    [Fact]
    public void A_kill_during_the_very_first_commit_leaves_a_storage_that_opens_and_goes_on()
    {
        var (rounds, seed) = (Setting("GROWR_CHAOS_ROUNDS", 10), Setting("GROWR_CHAOS_SEED", Random.Shared.Next()));
        Console.WriteLine($"kill -9 during the first commit: {rounds} rounds, seed {seed}");
        var (random, audit) = (new Random(seed), new Audit());
        for (var round = 1; round <= rounds; round++)
        {
            var folder = Path.Combine(_folder, round.ToString(CultureInfo.InvariantCulture));
            var delay = TimeSpan.FromMicroseconds(random.Next(2000));
            var acknowledged = AppenderProcess.RunAndKill(folder, cores: 1, "next", 1, delay, random.Next(1 << 20));
            var before = audit.Blocks;
            audit.Check(folder, cores: 1, acknowledged);
            Console.WriteLine($"  round {round}: killed {delay.TotalMilliseconds:F1} ms after the first commit began; "
                + $"commits acknowledged {acknowledged.Count}, blocks found {audit.Blocks - before}");
        }
        AssertNothingLost(audit, rounds);
    }

    private static void AssertNothingLost(Audit audit, int rounds)
    {
        Console.WriteLine($"  total of {rounds} rounds: acknowledged blocks lost {audit.LostBlocks}, "
            + $"forks {audit.Forks}, failed reopens {audit.FailedReopens}");
        Assert.Equal((0UL, 0, 0), (audit.LostBlocks, audit.Forks, audit.FailedReopens));
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
