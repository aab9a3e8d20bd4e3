using System.Text.Json;

namespace Growr.Host.Tests.Support;

/// <summary>How the program ended, and the lines it printed.</summary>
public sealed record GrowrResult(int ExitCode, string[] Output, string[] Errors)
{
    /// <summary>The only line of stdout as JSON, of a command that succeeded.</summary>
    public JsonElement Json
    {
        get
        {
            Assert.True(ExitCode == 0, $"Exit code {ExitCode}: {string.Join('\n', Errors)}");
            return JsonDocument.Parse(Assert.Single(Output)).RootElement;
        }
    }

    /// <summary>The one line on stderr of a command that did not succeed and printed nothing else.</summary>
    public string Error(int exitCode)
    {
        Assert.Empty(Output);
        var line = Assert.Single(Errors);
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode}: {line}");
        Assert.StartsWith("growr: ", line, StringComparison.Ordinal);
        return line;
    }
}
