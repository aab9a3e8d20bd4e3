using System.Text.Json;

namespace Growr.Hypercore.Tests;

/// <summary>Vectors recorded from the JavaScript packages; Golden/hypercore/README.md tells how.</summary>
internal static class GoldenFile
{
    public static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "hypercore", name))).RootElement;

    public static byte[] Hex(this JsonElement element, string property) =>
        Convert.FromHexString(element.GetProperty(property).GetString()!);

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    /// <summary>Says how much a file proved, and fails when it proved less than it should.</summary>
    public static void Report(string name, int checks, int atLeast)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {checks} checks");
        Assert.True(checks >= atLeast, $"{name}: {checks} checks, expected at least {atLeast}");
    }
}
