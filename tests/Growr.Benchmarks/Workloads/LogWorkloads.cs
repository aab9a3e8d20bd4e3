namespace Growr.Benchmarks.Workloads;

/// <summary>How fast does a core grow, and how fast are its blocks read back?</summary>
internal static class LogWorkloads
{
    /// <summary>One block, one signature, one synced write each.</summary>
    public static IEnumerable<Measurement> AppendOne(string name)
    {
        using var core = DiskCore.New();
        yield return Rate.Of(name, 2000, "blocks/s", () =>
        {
            for (var i = 0; i < 2000; i++) core.Append([Block(i)]);
        });
    }

    public static IEnumerable<Measurement> AppendBatch()
    {
        using var core = DiskCore.New();
        var blocks = Blocks(1000);
        yield return Rate.Of("append-batch", 100_000, "blocks/s", () =>
        {
            for (var i = 0; i < 100; i++) core.Append(blocks);
        });
        yield return Rate.Of("get-random", 20_000, "blocks/s", () =>
        {
            for (var i = 0; i < 20_000; i++)
                if (!core.Store.TryGetBlock((ulong)(i * 7919L % 100_000), out _)) throw new InvalidDataException("A block is gone.");
        });
    }

    /// <summary>Blocks of 100 bytes.</summary>
    public static ReadOnlyMemory<byte>[] Blocks(int count) => [.. Enumerable.Range(0, count).Select(Block)];

    private static ReadOnlyMemory<byte> Block(int i)
    {
        var block = new byte[100];
        Array.Fill(block, (byte)i);
        return block;
    }
}
