using System.Buffers;
using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;
using Growr.Hypercore.Tests.Log;

namespace Growr.Hypercore.Tests.Replication;

public sealed class SeekProofTests : IDisposable
{
    private static readonly Gen<ulong> Numbers = Gen.OneOf(Gen.ULong[0, 80], Gen.ULong[0, (1UL << 53) - 1]);

    private readonly KeyPair _writer = TestCores.VectorWriter();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void One_answer_to_a_seek_and_an_upgrade_tells_the_position() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 40], Gen.Int[0, 40], Gen.Int[0, 1], Gen.Double[0, 1]).Sample((start, growth, beyond, padding, part) =>
        {
            var server = TestCores.Written(_writer, start);
            var replica = Replica(server);
            TestCores.Append(server, _writer, growth);
            var (from, to) = (ByteSeekTests.SizeOf(start, padding), ByteSeekTests.SizeOf(start + growth, padding));
            var bytes = from + (ulong)((to - from) * part);
            if (beyond > 0) TestCores.Append(server, _writer, beyond);
            Add(replica, Prove(server, new RequestMessage
            {
                Seek = new SeekRequest(bytes, (ulong)padding),
                Upgrade = new UpgradeRequest((ulong)start, (ulong)growth),
                WantsManifest = true,
            }));
            AssertLocated(replica, bytes, padding);
        }, iter: 300);

    [Fact]
    public void One_answer_to_a_seek_and_a_block_or_node_tells_the_position() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[0, 1], Gen.Double[0, 0.999], Gen.Int[0, 1000]).Sample((length, padding, part, seed) =>
        {
            var random = new Random(seed);
            var server = TestCores.Written(_writer, length);
            var replica = Replica(server);
            for (var known = random.Next(4); known > 0; known--) Add(replica, Prove(server, BlockOf(replica, (ulong)random.Next(length))));
            var bytes = (ulong)(ByteSeekTests.SizeOf(length, padding) * part);
            if (ByteSeek.TryLocate(replica, bytes, (ulong)padding, out _, out _)) return;
            Assert.True(ByteSeek.TryLocate(server, bytes, (ulong)padding, out var holding, out _));
            var unknown = UnknownOn(server, replica, holding);
            var block = (FlatTree.LeftSpan(unknown) / 2) + (ulong)random.Next((int)FlatTree.CountLeaves(unknown));
            var levels = (ulong)FlatTree.Depth(unknown);
            var isHash = random.Next(2) == 0;
            Add(replica, Prove(server, new RequestMessage
            {
                Seek = new SeekRequest(bytes, (ulong)padding),
                Hash = isHash ? new NodeRequest(2 * block, levels) : null,
                Block = isHash ? null : new NodeRequest(block, levels),
            }));
            AssertLocated(replica, bytes, padding);
        }, iter: 300);

    [Fact]
    public void Any_request_is_proven_for_a_reader_of_every_node_or_refused_and_never_fails() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Numbers.Array[9], Gen.Int[0, 31]).Sample((held, more, numbers, parts) =>
        {
            var server = TestCores.Written(_writer, held);
            var replica = TestCores.Resigned(server, server.Key, Manifest.ForWriter(_writer.PublicKey), server.Head.Signature);
            if (more > 0) TestCores.Append(server, _writer, more);
            var levels = numbers[1] % 8;
            var request = new RequestMessage
            {
                Block = (parts & 1) != 0 ? new NodeRequest(numbers[0], levels) : null,
                Hash = (parts & 2) != 0 ? new NodeRequest(numbers[2], levels) : null,
                Seek = (parts & 4) != 0 ? new SeekRequest(numbers[4] * 4, numbers[5] % 3) : null,
                Upgrade = (parts & 8) != 0 ? new UpgradeRequest((ulong)held, numbers[7]) : null,
                WantsManifest = (parts & 16) != 0,
            };
            if (!Prover.TryProve(server, request, out var data, out _)) return;
            var decoded = Decode(data!);
            var batch = new ReplicaBatch(replica);
            var violation = batch.TryAdd(decoded);
            // A way may end above what the reader holds: it asked for too many levels.
            Assert.True(violation is null || (violation == Violation.UnanchoredProof && (parts & 3) != 0));
            foreach (var node in batch.ToCommit().Nodes) Assert.Equal(node, server.TryGetNode(node.Index, out var own) ? own : default);
        }, iter: 5000);

    [Fact]
    public void Extreme_numbers_in_a_request_are_refused_or_answered() =>
        Numbers.Array[8].Sample(numbers =>
        {
            var server = TestCores.Written(_writer, 21);
            foreach (var parts in Enumerable.Range(0, 16))
                Prover.TryProve(server, new RequestMessage
                {
                    Block = (parts & 1) != 0 ? new NodeRequest(numbers[0], numbers[1]) : null,
                    Hash = (parts & 2) != 0 ? new NodeRequest(numbers[2], numbers[3]) : null,
                    Seek = (parts & 4) != 0 ? new SeekRequest(numbers[4], numbers[5]) : null,
                    Upgrade = (parts & 8) != 0 ? new UpgradeRequest(numbers[6], numbers[7]) : null,
                }, out _, out _);
        }, iter: 500);

    [Theory]
    [InlineData(null, false)]
    [InlineData(15UL, true)]
    [InlineData(4UL, true)]
    public void A_position_outside_what_is_asked_for_beside_it_is_invalid(ulong? hash, bool isOutside)
    {
        var server = TestCores.Written(_writer, 20);
        Assert.True(server.TryGetNode(15, out var half));
        var request = new RequestMessage
        {
            Seek = new SeekRequest(isOutside ? half.SizeBytes : 10, 0),
            Hash = hash is { } index ? new NodeRequest(index, 0) : null,
        };
        Assert.False(Prover.TryProve(server, request, out _, out var reason));
        Assert.Equal(NoDataReason.InvalidRequest, reason);
    }

    [Fact]
    public void A_server_that_lacks_a_node_seeks_as_far_as_it_can()
    {
        var full = TestCores.Written(_writer, 8);
        var sparse = TestCores.EmptyReplicaOf(full);
        var held = TestCores.NodesOf(full).Where(node => node.Index is 7 or 3 or 11 or 9 or 13);
        sparse.Commit(new CoreCommit { Expected = sparse.Head, Head = full.Head, Manifest = full.Manifest, Nodes = [.. held] });
        var request = new RequestMessage { Seek = new SeekRequest(70, 0), Upgrade = new UpgradeRequest(0, 8), WantsManifest = true };
        var data = Prove(sparse, request);
        Assert.Equal([9UL, 13UL, 3UL], data.Seek!.Nodes.Select(node => node.Index));
        var replica = TestCores.EmptyReplicaOf(full);
        Add(replica, data);
        Assert.True(replica.TryGetNode(13, out _));
    }

    [Fact]
    public void A_seeks_nodes_must_lead_to_the_block_or_upgrade_beside_them()
    {
        var server = TestCores.Written(_writer, 20);
        var replica = Replica(server);
        var data = Prove(server, new RequestMessage { Seek = new SeekRequest(40, 0), Hash = new NodeRequest(20, 4) });
        var (seek, nodes) = (data.Seek!, data.Seek!.Nodes);
        Violation? With(params TreeNode[] changed) => new ReplicaBatch(replica).TryAdd(data with { Seek = seek with { Nodes = changed } });
        Assert.Null(With([.. nodes]));
        Assert.Equal(Violation.UnanchoredProof, With());
        Assert.Equal(Violation.MalformedProof, With([.. nodes.SkipLast(1)]));
        Assert.Equal(Violation.MalformedProof, With([.. nodes, nodes[^1]]));
        Assert.Equal(Violation.MalformedProof, With([.. nodes.Reverse()]));
        Assert.Equal(Violation.WrongHash, With([nodes[0] with { SizeBytes = nodes[0].SizeBytes + 1 }, .. nodes.Skip(1)]));
        Assert.Equal(Violation.MalformedProof, With([nodes[0] with { SizeBytes = (1UL << 53) - 1 }, .. nodes.Skip(1)]));
    }

    [Fact]
    public void No_changed_byte_of_an_answer_to_a_seek_can_change_what_is_stored()
    {
        var server = TestCores.Written(_writer, 20);
        RequestMessage[] requests =
        [
            new() { Seek = new SeekRequest(100, 0), Upgrade = new UpgradeRequest(0, 20), WantsManifest = true },
            new() { Seek = new SeekRequest(40, 0), Hash = new NodeRequest(20, 4) },
            new() { Seek = new SeekRequest(140, 0), Block = new NodeRequest(6, 4) },
        ];
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 10_000], Gen.Byte[1, 255]).Sample((which, place, change) =>
        {
            var replica = which == 0 ? TestCores.EmptyReplicaOf(server) : Replica(server);
            var output = new ArrayBufferWriter<byte>();
            Prove(server, requests[which]).Encode(output);
            var body = output.WrittenSpan.ToArray();
            body[place % body.Length] ^= change;
            var batch = new ReplicaBatch(replica);
            if (!DataMessage.TryDecode(body, out var data) || batch.TryAdd(data!) is not null) return;
            foreach (var node in batch.ToCommit().Nodes) Assert.Equal(node, server.TryGetNode(node.Index, out var own) ? own : default);
            foreach (var block in batch.ToCommit().Blocks) Assert.Equal(TestCores.Block((int)block.Index), block.Bytes.ToArray());
        }, iter: 3000);
    }

    private static void AssertLocated(ICoreReader replica, ulong bytes, int padding)
    {
        Assert.True(ByteSeek.TryLocate(replica, bytes, (ulong)padding, out var block, out var offset));
        ByteSeekTests.AssertAt(bytes, padding, block, offset);
    }

    /// <summary>The lowest held node above a block whose children are not held.</summary>
    private static ulong UnknownOn(ICoreReader server, ICoreReader replica, ulong block)
    {
        Assert.True(server.HasBlock(block));
        var node = FlatTree.Leaf(block);
        while (!replica.TryGetNode(node, out _)) node = FlatTree.Parent(node);
        return node;
    }

    private static RequestMessage BlockOf(ICoreReader replica, ulong block) =>
        new() { Block = new NodeRequest(block, MerkleTree.MissingNodes(replica, replica.Head.LengthBlocks, block)) };

    /// <summary>A replica that holds the log's roots and nothing else.</summary>
    private static ICoreStore Replica(ICoreReader server)
    {
        var replica = TestCores.EmptyReplicaOf(server);
        if (server.Head.LengthBlocks == 0) return replica;
        Add(replica, Prove(server, new RequestMessage { Upgrade = new UpgradeRequest(0, server.Head.LengthBlocks), WantsManifest = true }));
        return replica;
    }

    private static void Add(ICoreStore replica, DataMessage data)
    {
        var batch = new ReplicaBatch(replica);
        Assert.Null(batch.TryAdd(Decode(data)));
        replica.Commit(batch.ToCommit());
    }

    private static DataMessage Prove(ICoreReader server, RequestMessage request)
    {
        Assert.True(Prover.TryProve(server, request, out var data, out _));
        return data!;
    }

    private static DataMessage Decode(DataMessage data)
    {
        var output = new ArrayBufferWriter<byte>();
        data.Encode(output);
        Assert.True(DataMessage.TryDecode(output.WrittenSpan, out var decoded));
        return decoded!;
    }
}
