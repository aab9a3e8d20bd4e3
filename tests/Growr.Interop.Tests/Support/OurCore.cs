using System.Text;
using Growr.Hypercore.Bee;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Interop.Tests.Support;

/// <summary>A core we write, in any storage.</summary>
public sealed class OurCore : IDisposable
{
    private readonly KeyPair _writer;
    private readonly Manifest _manifest;

    public OurCore(ICoreStorage storage, Corestore corestore, string name)
    {
        _writer = corestore.DeriveKeyPair(Corestore.RootNamespace, name);
        _manifest = Manifest.ForWriter(_writer.PublicKey);
        Store = storage.Open(_manifest.DeriveKey());
    }

    public ICoreStore Store { get; }

    public JsState State => new(Store.Head.LengthBlocks, Store.Head.Fork, Store.Head.TreeHash.ToHex());

    public IEnumerable<string> Blocks => BlocksOf(Store);

    /// <summary>Appends blocks under one signature.</summary>
    public void Append(params IReadOnlyList<ReadOnlyMemory<byte>> blocks) =>
        Assert.Equal(CommitOutcome.Committed, Store.Commit(Feed.PlanAppend(Store, _manifest, _writer, blocks)));

    /// <summary>Puts and deletes in one batch of its bee: ["put", key, value] or ["del", key].</summary>
    public void Batch(params IEnumerable<string[]> operations)
    {
        var writer = new BeeWriter(new CoreBeeBlocks(Store));
        var batch = writer.BeginBatch();
        foreach (var operation in operations)
        {
            var key = Encoding.UTF8.GetBytes(operation[1]);
            if (operation[0] == "put") batch.Put(key, Encoding.UTF8.GetBytes(operation[2]));
            else batch.Delete(key);
        }
        batch.Flush();
        Append(writer.PendingBlocks);
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>All blocks of a core in hex.</summary>
    public static IEnumerable<string> BlocksOf(ICoreReader core)
    {
        for (var index = 0UL; index < core.Head.LengthBlocks; index++)
        {
            Assert.True(core.TryGetBlock(index, out var block), $"Block {index} is not held.");
            yield return Convert.ToHexStringLower(block.Span);
        }
    }

    /// <summary>Keys and values of the bee in a core.</summary>
    public static (string Key, string Value)[] EntriesOf(ICoreReader core) =>
        [.. BeeTree.Newest(new CoreBeeBlocks(core)).Range()
            .Select(entry => (Encoding.UTF8.GetString(entry.Key.Span), Encoding.UTF8.GetString(entry.Value.Span)))];
}
