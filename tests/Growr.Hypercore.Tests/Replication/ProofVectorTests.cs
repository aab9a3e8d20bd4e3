using System.Buffers;
using System.Text.Json;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication;

public sealed class ProofVectorTests : IDisposable
{
    private readonly Vectors _vectors = new("proofs.json");
    private readonly KeyPair _writer = TestCores.VectorWriter();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void Proofs_are_made_as_the_reference_makes_them()
    {
        var server = TestCores.Written(_writer, 20);
        _vectors.Equal(_vectors.Root.GetProperty("serverSignature").GetString(), Vectors.Hex(server.Head.Signature.Span));
        foreach (var entry in _vectors.Root.GetProperty("proofs").EnumerateArray())
        {
            _vectors.True(RequestMessage.TryDecode(Vectors.Hex(entry.GetProperty("requestHex")), out var request), "request");
            _vectors.True(Prover.TryProve(server, request, out var data, out _), entry.GetProperty("name").GetString()!);
            var output = new ArrayBufferWriter<byte>();
            data!.Encode(output);
            _vectors.Equal(entry.GetProperty("dataHex").GetString(), Vectors.Hex(output.WrittenSpan));
        }
        _vectors.Report(checksMin: 184);
    }

    [Fact]
    public void Proofs_of_the_reference_are_verified_to_the_same_result()
    {
        foreach (var entry in _vectors.Root.GetProperty("proofs").EnumerateArray())
        {
            var local = ReplicaWithEveryNode(entry.GetProperty("localLength").GetInt32());
            DataMessage.TryDecode(Vectors.Hex(entry.GetProperty("dataHex")), out var data);
            var batch = new ReplicaBatch(local);
            _vectors.Equal<Violation?>(null, batch.TryAdd(WithManifest(data!)));
            var result = entry.GetProperty("result");
            _vectors.Equal(result.GetProperty("length").GetUInt64(), batch.Head.LengthBlocks);
            _vectors.Equal(result.GetProperty("byteLength").GetUInt64(), batch.Head.SizeBytes);
            var commit = batch.ToCommit();
            _vectors.Equal(result.GetProperty("upgraded").GetBoolean(), commit.Head is not null);
            if (commit.Head is not null) _vectors.Equal(result.GetProperty("treeHash").GetString(), commit.Head.TreeHash.ToHex());
            var newNodes = Json.Nodes(result.GetProperty("newNodes"));
            _vectors.Equal(newNodes.Distinct().OrderBy(n => n.Index), commit.Nodes.OrderBy(n => n.Index));
        }
        _vectors.Report(checksMin: 290);
    }

    [Fact]
    public void Requests_nobody_can_prove_are_refused_as_invalid()
    {
        var server = TestCores.Written(_writer, 20);
        foreach (var entry in _vectors.Root.GetProperty("refused").EnumerateArray())
        {
            var json = entry.GetProperty("request");
            var request = new RequestMessage
            {
                Id = 1,
                Block = Pair(json, "block", "index", "nodes") is var (index, nodes) ? new NodeRequest(index, nodes) : null,
                Seek = Pair(json, "seek", "bytes", "padding") is var (bytes, padding) ? new SeekRequest(bytes, padding) : null,
                Upgrade = Pair(json, "upgrade", "start", "length") is var (start, length) ? new UpgradeRequest(start, length) : null,
            };
            _vectors.True(!Prover.TryProve(server, request, out _, out var reason), entry.GetProperty("name").GetString()!);
            _vectors.Equal(NoDataReason.InvalidRequest, reason);
        }
        _vectors.Report(checksMin: 8);
    }

    [Fact]
    public void Missing_nodes_are_counted_as_the_reference_counts_them()
    {
        var server = TestCores.Written(_writer, 20);
        foreach (var entry in _vectors.Root.GetProperty("missingNodes").EnumerateArray())
        {
            var length = entry.GetProperty("length").GetUInt64();
            var extra = entry.GetProperty("extraNodes").EnumerateArray().Select(n => n.GetUInt64());
            var sparse = new MemoryCoreStorage().Open(server.Key);
            var held = FlatTree.FullRoots(length).Concat(extra).Select(i => server.TryGetNode(i, out var node) ? node : default);
            sparse.Commit(new CoreCommit { Expected = sparse.Head, Nodes = [.. held] });
            var counts = entry.GetProperty("missingNodesOfBlock").EnumerateArray().Select(n => n.GetUInt64()).ToArray();
            for (var i = 0; i < counts.Length; i++) _vectors.Equal(counts[i], MerkleTree.MissingNodes(sparse, length, (ulong)i));
        }
        _vectors.Report(checksMin: 80);
    }

    /// <summary>The reference's verifier stands on every node of a shorter tree.</summary>
    private ICoreStore ReplicaWithEveryNode(int lengthBlocks)
    {
        var written = TestCores.Written(_writer, lengthBlocks);
        var replica = TestCores.EmptyReplicaOf(written);
        if (lengthBlocks == 0) return replica;
        replica.Commit(new CoreCommit { Expected = replica.Head, Head = written.Head, Manifest = written.Manifest, Nodes = TestCores.NodesOf(written) });
        return replica;
    }

    private DataMessage WithManifest(DataMessage data) => data with { Manifest = Manifest.ForWriter(_writer.PublicKey) };

    private static (ulong, ulong)? Pair(JsonElement json, string part, string first, string second) =>
        Json.IsNull(json, part) ? null
            : (json.GetProperty(part).GetProperty(first).GetUInt64(), json.GetProperty(part).GetProperty(second).GetUInt64());
}
