using System.CommandLine;
using Growr.Actors.Feeds;
using Growr.Host.Books;
using Growr.Host.Demo;
using Growr.Host.Node;

namespace Growr.Host.Cli;

/// <summary>The program's commands. Exit codes: 0 done, 1 failed, 2 not understood; errors are one line on stderr.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var parsed = Root(output, errors).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await errors.WriteLineAsync($"growr: {parsed.Errors[0].Message} See growr --help.");
            return UserError.Usage;
        }
        try
        {
            // Ctrl-C and SIGTERM cancel the token; a command drains and ends by itself.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = errors,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = DrainTimeMax,
            });
        }
        catch (UserError error)
        {
            await errors.WriteLineAsync($"growr: {error.Message}");
            return error.ExitCode;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StorageLockedException)
        {
            await errors.WriteLineAsync($"growr: {fault.Message}");
            return UserError.Failure;
        }
    }

    private static RootCommand Root(TextWriter output, TextWriter errors) =>
        new("Growr: a micro-lending marketplace without a centre, in signed books that anyone can verify.")
        {
            DemoCommand.Build(output, errors),
            RunCommand.Build(output, errors),
            BookCommand.Build(output, errors),
        };

    private static readonly TimeSpan DrainTimeMax = TimeSpan.FromSeconds(30);
}
