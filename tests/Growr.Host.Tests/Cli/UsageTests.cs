using Growr.Host.Cli;
using Growr.Host.Tests.Support;

namespace Growr.Host.Tests.Cli;

/// <summary>What the program says to a command it does not understand.</summary>
public sealed class UsageTests
{
    private const string Key = "abababababababababababababababababababababababababababababababab";

    [Theory]
    [InlineData("", "Say what to do: demo, run, book. See growr --help.")]
    [InlineData("lend", "\"lend\" is no command of growr; there are demo, run, book. See growr --help.")]
    [InlineData("book", "Say what to do: read, verify, follow. See growr book --help.")]
    [InlineData("book burn", "\"burn\" is no command of growr book; there are read, verify, follow.")]
    [InlineData("demo --fast", "\"--fast\" is not understood here. See growr demo --help.")]
    [InlineData("demo twice", "\"twice\" is not understood here. See growr demo --help.")]
    [InlineData("book read --peer 127.0.0.1:1", "Required argument 'KEY' missing for command: 'read'. See growr book read --help.")]
    [InlineData("book read " + Key, "Option '--peer' is required. See growr book read --help.")]
    [InlineData("book read short --peer 127.0.0.1:1", "\"short\" is not a book key.")]
    [InlineData("book read " + Key + " --peer 127.0.0.1", "\"127.0.0.1\" is not a peer.")]
    [InlineData("book read " + Key + " --peer 127.0.0.1:0", "\"127.0.0.1:0\" is not a peer.")]
    [InlineData("book verify " + Key + " --peer 127.0.0.1:65536", "\"127.0.0.1:65536\" is not a peer.")]
    [InlineData("book follow " + Key + " --peer somewhere:1", "\"somewhere:1\" is not a peer.")]
    [InlineData("book read " + Key + " --peer 127.0.0.1:1 --limit -1", "\"-1\" is not a count. Write a whole number from 0")]
    [InlineData("book read " + Key + " --peer 127.0.0.1:1 --limit ten", "\"ten\" is not a count.")]
    [InlineData("run --listen 49737", "\"49737\" is no place to listen.")]
    public async Task A_command_that_is_not_understood_ends_with_2_and_one_line_that_says_why(string typed, string says)
    {
        var result = await InProcess.RunAsync(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(says, result.Error(UserError.Usage), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_executable_ends_with_the_same_code_and_line()
    {
        var result = await GrowrProcess.RunAsync("lend");
        Assert.Contains("no command of growr", result.Error(UserError.Usage), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "demo")]
    [InlineData("demo --help", "--serve")]
    [InlineData("run --help", "port 0 takes a free one")]
    [InlineData("book follow --help", "--limit <N>")]
    public async Task Help_is_printed_and_is_no_error(string typed, string says)
    {
        var result = await InProcess.RunAsync(typed.Split(' '));
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Errors);
        Assert.Contains(result.Output, line => line.Contains(says, StringComparison.Ordinal));
    }
}
