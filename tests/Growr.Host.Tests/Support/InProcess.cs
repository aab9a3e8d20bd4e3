using Growr.Host.Cli;

namespace Growr.Host.Tests.Support;

/// <summary>Commands without a process of their own, where that proves the same.</summary>
internal static class InProcess
{
    public static async Task<GrowrResult> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await CommandLine.RunAsync(arguments, output, errors);
        return new GrowrResult(exitCode, Lines(output), Lines(errors));
    }

    private static string[] Lines(StringWriter text) => text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
