using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Growr.Actors.Tests.Architecture;

/// <summary>The checkout these tests were built from.</summary>
internal static partial class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(SourceFolder(), "..", "..", ".."));

    /// <summary>C# files below a folder of the checkout, build output left out.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"));

    /// <summary>Names of the types a file declares, nested ones included.</summary>
    public static IEnumerable<string> TypesDeclaredIn(string path) =>
        Declaration().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value);

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"^\s*public\s+(?:[a-z]+\s+)*(?:class|record|struct|interface|enum)\s+(?:struct\s+|class\s+)?(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
