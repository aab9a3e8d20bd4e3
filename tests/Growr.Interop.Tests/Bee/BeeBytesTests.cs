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
        using var corestore = new Corestore(PrimaryKey);
        using var ours = new OurCore(new MemoryCoreStorage(), corestore, "bee");
        var theirs = await peer.CreateAsync("bee");
        Assert.Equal(theirs.Key, ours.Store.Key.ToHex());
        var random = new Random(seed);
        for (var round = 0; round < 25; round++)
        {
            var operations = Operations(random, random.Next(1, operationsMax)).ToArray();
            ours.Batch(operations);
            Assert.Equal(await theirs.BatchAsync(operations), ours.State);
        }
        Assert.Equal(await theirs.BlocksAsync(), ours.Blocks);
        Assert.Equal(await theirs.EntriesAsync(), OurCore.EntriesOf(ours.Store));
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
