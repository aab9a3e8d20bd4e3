using System.Net;
using System.Net.Sockets;
using Growr.Host.Cli;
using Growr.Host.Tests.Support;

namespace Growr.Host.Tests.Cli;

/// <summary>Commands that are understood and cannot be done: exit code 1, and one line that says what to mend.</summary>
public sealed class FailureTests : IDisposable
{
    private const string Key = "abababababababababababababababababababababababababababababababab";

    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("read")]
    [InlineData("verify")]
    [InlineData("follow")]
    public async Task A_peer_that_is_not_there(string command)
    {
        using var listener = Listen(out var endpoint);
        listener.Stop();
        var result = await InProcess.RunAsync("book", command, Key, "--peer", endpoint);
        Assert.Contains($"{endpoint} cannot be reached", result.Error(UserError.Failure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_in_use()
    {
        using var listener = Listen(out var endpoint);
        var result = await InProcess.RunAsync("run", "--data", _folder.Path, "--listen", endpoint);
        var line = result.Error(UserError.Failure);
        Assert.Contains(endpoint, line, StringComparison.Ordinal);
        Assert.Contains("Choose another port", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_another_process_uses()
    {
        await using var first = GrowrProcess.Start("run", "--data", _folder.Path, "--listen", "127.0.0.1:0", "--json");
        await first.JsonAsync();
        var second = await GrowrProcess.RunAsync("run", "--data", _folder.Path, "--listen", "127.0.0.1:0");
        Assert.Contains("Another growr process is using", second.Error(UserError.Failure), StringComparison.Ordinal);
        await first.SignalAsync("INT");
        Assert.Equal(0, (await first.EndAsync()).ExitCode);
    }

    [Theory]
    [InlineData("a-file")]
    [InlineData("a-file/below")]
    public async Task A_folder_that_cannot_be_one(string name)
    {
        _folder.Write("a-file", "");
        var result = await InProcess.RunAsync("demo", "--data", Path.Combine(_folder.Path, name));
        var line = result.Errors[^1];
        Assert.Equal(UserError.Failure, result.ExitCode);
        Assert.Contains("cannot be the data folder", line, StringComparison.Ordinal);
        Assert.Contains("--data", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{")]
    [InlineData("{}")]
    [InlineData("[{\"name\":1}]")]
    [InlineData("[null]")]
    public async Task Organizations_that_are_damaged(string text)
    {
        _folder.Write("organizations.json", text);
        var result = await InProcess.RunAsync("run", "--data", _folder.Path, "--listen", "127.0.0.1:0");
        var line = result.Error(UserError.Failure);
        Assert.Contains("organizations.json is damaged", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Growr.Actors", line, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static TcpListener Listen(out string endpoint)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        endpoint = listener.LocalEndpoint.ToString()!;
        return listener;
    }
}
