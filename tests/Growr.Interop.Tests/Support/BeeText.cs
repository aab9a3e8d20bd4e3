using System.Text;
using Growr.Hypercore.Bee;
using Growr.Hypercore.Log;

namespace Growr.Interop.Tests.Support;

/// <summary>Bees and blocks in text, as the JavaScript peers speak of them.</summary>
internal static class BeeText
{
    /// <summary>Blocks of one batch: ["put", key, value] or ["del", key].</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Batch(ICoreReader core, IEnumerable<string[]> operations)
    {
        var writer = new BeeWriter(new CoreBeeBlocks(core));
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
    public static (string Key, string Value)[] Entries(ICoreReader core) =>
        [.. BeeTree.Newest(new CoreBeeBlocks(core)).Range()
            .Select(entry => (Encoding.UTF8.GetString(entry.Key.Span), Encoding.UTF8.GetString(entry.Value.Span)))];

    /// <summary>All blocks in hex.</summary>
    public static IEnumerable<string> Blocks(ICoreReader core)
    {
        for (var index = 0UL; index < core.Head.LengthBlocks; index++)
        {
            Assert.True(core.TryGetBlock(index, out var block), $"Block {index} is not held.");
            yield return Convert.ToHexStringLower(block.Span);
        }
    }

    public static JsState State(ICoreReader core) =>
        new(core.Head.LengthBlocks, core.Head.Fork, core.Head.TreeHash.ToHex());
}
