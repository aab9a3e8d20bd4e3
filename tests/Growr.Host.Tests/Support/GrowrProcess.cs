using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;

namespace Growr.Host.Tests.Support;

/// <summary>The built program in a process of its own. It ends with this object, whatever became of the test.</summary>
public sealed class GrowrProcess : IAsyncDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _errors = Channel.CreateUnbounded<string>();
    private readonly string _line;

    private GrowrProcess(string? tempFolder, string[] arguments)
    {
        _line = $"growr {string.Join(' ', arguments)}";
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "growr"), arguments)
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            },
        };
        if (tempFolder is not null) (_process.StartInfo.Environment["TMPDIR"], _process.StartInfo.WorkingDirectory) = (tempFolder, tempFolder);
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_errors, line.Data);
    }

    public static GrowrProcess Start(params string[] arguments) => StartIn(tempFolder: null, arguments);

    /// <summary>Started in a folder of its own, which is also the one for what is temporary.</summary>
    public static GrowrProcess StartIn(string? tempFolder, params string[] arguments)
    {
        var growr = new GrowrProcess(tempFolder, arguments);
        growr._process.Start();
        growr._process.BeginOutputReadLine();
        growr._process.BeginErrorReadLine();
        return growr;
    }

    /// <summary>Runs a command that ends by itself.</summary>
    public static async Task<GrowrResult> RunAsync(params string[] arguments)
    {
        await using var growr = Start(arguments);
        return await growr.EndAsync();
    }

    /// <summary>The next line of stdout.</summary>
    public Task<string> LineAsync() => NextAsync(_output);

    /// <summary>The next line of stdout as JSON.</summary>
    public async Task<JsonElement> JsonAsync() => JsonDocument.Parse(await LineAsync()).RootElement;

    /// <summary>Reads stderr until a line contains some text.</summary>
    public async Task SaysAsync(string text)
    {
        while (!(await NextAsync(_errors)).Contains(text, StringComparison.Ordinal)) { }
    }

    /// <summary>Sends a signal by its name, such as TERM.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for the end; what was not read yet is in the result.</summary>
    public async Task<GrowrResult> EndAsync()
    {
        using var deadline = new CancellationTokenSource(AnswerTime);
        try { await _process.WaitForExitAsync(deadline.Token); }
        catch (OperationCanceledException) { throw new TimeoutException($"{_line}: still running after {AnswerTime}."); }
        return new GrowrResult(_process.ExitCode, await RestAsync(_output), await RestAsync(_errors));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> NextAsync(Channel<string> lines)
    {
        using var deadline = new CancellationTokenSource(AnswerTime);
        try { return await lines.Reader.ReadAsync(deadline.Token); }
        catch (OperationCanceledException) { throw new TimeoutException($"{_line}: no line in {AnswerTime}."); }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException($"{_line}: ended before the line. Stderr: {string.Join('\n', await RestAsync(_errors))}");
        }
    }

    private static async Task<string[]> RestAsync(Channel<string> lines)
    {
        var rest = new List<string>();
        await foreach (var line in lines.Reader.ReadAllAsync()) rest.Add(line);
        return [.. rest];
    }

    private static void Take(Channel<string> lines, string? line)
    {
        if (line is null) lines.Writer.TryComplete();
        else lines.Writer.TryWrite(line);
    }
}
