namespace Growr.Interop.Tests.Support;

/// <summary>A core of a JavaScript peer.</summary>
public sealed class JsCore(JsPeer peer, string key)
{
    /// <summary>Key in hex.</summary>
    public string Key => key;

    /// <summary>Appends blocks, all at once.</summary>
    public Task<JsState> AppendAsync(params IEnumerable<byte[]> blocks) =>
        StateAsync(new { @do = "append", core = key, blocks = blocks.Select(Convert.ToHexStringLower) });

    /// <summary>Puts and deletes in one batch of its bee: ["put", key, value] or ["del", key].</summary>
    public Task<JsState> BatchAsync(params IEnumerable<string[]> operations) =>
        StateAsync(new { @do = "batch", core = key, operations });

    /// <summary>Waits until the core is at least that long.</summary>
    public Task<JsState> GrownAsync(ulong length) => StateAsync(new { @do = "grown", core = key, length });

    /// <summary>All blocks in hex; those not there are fetched from peers.</summary>
    public async Task<string[]> BlocksAsync()
    {
        var answer = await peer.AskAsync(new { @do = "blocks", core = key });
        return [.. answer.GetProperty("blocks").EnumerateArray().Select(block => block.GetString()!)];
    }

    /// <summary>Keys and values of its bee; blocks not there are fetched from peers.</summary>
    public async Task<(string Key, string Value)[]> EntriesAsync()
    {
        var answer = await peer.AskAsync(new { @do = "entries", core = key });
        return [.. answer.GetProperty("entries").EnumerateArray()
            .Select(entry => (entry.GetProperty("key").GetString()!, entry.GetProperty("value").GetString()!))];
    }

    private async Task<JsState> StateAsync(object command)
    {
        var answer = await peer.AskAsync(command);
        return new JsState(answer.GetProperty("length").GetUInt64(), answer.GetProperty("fork").GetUInt64(),
            answer.GetProperty("treeHash").GetString()!);
    }
}
