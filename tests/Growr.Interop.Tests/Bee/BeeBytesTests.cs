using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Interop.Tests.Support;

namespace Growr.Interop.Tests.Bee;

/// <summary>The same secret, the same operations in the same batches: key, tree hash and every block are the same.</summary>
public sealed class BeeBytesTests
{
    private static readonly byte[] PrimaryKey = [.. Enumerable.Range(0, Corestore.PrimaryKeyBytes).Select(i => (byte)i)];

    private static readonly byte[] EncryptionKey = [.. PrimaryKey.Reverse()];

    [Theory]
    [InlineData(1, 10, false)]
    [InlineData(2, 40, false)]
    [InlineData(3, 300, false)]
    [InlineData(4, 40, true)]
    public async Task Random_batches_give_equal_cores(int seed, int operationsMax, bool isEncrypted)
    {
        await using var peer = new JsPeer(PrimaryKey);
        var theirs = await peer.CreateAsync("bee", isEncrypted ? EncryptionKey : null);
        using var corestore = new Corestore(PrimaryKey);
        using var writer = corestore.DeriveKeyPair(Corestore.RootNamespace, "bee");
        var manifest = Manifest.ForWriter(writer.PublicKey);
        var ours = new MemoryCoreStorage().Open(manifest.DeriveKey());
        Assert.Equal(theirs.Key, ours.Key.ToHex());
        using var encryption = isEncrypted ? BlockEncryption.ForCore(ours.Key, EncryptionKey) : null;
        var blocks = BeeText.Plain(ours, encryption);
        var random = new Random(seed);
        for (var round = 0; round < 25; round++)
        {
            var operations = Operations(random, random.Next(1, operationsMax)).ToArray();
            var batch = BeeText.Batch(blocks, operations);
            ours.Commit(Feed.PlanAppend(ours, manifest, writer, encryption?.EncryptAppend(ours.Head, batch) ?? batch));
            Assert.Equal(await theirs.BatchAsync(operations), BeeText.State(ours));
        }
        Assert.Equal(await theirs.BlocksAsync(), BeeText.Blocks(blocks));
        Assert.Equal(await theirs.EntriesAsync(), BeeText.Entries(blocks));
    }

    private static IEnumerable<string[]> Operations(Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var key = $"k{random.Next(400):000}";
            yield return random.Next(10) < 6 ? ["put", key, $"value {random.Next(1000)}"] : ["del", key];
        }
    }
}
