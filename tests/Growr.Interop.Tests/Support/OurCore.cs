using Growr.Actors.Feeds;
using Growr.Hypercore.Log;

namespace Growr.Interop.Tests.Support;

/// <summary>A core of our node.</summary>
public sealed class OurCore(OurNode node, ICoreReader core)
{
    /// <summary>Key in hex.</summary>
    public string Key => core.Key.ToHex();

    public JsState State => BeeText.State(core);

    public IEnumerable<string> Blocks => BeeText.Blocks(core);

    public (string Key, string Value)[] Entries => BeeText.Entries(core);

    /// <summary>Appends blocks, all at once.</summary>
    public async Task<JsState> AppendAsync(params IEnumerable<byte[]> blocks)
    {
        await CommitAsync([.. blocks.Select(block => new ReadOnlyMemory<byte>(block))]);
        return State;
    }

    /// <summary>Puts and deletes in one batch of its bee: ["put", key, value] or ["del", key].</summary>
    public async Task<JsState> BatchAsync(params IEnumerable<string[]> operations)
    {
        await CommitAsync(BeeText.Batch(core, operations));
        return State;
    }

    /// <summary>Waits until every block up to a length is held.</summary>
    public Task GrownAsync(ulong length) => node.GrownAsync(core, length);

    private Task CommitAsync(IReadOnlyList<ReadOnlyMemory<byte>> blocks) => node.AskFeedsAsync<FeedReplies.Appended>(
        new FeedCommands.Append(core.Key, blocks, new Dictionary<string, ReadOnlyMemory<byte>>(), core.Head));
}
