namespace Growr.Benchmarks.Workloads;

/// <summary>
/// All workloads, named as in tests/peers/holepunch.mjs, which runs the same ones on the JavaScript stack. Ours syncs every
/// commit, always; theirs only in the workloads whose names say so.
/// </summary>
internal static class Catalog
{
    public static IReadOnlyList<WorkloadGroup> Groups { get; } =
    [
        new("append-one", ["append-one"], () => LogWorkloads.AppendOne("append-one")),
        new("append-one-synced", ["append-one-synced"], () => LogWorkloads.AppendOne("append-one-synced")),
        new("append-batch", ["append-batch", "get-random"], LogWorkloads.AppendBatch),
        new("bee-put", ["bee-put"], () => BeeWorkloads.Put("bee-put")),
        new("bee-put-synced", ["bee-put-synced"], () => BeeWorkloads.Put("bee-put-synced")),
        new("bee-batch", ["bee-batch", "bee-get", "bee-range"], BeeWorkloads.Batch),
        new("replicate-pipe", ["replicate-pipe"], PipeWorkload.Replicate),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Groups.SelectMany(group => group.Names)];

    public static WorkloadGroup? Find(string name) => Groups.FirstOrDefault(group => group.Name == name);
}
