using System.Text.Json;

namespace Growr.Hypercore.Tests;

/// <summary>Reads golden files and counts the checks made on them, so that a test cannot pass on an empty file.</summary>
internal sealed class Vectors(string file)
{
    private int _checks;
    private int _left;

    public JsonElement Root { get; } = Read(file);

    public static byte[] Hex(JsonElement element) => Convert.FromHexString(element.GetString()!);

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    public void Equal<T>(T expected, T actual)
    {
        Assert.Equal(expected, actual);
        _checks++;
    }

    public void True(bool condition, string what)
    {
        Assert.True(condition, what);
        _checks++;
    }

    public void LeftOut() => _left++;

    public void Report(int checksMin)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"{file}: {_checks} checks, {_left} entries of parts not built");
        Assert.True(_checks >= checksMin, $"{file}: only {_checks} checks were made, expected {checksMin}.");
    }

    private static JsonElement Read(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "hypercore", file);
        return JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
    }
}
