using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication;

public sealed class ProverTests : IDisposable
{
    private readonly KeyPair _writer = TestCores.VectorWriter();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void A_block_that_is_not_held_is_not_available_and_the_manifest_is_still_given()
    {
        var core = TestCores.Written(_writer, 5);
        var request = new RequestMessage { Id = 1, Block = new NodeRequest(5, 0) };
        Assert.False(Prover.TryProve(core, request, out _, out var reason));
        Assert.Equal(NoDataReason.NotAvailable, reason);
        Assert.True(Prover.TryProve(core, request with { WantsManifest = true }, out var data, out _));
        Assert.NotNull(data!.Manifest);
        Assert.Null(data.Block);
    }

    [Fact]
    public void A_request_for_another_fork_is_not_available()
    {
        var core = TestCores.Written(_writer, 5);
        Assert.False(Prover.TryProve(core, new RequestMessage { Fork = 1, Block = new NodeRequest(0, 0) }, out _, out var reason));
        Assert.Equal(NoDataReason.NotAvailable, reason);
    }

    [Fact]
    public void Of_an_empty_core_only_the_manifest_can_be_given()
    {
        var core = TestCores.EmptyReplicaOf(TestCores.Written(_writer, 1));
        core.Commit(new CoreCommit { Expected = core.Head, Manifest = Manifest.ForWriter(_writer.PublicKey).Encode() });
        Assert.True(Prover.TryProve(core, new RequestMessage { WantsManifest = true }, out var data, out _));
        Assert.NotNull(data!.Manifest);
        var upgrade = new RequestMessage { WantsManifest = true, Upgrade = new UpgradeRequest(0, 1) };
        Assert.False(Prover.TryProve(core, upgrade, out _, out var reason));
        Assert.Equal(NoDataReason.InvalidRequest, reason);
    }

    [Theory]
    [InlineData(0UL, 1UL << 52)]
    [InlineData(1UL << 52, 1UL)]
    [InlineData((1UL << 53) - 1, (1UL << 53) - 1)]
    public void Upgrades_beyond_any_length_are_invalid(ulong start, ulong length)
    {
        var core = TestCores.Written(_writer, 5);
        Assert.False(Prover.TryProve(core, new RequestMessage { Upgrade = new UpgradeRequest(start, length) }, out _, out var reason));
        Assert.Equal(NoDataReason.InvalidRequest, reason);
    }

    [Theory]
    [InlineData(0UL, (1UL << 53) - 1)]
    [InlineData((1UL << 53) - 1, 0UL)]
    [InlineData(7UL, 0UL)]
    public void Nodes_outside_the_log_are_invalid(ulong index, ulong nodes)
    {
        var core = TestCores.Written(_writer, 5);
        Assert.False(Prover.TryProve(core, new RequestMessage { Hash = new NodeRequest(index, nodes) }, out _, out var reason));
        Assert.Equal(NoDataReason.InvalidRequest, reason);
    }
}
