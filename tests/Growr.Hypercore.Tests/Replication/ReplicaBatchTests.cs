using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication;

public sealed class ReplicaBatchTests : IDisposable
{
    private readonly KeyPair _writer = TestCores.VectorWriter();
    private readonly KeyPair _stranger = TestCores.Writer("stranger");

    public void Dispose()
    {
        _writer.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public void Many_answers_become_one_commit_with_every_block()
    {
        var server = TestCores.Written(_writer, 100);
        var replica = TestCores.EmptyReplicaOf(server);
        var batch = new ReplicaBatch(replica);
        Assert.Null(batch.TryAdd(Upgrade(server, 0, 100, block: 70)));
        for (var i = 0UL; i < 100; i++)
            Assert.Null(batch.TryAdd(Prove(server, new RequestMessage { Block = new NodeRequest(i, RootDistance(i, 100)) })));
        Assert.Equal(CommitOutcome.Committed, replica.Commit(batch.ToCommit()));
        Assert.Equal(100UL, replica.ContiguousLengthBlocks);
        Assert.True(replica.Head.IsSameAs(server.Head));
        Assert.Equal(server.Head.SizeBytes, (ulong)batch.BlocksSizeBytes);
        Assert.Equal(server.Manifest.ToArray(), replica.Manifest.ToArray());
    }

    [Fact]
    public void A_replica_serves_what_it_verified_and_a_second_replica_accepts_it()
    {
        var server = TestCores.Written(_writer, 21);
        var first = Replicate(server, 21);
        var second = Replicate(first, 21);
        Assert.True(second.Head.IsSameAs(server.Head));
        for (var i = 0; i < 21; i++)
            Assert.Equal(TestCores.Block(i), second.TryGetBlock((ulong)i, out var block) ? block.ToArray() : null);
    }

    [Fact]
    public void A_log_grows_by_upgrades_from_any_length_to_any_length() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 40], Gen.Int[0, 80]).Sample((start, growth, beyond) =>
        {
            var server = TestCores.Written(_writer, start);
            var replica = Replicate(server, start);
            TestCores.Append(server, _writer, growth + beyond);
            var batch = new ReplicaBatch(replica);
            Assert.Null(batch.TryAdd(Upgrade(server, (ulong)start, (ulong)growth, (ulong)(start + growth - 1))));
            Assert.True(batch.Head.IsSameAs(server.Head));
            Assert.Equal(server.Head.SizeBytes, batch.Head.SizeBytes);
            Assert.Equal(CommitOutcome.Committed, replica.Commit(batch.ToCommit()));
        }, iter: 200);

    [Fact]
    public void A_changed_block_is_refused_as_wrong_hash()
    {
        var server = TestCores.Written(_writer, 8);
        var replica = UpgradedOnly(server);
        var data = Prove(server, new RequestMessage { Block = new NodeRequest(3, 3) });
        var forged = data with { Block = data.Block! with { Value = new byte[] { 1 } } };
        Assert.Equal(Violation.WrongHash, new ReplicaBatch(replica).TryAdd(forged));
    }

    [Fact]
    public void A_proof_of_another_core_is_refused()
    {
        var server = TestCores.Written(_writer, 8);
        var other = TestCores.Written(_stranger, 8);
        var longer = TestCores.Written(_stranger, 9);
        Assert.Equal(Violation.ManifestMismatch, new ReplicaBatch(TestCores.EmptyReplicaOf(server)).TryAdd(Upgrade(other, 0, 8)));
        Assert.Equal(Violation.WrongSignature, new ReplicaBatch(UpgradedOnly(server)).TryAdd(Upgrade(longer, 8, 1)));
    }

    [Fact]
    public void A_signature_over_another_length_is_refused()
    {
        var server = TestCores.Written(_writer, 8);
        var shorter = TestCores.Written(_writer, 7);
        var data = Upgrade(server, 0, 8);
        var forged = data with { Upgrade = data.Upgrade! with { Signature = shorter.Head.Signature } };
        Assert.Equal(Violation.WrongSignature, new ReplicaBatch(TestCores.EmptyReplicaOf(server)).TryAdd(forged));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0101")]
    public void A_container_without_the_signature_is_refused(string hex)
    {
        var server = TestCores.Written(_writer, 8);
        var data = Upgrade(server, 0, 8);
        var forged = data with { Upgrade = data.Upgrade! with { Signature = Convert.FromHexString(hex) } };
        Assert.Equal(Violation.MalformedSignature, new ReplicaBatch(TestCores.EmptyReplicaOf(server)).TryAdd(forged));
    }

    [Fact]
    public void A_signature_that_names_another_signer_is_refused()
    {
        var server = TestCores.Written(_writer, 8);
        var data = Upgrade(server, 0, 8);
        var container = data.Upgrade!.Signature.ToArray();
        container[1] = 1;
        var forged = data with { Upgrade = data.Upgrade with { Signature = container } };
        Assert.Equal(Violation.MalformedSignature, new ReplicaBatch(TestCores.EmptyReplicaOf(server)).TryAdd(forged));
    }

    [Fact]
    public void An_upgrade_without_the_manifest_is_refused_until_it_is_known()
    {
        var server = TestCores.Written(_writer, 8);
        var data = Upgrade(server, 0, 8) with { Manifest = null };
        var batch = new ReplicaBatch(TestCores.EmptyReplicaOf(server));
        Assert.Equal(Violation.ManifestMissing, batch.TryAdd(data));
        Assert.Null(batch.TryAdd(new DataMessage { Manifest = Manifest.ForWriter(_writer.PublicKey) }));
        Assert.Null(batch.TryAdd(data));
    }

    [Fact]
    public void A_core_named_by_its_writers_key_needs_no_manifest_and_keeps_none()
    {
        var key = new CoreKey(_writer.PublicKey.Span);
        var written = TestCores.Written(_writer, 8);
        var signature = _writer.Sign(TreeSignature.Signable(Manifest.ForCompat(key), key, 0, written.Head.TreeHash, 8, 0));
        var server = TestCores.Resigned(written, key, null, signature);
        var data = Upgrade(server, 0, 8, block: 2);
        Assert.Null(data.Manifest);
        var embellished = new Manifest { Version = 2, Signers = Manifest.ForCompat(key).Signers, UserData = new byte[] { 1 } };
        foreach (var manifest in new[] { null, Manifest.ForCompat(key), embellished })
        {
            var replica = TestCores.EmptyReplicaOf(server);
            var batch = new ReplicaBatch(replica);
            Assert.Null(batch.TryAdd(data with { Manifest = manifest }));
            replica.Commit(batch.ToCommit());
            Assert.True(replica.Manifest.IsEmpty);
            Assert.True(replica.Head.IsSameAs(server.Head));
        }
        Assert.Null(CoreAudit.Run(server).Fault);
        var stranger = new Manifest { Signers = [new(Namespaces.Default, _stranger.PublicKey)] };
        Assert.Equal(Violation.ManifestMismatch, new ReplicaBatch(TestCores.EmptyReplicaOf(server)).TryAdd(data with { Manifest = stranger }));
    }

    [Fact]
    public void Nodes_missing_surplus_or_out_of_order_are_refused()
    {
        var server = TestCores.Written(_writer, 8);
        var replica = UpgradedOnly(server);
        var data = Prove(server, new RequestMessage { Block = new NodeRequest(3, 3) });
        var nodes = data.Block!.Nodes;
        Violation? With(params TreeNode[] changed) =>
            new ReplicaBatch(replica).TryAdd(data with { Block = data.Block with { Nodes = changed } });
        Assert.Equal(Violation.UnanchoredProof, With(nodes[0], nodes[1]));
        Assert.Equal(Violation.MalformedProof, With(nodes[1], nodes[0], nodes[2]));
        Assert.Equal(Violation.MalformedProof, With([.. nodes, nodes[0]]));
        Assert.Null(With([.. nodes]));
    }

    [Fact]
    public void Surplus_nodes_of_an_upgrade_are_refused()
    {
        var server = TestCores.Written(_writer, 5);
        var data = Upgrade(server, 0, 5);
        var surplus = data.Upgrade! with { Nodes = [.. data.Upgrade!.Nodes, data.Upgrade.Nodes[0]] };
        var replica = TestCores.EmptyReplicaOf(server);
        Assert.Equal(Violation.MalformedProof, new ReplicaBatch(replica).TryAdd(data with { Upgrade = surplus }));
    }

    [Fact]
    public void An_answer_from_another_fork_is_refused()
    {
        var server = TestCores.Written(_writer, 8);
        var data = Upgrade(server, 0, 8) with { Fork = 1 };
        Assert.Equal(Violation.OtherFork, new ReplicaBatch(TestCores.EmptyReplicaOf(server)).TryAdd(data));
    }

    [Fact]
    public void An_upgrade_the_log_has_overtaken_counts_when_it_leads_to_held_roots_and_is_stale_when_it_does_not()
    {
        var server = TestCores.Written(_writer, 8);
        var (early, held) = (Upgrade(server, 0, 8, block: 2), Replicate(server, 8));
        Assert.Null(new ReplicaBatch(held).TryAdd(early));
        TestCores.Append(server, _writer, 3);
        Assert.Equal(Violation.StaleUpgrade, new ReplicaBatch(held).TryAdd(Upgrade(server, 0, 11)));
        Assert.Equal(Violation.MalformedProof, new ReplicaBatch(held).TryAdd(Upgrade(server, 10, 1)));
    }

    [Fact]
    public void A_refused_answer_leaves_nothing_behind()
    {
        var server = TestCores.Written(_writer, 8);
        var batch = new ReplicaBatch(TestCores.EmptyReplicaOf(server));
        var data = Upgrade(server, 0, 8, block: 1);
        Assert.Equal(Violation.WrongSignature, batch.TryAdd(data with { Block = data.Block! with { Value = new byte[] { 9 } } }));
        Assert.True(batch.IsEmpty);
        Assert.Empty(batch.ToCommit().Nodes);
    }

    [Fact]
    public void No_changed_byte_of_an_answer_can_change_what_is_stored() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Byte[1, 255]).Sample((place, change) =>
        {
            var server = TestCores.Written(_writer, 12);
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            Upgrade(server, 0, 12, block: 5).Encode(output);
            var body = output.WrittenSpan.ToArray();
            body[place % body.Length] ^= change;
            var replica = TestCores.EmptyReplicaOf(server);
            var batch = new ReplicaBatch(replica);
            if (!DataMessage.TryDecode(body, out var data) || batch.TryAdd(data!) is not null) return;
            replica.Commit(batch.ToCommit());
            Assert.True(replica.Head.LengthBlocks == 0 || replica.Head.IsSameAs(server.Head));
            for (var i = 0; i < 12; i++)
                if (replica.TryGetBlock((ulong)i, out var block)) Assert.Equal(TestCores.Block(i), block.ToArray());
        }, iter: 2000);

    private static ICoreStore Replicate(ICoreReader server, int lengthBlocks)
    {
        var replica = TestCores.EmptyReplicaOf(server);
        if (lengthBlocks == 0) return replica;
        var batch = new ReplicaBatch(replica);
        Assert.Null(batch.TryAdd(Upgrade(server, 0, (ulong)lengthBlocks)));
        for (var i = 0UL; i < (ulong)lengthBlocks; i++)
            Assert.Null(batch.TryAdd(Prove(server, new RequestMessage { Block = new NodeRequest(i, RootDistance(i, lengthBlocks)) })));
        replica.Commit(batch.ToCommit());
        return replica;
    }

    private static ICoreStore UpgradedOnly(ICoreReader server)
    {
        var replica = TestCores.EmptyReplicaOf(server);
        var batch = new ReplicaBatch(replica);
        Assert.Null(batch.TryAdd(Upgrade(server, 0, server.Head.LengthBlocks)));
        replica.Commit(batch.ToCommit());
        return replica;
    }

    private static DataMessage Upgrade(ICoreReader server, ulong start, ulong length, ulong? block = null) =>
        Prove(server, new RequestMessage
        {
            Upgrade = new UpgradeRequest(start, length),
            Block = block is { } index ? new NodeRequest(index, 0) : null,
            WantsManifest = true,
        });

    private static DataMessage Prove(ICoreReader server, RequestMessage request)
    {
        Assert.True(Prover.TryProve(server, request with { Id = 1 }, out var data, out _));
        return data!;
    }

    private static ulong RootDistance(ulong block, int lengthBlocks) =>
        (ulong)FlatTree.Depth(FlatTree.FullRoots((ulong)lengthBlocks).First(root => FlatTree.Contains(root, 2 * block)));
}
