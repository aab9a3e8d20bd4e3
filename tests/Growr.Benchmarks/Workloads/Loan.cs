using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Growr.Benchmarks.Workloads;

/// <summary>What the bee workloads store, as JSON under a text key on both stacks.</summary>
internal sealed record Loan(string ProjectKey, string Status, int Amount, string Currency)
{
    public static byte[] Key(int i) => Encoding.UTF8.GetBytes($"loan/{i * 7919L % 1000003:00000000}");

    public static byte[] Value(int i) =>
        JsonSerializer.SerializeToUtf8Bytes(new Loan($"p{i % 17}", "APPROVED", i * 100, "KES"), LoanJson.Default.Loan);

    public static Loan Parse(ReadOnlySpan<byte> value) =>
        JsonSerializer.Deserialize(value, LoanJson.Default.Loan) ?? throw new InvalidDataException("A loan is gone.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Loan))]
internal sealed partial class LoanJson : JsonSerializerContext;
