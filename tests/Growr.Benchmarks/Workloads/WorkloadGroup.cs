namespace Growr.Benchmarks.Workloads;

/// <summary>Workloads that run one after another on the same data.</summary>
/// <param name="Name">The first of them.</param>
/// <param name="Names">Those it measures.</param>
/// <param name="Run">Our side of it.</param>
internal sealed record WorkloadGroup(string Name, IReadOnlyList<string> Names, Func<IEnumerable<Measurement>> Run);
