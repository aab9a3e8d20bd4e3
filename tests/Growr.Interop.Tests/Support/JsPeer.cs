using System.Text.Json;

namespace Growr.Interop.Tests.Support;

/// <summary>A JavaScript peer with a Corestore on disk; see tests/peers/peer.mjs. It keeps what it wrote over a restart.</summary>
public sealed class JsPeer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("growr-js-peer-");
    private readonly string[] _primaryKey;
    private JsProcess _process;

    /// <summary>Starts a peer.</summary>
    /// <param name="primaryKey">The secret its cores derive from, if it is not to be a random one.</param>
    public JsPeer(byte[]? primaryKey = null)
    {
        _primaryKey = primaryKey is null ? [] : [Convert.ToHexStringLower(primaryKey)];
        _process = Start();
    }

    /// <summary>A core of its own, by name; encrypted if there is a key for it.</summary>
    public Task<JsCore> CreateAsync(string name, byte[]? encryptionKey = null) =>
        CoreAsync(new { @do = "create", name, encryptionKey = Hex(encryptionKey) });

    /// <summary>A core of somebody, by key; decrypted if there is a key for it.</summary>
    public Task<JsCore> OpenAsync(string key, byte[]? encryptionKey = null) =>
        CoreAsync(new { @do = "open", key, encryptionKey = Hex(encryptionKey) });

    /// <summary>Begins to accept connections on a loopback port.</summary>
    public async Task<int> ListenAsync() => (await AskAsync(new { @do = "listen" })).GetProperty("port").GetInt32();

    /// <summary>Connects to a loopback port as the initiator.</summary>
    public Task DialAsync(int port) => AskAsync(new { @do = "dial", port });

    /// <summary>Closes every connection.</summary>
    public Task HangUpAsync() => AskAsync(new { @do = "hangUp" });

    /// <summary>Ends the peer and starts it again over the same folder. Its cores have to be opened again.</summary>
    public async Task RestartAsync()
    {
        await _process.EndAsync();
        await _process.DisposeAsync();
        _process = Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    internal async Task<JsonElement> AskAsync(object command)
    {
        var phase = JsonSerializer.Serialize(command);
        await _process.WriteAsync(command);
        var answer = await _process.ReadAsync(phase, "an answer");
        if (answer.TryGetProperty("error", out var error)) throw new InvalidOperationException($"{phase}: {error}");
        return answer;
    }

    private async Task<JsCore> CoreAsync(object command)
    {
        var answer = await AskAsync(command);
        return new JsCore(this, answer.GetProperty("key").GetString()!);
    }

    private static string? Hex(byte[]? key) => key is null ? null : Convert.ToHexStringLower(key);

    private JsProcess Start() => JsProcess.Start("peer.mjs", [_directory.FullName, .. _primaryKey]);
}
