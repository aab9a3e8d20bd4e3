using System.Text.Json;
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
        vectors.Equal(vectors.Root.GetProperty("publicKey").GetString(), writer.PublicKey.ToHex());
        vectors.Equal(vectors.Root.GetProperty("discoveryKey").GetString(), DiscoveryKey.Of(core.Key).ToHex());
        vectors.Equal(vectors.Root.GetProperty("quorumManifest").GetString(), Vectors.Hex(TwoOfThree.Encode()));
        vectors.Equal(vectors.Root.GetProperty("quorumKey").GetString(), TwoOfThree.DeriveKey().ToHex());
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
            CheckQuorum(vectors, entry.GetProperty("quorum2of3"), core.Head);
            CheckBare(vectors, entry.GetProperty("compat"), core.Head, writer, manifest, new CoreKey(writer.PublicKey.Span));
            var version0 = new Manifest { Version = 0, Signers = manifest.Signers };
            CheckBare(vectors, entry.GetProperty("v0"), core.Head, writer, version0, version0.DeriveKey());
        }
        foreach (var node in Json.Nodes(vectors.Root.GetProperty("nodes")))
            vectors.Equal<TreeNode?>(node, core.TryGetNode(node.Index, out var stored) ? stored : null);
        vectors.Report(checksMin: 390);
    }

    private static readonly Manifest TwoOfThree = MultiSignatureTests.Quorum(2, 3);

    private static void CheckQuorum(Vectors vectors, JsonElement expected, LogHead head)
    {
        var key = TwoOfThree.DeriveKey();
        vectors.Equal(expected.GetProperty("signable").GetString(), Signable(TwoOfThree, key, head));
        var signatures = new[] { 2, 0 }.Select(signer => MultiSignatureTests.SignAs(signer, TwoOfThree, head)).ToArray();
        var container = MultiSignature.Assemble(1, signatures);
        vectors.Equal(expected.GetProperty("signature").GetString(), Vectors.Hex(container));
        vectors.Equal<Violation?>(null, TreeSignature.Verify(TwoOfThree, key, head with { Signature = container }));
    }

    private static void CheckBare(Vectors vectors, JsonElement expected, LogHead head, KeyPair writer, Manifest manifest, CoreKey key)
    {
        vectors.Equal(expected.GetProperty("signable").GetString(), Signable(manifest, key, head));
        var signature = TreeSignature.SignAs(writer, manifest, key, head.TreeHash, head.LengthBlocks, head.Fork).Signature;
        vectors.Equal(expected.GetProperty("signature").GetString(), Vectors.Hex(signature.Span));
        vectors.Equal<Violation?>(null, TreeSignature.Verify(manifest, key, head with { Signature = signature }));
    }

    private static string Signable(Manifest manifest, CoreKey key, LogHead head) =>
        Vectors.Hex(TreeSignature.Signable(manifest, key, 0, head.TreeHash, head.LengthBlocks, head.Fork));

    [Fact]
    public void A_fork_is_signed_as_the_reference_signs_it()
    {
        var vectors = new Vectors("trees.json");
        var fork = vectors.Root.GetProperty("fork1length3");
        using var writer = TestCores.VectorWriter();
        var key = Manifest.ForWriter(writer.PublicKey).DeriveKey();
        var treeHash = new Hash(Vectors.Hex(fork.GetProperty("treeHash")));
        vectors.Equal(fork.GetProperty("signable").GetString(), Vectors.Hex(TreeSignature.Signable(key, treeHash, 3, 1)));
        var container = TreeSignature.Sign(writer, key, treeHash, 3, 1);
        vectors.Equal($"0100{fork.GetProperty("signature").GetString()}0000", Vectors.Hex(container));
        vectors.Report(checksMin: 2);
    }
}
