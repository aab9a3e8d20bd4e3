using Growr.Actors.Feeds;
using Growr.Hypercore.Bee;
using Growr.Hypercore.Log;

namespace Growr.Interop.Tests.Support;

/// <summary>A core of our node; with an encryption its blocks and its bee are the plain ones.</summary>
public sealed class OurCore(OurNode node, ICoreReader core, BlockEncryption? encryption = null)
{
    private readonly IBeeBlocks _blocks = BeeText.Plain(core, encryption);

    /// <summary>Key in hex.</summary>
    public string Key => core.Key.ToHex();

    public JsState State => BeeText.State(core);

    public IEnumerable<string> Blocks => BeeText.Blocks(_blocks);

    public (string Key, string Value)[] Entries => BeeText.Entries(_blocks);

    /// <summary>The encryption of this core with a key; the caller's to dispose.</summary>
    public BlockEncryption EncryptionWith(byte[] key) => BlockEncryption.ForCore(core.Key, key);

    /// <summary>The same core, written and read encrypted.</summary>
    public OurCore Through(BlockEncryption of) => new(node, core, of);

    /// <summary>Appends blocks, all at once.</summary>
    public async Task<JsState> AppendAsync(params IEnumerable<byte[]> blocks)
    {
        await CommitAsync([.. blocks.Select(block => new ReadOnlyMemory<byte>(block))]);
        return State;
    }

    /// <summary>Puts and deletes in one batch of its bee: ["put", key, value] or ["del", key].</summary>
    public async Task<JsState> BatchAsync(params IEnumerable<string[]> operations)
    {
        await CommitAsync(BeeText.Batch(_blocks, operations));
        return State;
    }

    /// <summary>Waits until every block up to a length is held.</summary>
    public Task GrownAsync(ulong length) => node.GrownAsync(core, length);

    private Task CommitAsync(IReadOnlyList<ReadOnlyMemory<byte>> blocks)
    {
        var head = core.Head;
        var stored = encryption?.EncryptAppend(head, blocks) ?? blocks;
        var append = new FeedCommands.Append(core.Key, stored, new Dictionary<string, ReadOnlyMemory<byte>>(), head);
        return node.AskFeedsAsync<FeedReplies.Appended>(append);
    }
}
