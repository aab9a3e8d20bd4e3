using System.Globalization;

namespace Growr.Actors.Tests.Simulation;

/// <summary>Answers: does any order of commands, losses, repeats and crashes lose, invent or lock up money?</summary>
public sealed class MoneySimulationTests
{
    /// <summary>Runs one seed alone when set.</summary>
    private const string SeedVariable = "GROWR_SEED";

    [Fact]
    public void No_order_of_commands_losses_and_crashes_moves_money_wrongly()
    {
        var seeds = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var one)
            ? [one]
            : Enumerable.Range(1, 300);
        var failures = new List<string>();
        foreach (var seed in seeds)
        {
            if (Record.Exception(() => Play(seed)) is { } wrong) failures.Add($"{SeedVariable}={seed}: {wrong}");
        }
        Assert.True(failures.Count == 0, $"{failures.Count} seeds failed. {string.Join('\n', failures.Take(3))}");
    }

    private static void Play(int seed)
    {
        var random = new Random(seed);
        var node = new SimulatedNode(random);
        var people = new SimulatedPeople(random, node);
        var invariants = new MoneyInvariants(node, people);
        people.Open();
        for (var round = 0; round < 8; round++)
        {
            for (var i = 0; i < 20; i++)
            {
                people.SaySomething();
                for (var moves = random.Next(12); moves > 0; moves--) node.Move();
            }
            node.ComeToRest();
            invariants.Check();
        }
    }
}
