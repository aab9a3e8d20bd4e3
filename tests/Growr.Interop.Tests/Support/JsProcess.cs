using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Growr.Interop.Tests.Support;

/// <summary>
/// A script of tests/peers in a process of its own: commands go to its stdin, its stdout is JSON, one value a line. The
/// process ends with this object, whatever became of the test.
/// </summary>
public sealed class JsProcess : IAsyncDisposable
{
    private readonly string _script;
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _errors = new();
    private string _lastLine = "nothing";

    private JsProcess(string script, IEnumerable<string> arguments, string? folder = null)
    {
        _script = script;
        _process = new Process { StartInfo = StartInfo(script, arguments, folder) };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => { lock (_errors) _errors.AppendLine(line.Data); };
    }

    /// <summary>How long a line, or the end, may take.</summary>
    public TimeSpan AnswerTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Starts a script.</summary>
    /// <param name="script">File name in tests/peers.</param>
    /// <param name="arguments">Its arguments.</param>
    public static JsProcess Start(string script, params IEnumerable<string> arguments) => Start(new JsProcess(script, arguments));

    /// <summary>Starts a script that lies elsewhere, in a folder of its own.</summary>
    public static JsProcess StartIn(string folder, string script, params IEnumerable<string> arguments) =>
        Start(new JsProcess(Path.Combine(folder, script), arguments, folder));

    private static JsProcess Start(JsProcess peer)
    {
        peer._process.Start();
        peer._process.BeginOutputReadLine();
        peer._process.BeginErrorReadLine();
        return peer;
    }

    /// <summary>Writes one line of JSON to the script.</summary>
    public async Task WriteAsync(object command)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(command));
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Reads lines, JSON or not, until one fits.</summary>
    public async Task<string> ReadUntilAsync(string phase, string expected, Func<string, bool> fits)
    {
        using var deadline = new CancellationTokenSource(AnswerTime);
        try
        {
            do _lastLine = await _lines.Reader.ReadAsync(deadline.Token);
            while (!fits(_lastLine));
            return _lastLine;
        }
        catch (Exception end) when (end is OperationCanceledException or ChannelClosedException)
        {
            throw new TimeoutException(Describe(phase, expected, $"no such line in {AnswerTime.TotalSeconds} s"));
        }
    }

    /// <summary>The script's next line.</summary>
    /// <param name="phase">What the test is doing.</param>
    /// <param name="expected">What the line should be, for the message of a failure.</param>
    public async Task<JsonElement> ReadAsync(string phase, string expected)
    {
        using var deadline = new CancellationTokenSource(AnswerTime);
        try
        {
            _lastLine = await _lines.Reader.ReadAsync(deadline.Token);
            return JsonDocument.Parse(_lastLine).RootElement;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(Describe(phase, expected, $"no line in {AnswerTime.TotalSeconds} s"));
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException(Describe(phase, expected, "the script ended"));
        }
    }

    /// <summary>Lets the script end by itself, and waits until it has.</summary>
    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(AnswerTime);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(Describe("end", "exit", $"still running after {AnswerTime.TotalSeconds} s"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) _lines.Writer.TryComplete();
        else _lines.Writer.TryWrite(line);
    }

    private string Describe(string phase, string expected, string actual)
    {
        lock (_errors)
            return $"{_script}, {phase}: expected {expected}; {actual}. Last line: {_lastLine}. Stderr: {_errors}";
    }

    private static ProcessStartInfo StartInfo(string script, IEnumerable<string> arguments, string? folder)
    {
        string[] line = [Path.Combine(Repository.Peers, script), .. arguments];
        return new ProcessStartInfo("node", line)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
    }
}
