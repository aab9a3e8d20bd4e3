using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Log;

public sealed class TreeVectorTests
{
    [Fact]
    public void Appending_one_block_at_a_time_gives_the_trees_and_signatures_of_the_reference()
    {
        var vectors = new Vectors("trees.json");
        using var writer = TestCores.VectorWriter();
        using var storage = new MemoryCoreStorage();
        Assert.True(Manifest.TryDecode(Vectors.Hex(vectors.Root.GetProperty("manifest")), out var manifest));
        var core = storage.Open(manifest!.DeriveKey());
        vectors.Equal(vectors.Root.GetProperty("key").GetString(), core.Key.ToHex());
        var blocks = vectors.Root.GetProperty("blocks").EnumerateArray().Select(Vectors.Hex).ToArray();
        foreach (var entry in vectors.Root.GetProperty("lengths").EnumerateArray())
        {
            var length = entry.GetProperty("length").GetUInt64();
            vectors.Equal(CommitOutcome.Committed, core.Commit(Feed.PlanAppend(core, manifest, writer, [blocks[length - 1]])));
            vectors.Equal(length, core.Head.LengthBlocks);
            vectors.Equal(entry.GetProperty("byteLength").GetUInt64(), core.Head.SizeBytes);
            vectors.Equal(entry.GetProperty("treeHash").GetString(), core.Head.TreeHash.ToHex());
            vectors.Equal(entry.GetProperty("signature").GetString(), Vectors.Hex(core.Head.Signature.Span));
            vectors.Equal(
                entry.GetProperty("signable").GetString(),
                Vectors.Hex(TreeSignature.Signable(core.Key, core.Head.TreeHash, length, 0)));
            vectors.Equal<Violation?>(null, TreeSignature.Verify(manifest, core.Key, core.Head));
            vectors.True(MerkleTree.TryReadRoots(core, length, out var roots), "roots are stored");
            vectors.Equal(Json.Nodes(entry.GetProperty("roots")), roots);
            for (var other = 0; other < 3; other++) vectors.LeftOut();      // quorum, compat and version 0 signatures
        }
        foreach (var node in Json.Nodes(vectors.Root.GetProperty("nodes")))
            vectors.Equal<TreeNode?>(node, core.TryGetNode(node.Index, out var stored) ? stored : null);
        vectors.Report(checksMin: 190);
    }

    [Fact]
    public void A_fork_is_signed_as_the_reference_signs_it()
    {
        var vectors = new Vectors("trees.json");
        var fork = vectors.Root.GetProperty("fork1length3");
        using var writer = TestCores.VectorWriter();
        var key = Manifest.ForWriter(writer.PublicKey).DeriveKey();
        var container = TreeSignature.Sign(writer, key, new Hash(Vectors.Hex(fork.GetProperty("treeHash"))), 3, 1);
        vectors.Equal($"0100{fork.GetProperty("signature").GetString()}0000", Vectors.Hex(container));
        vectors.Report(checksMin: 1);
    }
}
