using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication;

public sealed class PrologueTests : IDisposable
{
    private readonly KeyPair _writer = TestCores.VectorWriter();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void A_core_without_signers_is_proven_by_its_prologue_alone()
    {
        var server = Static(prologueBlocks: 6, lengthBlocks: 6);
        var replica = TestCores.EmptyReplicaOf(server);
        Assert.Null(Add(replica, Prove(server, 0, 6)));
        Assert.True(replica.Head.IsSameAs(server.Head));
        Assert.True(replica.Head.Signature.IsEmpty);
        Assert.Null(CoreAudit.Run(server).Fault);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void A_core_without_signers_is_neither_shorter_nor_longer_than_its_prologue(int lengthBlocks)
    {
        var server = Static(prologueBlocks: 6, lengthBlocks);
        Assert.NotNull(Add(TestCores.EmptyReplicaOf(server), Prove(server, 0, (ulong)lengthBlocks)));
        Assert.Equal(AuditFault.NotSigned, CoreAudit.Run(server).Fault);
    }

    [Fact]
    public void Another_start_than_the_prologue_is_refused()
    {
        var own = Static(prologueBlocks: 6, lengthBlocks: 6);
        var server = Static(prologueBlocks: 6, lengthBlocks: 6, treeBlocks: 5);
        var data = Prove(own, 0, 6) with { Manifest = Manifest(server) };
        Assert.Equal(Violation.WrongPrologue, Add(TestCores.EmptyReplicaOf(server), data));
        Assert.Equal(Violation.WrongPrologue, TreeSignature.Verify(Manifest(server), server.Key, server.Head));
    }

    [Fact]
    public void A_signed_log_grows_from_its_prologue_on_whatever_part_of_it_is_asked_for() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 20], Gen.Int[1, 40]).Sample((prologue, beyond, asked) =>
        {
            var server = Signed(prologue, prologue + beyond);
            var replica = TestCores.EmptyReplicaOf(server);
            var data = Prove(server, 0, (ulong)Math.Min(asked, prologue + beyond));
            Assert.Equal((0UL, (ulong)prologue), (data.Upgrade!.Start, data.Upgrade.Length));
            Assert.Null(Add(replica, data));
            Assert.True(replica.Head.IsSameAs(server.Head));
            if (beyond > 0) Assert.Null(Add(replica, Prove(Signed(prologue, prologue + beyond + 3), (ulong)(prologue + beyond), 3)));
        }, iter: 200);

    [Theory]
    [InlineData(0UL, 5UL)]
    [InlineData(0UL, 1UL)]
    public void An_upgrade_to_a_part_of_the_prologue_is_refused_though_the_whole_is_signed(ulong start, ulong length)
    {
        var server = Signed(prologueBlocks: 6, lengthBlocks: 9);
        var plain = Prove(TestCores.Written(_writer, 9), start, length).Upgrade!;
        var forged = Prove(server, 0, 6) with { Upgrade = plain with { Signature = server.Head.Signature } };
        Assert.Equal(Violation.WrongPrologue, Add(TestCores.EmptyReplicaOf(server), forged));
    }

    [Fact]
    public void A_log_that_ends_within_the_prologue_does_not_grow_out_of_it()
    {
        var server = Signed(prologueBlocks: 6, lengthBlocks: 20);
        var within = TestCores.Resigned(TestCores.Written(_writer, 3), server.Key, Manifest(server), default);
        var plain = Prove(TestCores.Written(_writer, 20), 3, 17).Upgrade!;
        var data = Prove(server, 0, 20) with { Upgrade = plain with { Signature = server.Head.Signature } };
        Assert.Equal(Violation.WrongPrologue, Add(within, data));
    }

    [Fact]
    public void A_signed_log_that_differs_within_the_prologue_is_refused()
    {
        var server = Signed(prologueBlocks: 6, lengthBlocks: 9, treeBlocks: 5);
        Assert.Equal(Violation.WrongPrologue, Add(TestCores.EmptyReplicaOf(server), Prove(server, 0, 9)));
    }

    [Fact]
    public void A_block_behind_the_prologue_travels_with_an_upgrade_that_reaches_it()
    {
        var server = Signed(prologueBlocks: 6, lengthBlocks: 9);
        var request = new RequestMessage { Block = new(8, 0), Upgrade = new(0, 9), WantsManifest = true };
        Assert.True(Prover.TryProve(server, request, out var data, out _));
        var replica = TestCores.EmptyReplicaOf(server);
        Assert.Null(Add(replica, data!));
        Assert.True(replica.HasBlock(8));
    }

    [Fact]
    public void Two_sessions_carry_over_a_log_that_is_longer_than_its_prologue()
    {
        var server = new SessionPeer(Signed(prologueBlocks: 6, lengthBlocks: 20), new ReplicationOptions());
        var client = new SessionPeer(TestCores.EmptyReplicaOf(server.Core), new ReplicationOptions());
        new SessionNetwork(server, client).Open();
        Assert.True(client.Core.Head.IsSameAs(server.Core.Head));
        Assert.Equal(20UL, client.Core.ContiguousLengthBlocks);
    }

    private static Violation? Add(ICoreStore replica, DataMessage data)
    {
        var batch = new ReplicaBatch(replica);
        if (batch.TryAdd(data) is { } violation) return violation;
        replica.Commit(batch.ToCommit());
        return null;
    }

    private static DataMessage Prove(ICoreReader server, ulong start, ulong length)
    {
        var request = new RequestMessage { Upgrade = new UpgradeRequest(start, length), WantsManifest = true };
        Assert.True(Prover.TryProve(server, request, out var data, out _));
        return data!;
    }

    private static Manifest Manifest(ICoreReader core) =>
        Hypercore.Log.Manifest.TryDecode(core.Manifest.Span, out var manifest) ? manifest! : throw new InvalidDataException();

    private ICoreStore Static(int prologueBlocks, int lengthBlocks, int? treeBlocks = null)
    {
        var manifest = new Manifest { Quorum = 0, Prologue = Prologue(prologueBlocks, treeBlocks) };
        return TestCores.Resigned(TestCores.Written(_writer, lengthBlocks), manifest.DeriveKey(), manifest, default);
    }

    private ICoreStore Signed(int prologueBlocks, int lengthBlocks, int? treeBlocks = null)
    {
        var manifest = new Manifest
        {
            Signers = [new ManifestSigner(Namespaces.Default, _writer.PublicKey)],
            Prologue = Prologue(prologueBlocks, treeBlocks),
        };
        var (key, written) = (manifest.DeriveKey(), TestCores.Written(_writer, lengthBlocks));
        var signature = TreeSignature.Sign(_writer, key, written.Head.TreeHash, (ulong)lengthBlocks, 0);
        return TestCores.Resigned(written, key, manifest, signature);
    }

    /// <summary>The prologue of the test blocks, or one that claims the hash of another length.</summary>
    private ManifestPrologue Prologue(int lengthBlocks, int? treeBlocks) =>
        new(TestCores.Written(_writer, treeBlocks ?? lengthBlocks).Head.TreeHash, (ulong)lengthBlocks);
}
