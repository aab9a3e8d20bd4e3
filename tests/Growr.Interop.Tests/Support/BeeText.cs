using System.Text;
using Growr.Hypercore.Bee;
using Growr.Hypercore.Log;

namespace Growr.Interop.Tests.Support;

/// <summary>Bees and blocks in text, as the JavaScript peers speak of them.</summary>
internal static class BeeText
{
    /// <summary>The blocks of a core, decrypted if it is encrypted.</summary>
    public static IBeeBlocks Plain(ICoreReader core, BlockEncryption? encryption) =>
        encryption is null ? new CoreBeeBlocks(core) : new DecryptedBeeBlocks(new CoreBeeBlocks(core), encryption);

    /// <summary>Blocks of one batch: ["put", key, value] or ["del", key].</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Batch(IBeeBlocks blocks, IEnumerable<string[]> operations)
    {
        var writer = new BeeWriter(blocks);
        var batch = writer.BeginBatch();
        foreach (var operation in operations)
        {
            var key = Encoding.UTF8.GetBytes(operation[1]);
            if (operation[0] == "put") batch.Put(key, Encoding.UTF8.GetBytes(operation[2]));
            else batch.Delete(key);
        }
        batch.Flush();
        return writer.PendingBlocks;
    }

    /// <summary>Keys and values in order.</summary>
    public static (string Key, string Value)[] Entries(IBeeBlocks blocks) =>
        [.. BeeTree.Newest(blocks).Range()
            .Select(entry => (Encoding.UTF8.GetString(entry.Key.Span), Encoding.UTF8.GetString(entry.Value.Span)))];

    /// <summary>All blocks in hex.</summary>
    public static IEnumerable<string> Blocks(IBeeBlocks blocks)
    {
        for (var index = 0UL; index < blocks.LengthBlocks; index++)
        {
            Assert.True(blocks.TryGetBlock(index, out var block), $"Block {index} is not held.");
            yield return Convert.ToHexStringLower(block.Span);
        }
    }

    public static JsState State(ICoreReader core) =>
        new(core.Head.LengthBlocks, core.Head.Fork, core.Head.TreeHash.ToHex());
}
