using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Interop.Tests.Support;

namespace Growr.Interop.Tests.Bee;

/// <summary>The same secret, the same operations in the same batches: key, tree hash and every block are the same.</summary>
public sealed class BeeBytesTests
{
    private static readonly byte[] PrimaryKey = [.. Enumerable.Range(0, Corestore.PrimaryKeyBytes).Select(i => (byte)i)];

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 40)]
    [InlineData(3, 300)]
    public async Task Random_batches_give_equal_cores(int seed, int operationsMax)
    {
        await using var peer = new JsPeer(PrimaryKey);
        var theirs = await peer.CreateAsync("bee");
        using var corestore = new Corestore(PrimaryKey);
        using var writer = corestore.DeriveKeyPair(Corestore.RootNamespace, "bee");
        var manifest = Manifest.ForWriter(writer.PublicKey);
        var ours = new MemoryCoreStorage().Open(manifest.DeriveKey());
        Assert.Equal(theirs.Key, ours.Key.ToHex());
        var random = new Random(seed);
        for (var round = 0; round < 25; round++)
        {
            var operations = Operations(random, random.Next(1, operationsMax)).ToArray();
            ours.Commit(Feed.PlanAppend(ours, manifest, writer, BeeText.Batch(ours, operations)));
            Assert.Equal(await theirs.BatchAsync(operations), BeeText.State(ours));
        }
        Assert.Equal(await theirs.BlocksAsync(), BeeText.Blocks(ours));
        Assert.Equal(await theirs.EntriesAsync(), BeeText.Entries(ours));
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
