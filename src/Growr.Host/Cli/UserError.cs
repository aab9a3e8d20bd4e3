namespace Growr.Host.Cli;

/// <summary>Something the person at the terminal can mend: one line that says what happened and what to do.</summary>
public sealed class UserError(string message, int exitCode = UserError.Failure) : Exception(message)
{
    /// <summary>The command did not succeed.</summary>
    public const int Failure = 1;

    /// <summary>The command was not understood.</summary>
    public const int Usage = 2;

    public int ExitCode { get; } = exitCode;
}
