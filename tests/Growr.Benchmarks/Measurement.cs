using System.Text.Json;
using System.Text.Json.Serialization;

namespace Growr.Benchmarks;

/// <summary>One result of one run: how much of something a second.</summary>
internal sealed record Measurement(string Name, double Value, string Unit)
{
    public string ToJson() => JsonSerializer.Serialize(this, MeasurementJson.Default.Measurement);

    public static Measurement Parse(string line) =>
        JsonSerializer.Deserialize(line, MeasurementJson.Default.Measurement)
        ?? throw new InvalidDataException($"Not a measurement: {line}");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Measurement))]
[JsonSerializable(typeof(Comparison))]
internal sealed partial class MeasurementJson : JsonSerializerContext;
