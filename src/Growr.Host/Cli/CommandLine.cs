using System.CommandLine;
using System.CommandLine.Parsing;
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
            await errors.WriteLineAsync($"growr: {Misunderstood(parsed)} See {Path(parsed)} --help.");
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
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"growr: {OneLine(fault.Message)}");
            return UserError.Failure;
        }
        catch (Exception fault)     // the edge: whatever else went wrong is told in one line, too
        {
            await errors.WriteLineAsync($"growr: {OneLine(fault.Message)} This should not happen; please report it ({fault.GetType().Name}).");
            return UserError.Failure;
        }
    }

    private static string Misunderstood(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count > 0)
            return command.Subcommands.Count > 0 && !parsed.UnmatchedTokens[0].StartsWith('-')
                ? $"\"{parsed.UnmatchedTokens[0]}\" is no command of {Path(parsed)}; there are {Names(command)}."
                : $"\"{parsed.UnmatchedTokens[0]}\" is not understood here.";
        return command.Subcommands.Count > 0 ? $"Say what to do: {Names(command)}." : OneLine(parsed.Errors[0].Message);
    }

    private static string Names(Command command) => string.Join(", ", command.Subcommands.Select(known => known.Name));

    /// <summary>The command as it is typed, such as <c>growr book read</c>.</summary>
    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: var command }; at = at.Parent)
            names.Insert(0, command is RootCommand ? "growr" : command.Name);
        return string.Join(' ', names);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static RootCommand Root(TextWriter output, TextWriter errors) =>
        new("Growr: a micro-lending marketplace without a centre, in signed books that anyone can verify.")
        {
            DemoCommand.Build(output, errors),
            RunCommand.Build(output, errors),
            BookCommand.Build(output, errors),
        };

    private static readonly TimeSpan DrainTimeMax = TimeSpan.FromSeconds(30);
}
