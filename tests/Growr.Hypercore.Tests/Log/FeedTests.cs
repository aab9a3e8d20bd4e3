using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Log;

public sealed class FeedTests : IDisposable
{
    private readonly KeyPair _writer = TestCores.VectorWriter();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void A_batch_gives_the_same_log_as_its_blocks_one_by_one()
    {
        var batched = TestCores.Written(_writer, 13);
        var single = TestCores.Written(_writer, 0);
        for (var i = 0; i < 13; i++) TestCores.Append(single, _writer, 1);
        Assert.Equal(single.Head.TreeHash, batched.Head.TreeHash);
        Assert.Equal(single.Head.Signature.ToArray(), batched.Head.Signature.ToArray());
    }

    [Fact]
    public void The_first_append_stores_the_manifest_and_later_ones_do_not()
    {
        var core = TestCores.Written(_writer, 0);
        var manifest = Manifest.ForWriter(_writer.PublicKey);
        var first = Feed.PlanAppend(core, manifest, _writer, [TestCores.Block(0)]);
        core.Commit(first);
        Assert.Equal(manifest.Encode(), first.Manifest.ToArray());
        Assert.True(Feed.PlanAppend(core, manifest, _writer, [TestCores.Block(1)]).Manifest.IsEmpty);
    }

    [Fact]
    public void User_data_without_blocks_signs_nothing_and_keeps_the_head()
    {
        var core = TestCores.Written(_writer, 2);
        var head = core.Head;
        var userData = new Dictionary<string, ReadOnlyMemory<byte>> { ["offset"] = new byte[] { 7 } };
        var commit = Feed.PlanAppend(core, Manifest.ForWriter(_writer.PublicKey), _writer, [], userData);
        Assert.Null(commit.Head);
        Assert.Equal(CommitOutcome.Committed, core.Commit(commit));
        Assert.Same(head, core.Head);
        Assert.True(core.TryGetUserData("offset", out var stored));
        Assert.Equal([7], stored.ToArray());
    }

    [Fact]
    public void A_block_above_15_MiB_is_refused_and_one_of_15_MiB_is_not()
    {
        var core = TestCores.Written(_writer, 0);
        var manifest = Manifest.ForWriter(_writer.PublicKey);
        var large = new byte[ProtocolLimits.BlockBytesMax + 1];
        Assert.Throws<ArgumentException>(() => Feed.PlanAppend(core, manifest, _writer, [large]));
        var plan = Feed.PlanAppend(core, manifest, _writer, [large.AsMemory(1)]);
        Assert.Equal((ulong)ProtocolLimits.BlockBytesMax, plan.Head!.SizeBytes);
    }

    [Fact]
    public void A_key_that_is_not_the_cores_writer_is_refused()
    {
        using var stranger = TestCores.Writer("stranger");
        var core = TestCores.Written(_writer, 1);
        var (own, other) = (Manifest.ForWriter(_writer.PublicKey), Manifest.ForWriter(stranger.PublicKey));
        Assert.Throws<ArgumentException>(() => Feed.PlanAppend(core, own, stranger, [TestCores.Block(1)]));
        Assert.Throws<ArgumentException>(() => Feed.PlanAppend(core, other, stranger, [TestCores.Block(1)]));
    }

    [Fact]
    public void A_manifest_with_two_signers_is_refused()
    {
        using var second = TestCores.Writer("second");
        var manifest = new Manifest
        {
            Signers = [new(Namespaces.Default, _writer.PublicKey), new(Namespaces.Default, second.PublicKey)],
        };
        var core = new MemoryCoreStorage().Open(manifest.DeriveKey());
        Assert.Throws<ArgumentException>(() => Feed.PlanAppend(core, manifest, _writer, [TestCores.Block(0)]));
    }
}
