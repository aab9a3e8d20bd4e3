using System.Text;
using Growr.Hypercore.Bee;

namespace Growr.Benchmarks.Workloads;

/// <summary>How fast are entries put one by one, put in batches, got and listed? Values are encoded and decoded on both stacks.</summary>
internal static class BeeWorkloads
{
    /// <summary>One entry, one signature, one synced write each.</summary>
    public static IEnumerable<Measurement> Put(string name)
    {
        using var core = DiskCore.New();
        var writer = new BeeWriter(new CoreBeeBlocks(core.Store));
        yield return Rate.Of(name, 2000, "puts/s", () =>
        {
            for (var i = 0; i < 2000; i++) Append(core, writer, [(i, i)]);
        });
    }

    public static IEnumerable<Measurement> Batch()
    {
        using var core = DiskCore.New();
        var writer = new BeeWriter(new CoreBeeBlocks(core.Store));
        yield return Rate.Of("bee-batch", 100_000, "puts/s", () =>
        {
            for (var k = 0; k < 10; k++) Append(core, writer, Enumerable.Range(0, 10_000).Select(i => (k * 10_000 + i, i)));
        });
        var tree = BeeTree.Newest(new CoreBeeBlocks(core.Store));
        yield return Rate.Of("bee-get", 5000, "gets/s", () =>
        {
            for (var i = 0; i < 5000; i++)
            {
                if (!tree.TryGet(Loan.Key(i * 31 % 100_000), out var entry)) throw new InvalidDataException("A key is gone.");
                Loan.Parse(entry.Value.Span);
            }
        });
        yield return Rate.Of("bee-range", 100_000, "entries/s", () => List(BeeTree.Newest(new CoreBeeBlocks(core.Store))));
    }

    private static void Append(DiskCore core, BeeWriter writer, IEnumerable<(int Key, int Value)> loans)
    {
        var batch = writer.BeginBatch();
        foreach (var (key, value) in loans) batch.Put(Loan.Key(key), Loan.Value(value));
        batch.Flush();
        core.Append(writer.PendingBlocks);
        writer.MarkAppended();
    }

    private static void List(BeeTree tree)
    {
        var listed = 0;
        foreach (var entry in tree.Range())
        {
            Loan.Parse(entry.Value.Span);
            if (Encoding.UTF8.GetString(entry.Key.Span).Length > 0) listed++;
        }
        if (listed != 100_000) throw new InvalidDataException($"{listed} entries instead of 100000.");
    }
}
