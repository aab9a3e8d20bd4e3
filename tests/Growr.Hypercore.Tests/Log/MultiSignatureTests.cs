using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Log;

public sealed class MultiSignatureTests
{
    private static readonly string[] Labels = ["signer-a", "signer-b", "signer-c", "signer-d", "signer-e"];

    [Fact]
    public void A_patched_signature_is_assembled_read_and_verified_as_in_the_reference()
    {
        var vectors = new Vectors("messages.json");
        var entry = vectors.Root.GetProperty("multiSignature");
        Assert.True(Manifest.TryDecode(Vectors.Hex(entry.GetProperty("manifest")), out var manifest));
        var key = manifest!.DeriveKey();
        vectors.Equal(entry.GetProperty("key").GetString(), key.ToHex());
        var container = Vectors.Hex(entry.GetProperty("signature"));
        var inputs = entry.GetProperty("inputs").EnumerateArray().Select(input => new SignerSignature(
            input.GetProperty("signer").GetUInt64(),
            Vectors.Hex(input.GetProperty("signature")),
            input.GetProperty("patch").GetUInt64(),
            Json.IsNull(input, "nodes") ? [] : Json.Nodes(input.GetProperty("nodes")))).ToArray();
        vectors.Equal(Vectors.Hex(container), Vectors.Hex(MultiSignature.Assemble(1, inputs)));
        vectors.True(MultiSignature.TryDecode(container, 1, out var read), "reads");
        vectors.Equal(inputs.Select(i => (i.Signer, i.PatchBlocks)), read.Select(i => (i.Signer, i.PatchBlocks)));
        vectors.Equal(Vectors.Hex(container), Vectors.Hex(MultiSignature.Assemble(1, read)));

        var (length, roots) = (entry.GetProperty("length").GetUInt64(), Json.Nodes(entry.GetProperty("roots")));
        var head = new LogHead(0, length, (ulong)roots.Sum(root => (long)root.SizeBytes), MerkleTree.TreeHash(roots), container);
        vectors.Equal<Violation?>(null, TreeSignature.Verify(manifest, key, head, roots));
        vectors.Equal<Violation?>(Violation.WrongSignature, TreeSignature.Verify(manifest, key, head));
        var signed = Enumerable.Range(0, 2).Select(i => SignAs(i, manifest, Written(i == 0 ? 6 : 9).Head).Signature).ToArray();
        for (var i = 0; i < 2; i++) vectors.Equal(Vectors.Hex(inputs[i].Signature.Span), Vectors.Hex(signed[i].Span));
        var patched = SignAs(1, manifest, Written(9).Head).PatchedFrom(length, Written(9), 9);
        vectors.Equal(inputs[1].PatchNodes, patched.PatchNodes);
        vectors.Report(checksMin: 10);
    }

    [Fact]
    public void Any_quorum_signs_whatever_each_of_them_signed_and_one_signature_less_does_not() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 40], Gen.ULong[0, 2], Gen.Int[0, 1000]).Sample((signers, length, version, seed) =>
        {
            var random = new Random(seed);
            var quorum = random.Next(1, signers + 1);
            var manifest = Quorum(quorum, signers, version, allowPatch: true);
            var signatures = Enumerable.Range(0, signers).OrderBy(_ => random.Next()).Select(signer =>
            {
                var longer = Written(length + random.Next(3) * random.Next(20));
                return SignAs(signer, manifest, longer.Head).PatchedFrom((ulong)length, longer, longer.Head.LengthBlocks);
            }).ToArray();
            Assert.Null(Verify(manifest, length, MultiSignature.Assemble(version, signatures)));
            Assert.Null(Verify(manifest, length, MultiSignature.Assemble(version, signatures[..quorum])));
            Assert.Equal(
                Violation.MalformedSignature,
                Verify(manifest, length, MultiSignature.Assemble(version, signatures[..(quorum - 1)])));
            var place = random.Next(quorum);
            signatures[place] = signatures[place] with { Signature = SignAs(0, manifest, Written(length + 50).Head).Signature };
            Assert.Equal(Violation.WrongSignature, Verify(manifest, length, MultiSignature.Assemble(version, signatures)));
        }, iter: 100);

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    public void A_node_that_two_patches_need_is_written_once(ulong version)
    {
        var manifest = Quorum(3, 3, version, allowPatch: true);
        var (longer, longest) = (Written(9), Written(13));
        SignerSignature[] signatures =
        [
            SignAs(0, manifest, longer.Head).PatchedFrom(6, longer, 9),
            SignAs(1, manifest, longest.Head).PatchedFrom(6, longest, 13),
            SignAs(2, manifest, Written(6).Head),
        ];
        Assert.Equal([13UL, 16UL], signatures[0].PatchNodes.Select(node => node.Index));
        Assert.Equal([13UL, 19UL, 24UL], signatures[1].PatchNodes.Select(node => node.Index));
        var container = MultiSignature.Assemble(version, signatures);
        Assert.True(MultiSignature.TryDecode(container, version, out var read));
        Assert.Equal([13UL, 16UL, 19UL, 24UL], read[0].PatchNodes.Select(node => node.Index));
        Assert.Equal(signatures.Select(s => (s.Signer, s.PatchBlocks)), read.Select(s => (s.Signer, s.PatchBlocks)));
        Assert.Null(Verify(manifest, 6, container));
    }

    [Fact]
    public void Any_bytes_are_refused_and_never_fail() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.ULong[0, 2]).Sample((bytes, version) =>
        {
            if (bytes.Length > 0) bytes[0] %= 5;
            Assert.NotNull(Verify(Quorum(2, 3, version, allowPatch: true), 6, bytes));
        }, iter: 5000);

    [Fact]
    public void No_changed_byte_of_a_patched_container_is_accepted()
    {
        var manifest = Quorum(2, 3, allowPatch: true);
        var longer = Written(9);
        var valid = MultiSignature.Assemble(
            1, [SignAs(0, manifest, Written(6).Head), SignAs(1, manifest, longer.Head).PatchedFrom(6, longer, 9)]);
        Assert.Null(Verify(manifest, 6, valid));
        for (var place = 0; place < valid.Length; place++)
        {
            var changed = valid.ToArray();
            changed[place] ^= 0x40;
            Assert.NotNull(Verify(manifest, 6, changed));
        }
    }

    [Fact]
    public void One_signer_twice_is_no_quorum_and_neither_is_a_stranger()
    {
        var manifest = Quorum(2, 3);
        var (a, c) = (SignAs(0, manifest, Written(6).Head), SignAs(2, manifest, Written(6).Head));
        Assert.Equal(Violation.MalformedSignature, Verify(manifest, 6, MultiSignature.Assemble(1, [a, a, c])));
        Assert.Equal(Violation.MalformedSignature, Verify(manifest, 6, MultiSignature.Assemble(1, [a, c with { Signer = 3 }])));
        Assert.Equal(Violation.MalformedSignature, Verify(manifest, 6, MultiSignature.Assemble(1, [a, c with { Signer = 1UL << 40 }])));
        Assert.Equal(Violation.WrongSignature, Verify(manifest, 6, MultiSignature.Assemble(1, [a, c with { Signer = 1 }])));
        Assert.Null(Verify(manifest, 6, MultiSignature.Assemble(1, [c, a])));
        using var stranger = TestCores.Writer("stranger");
        Assert.Throws<ArgumentException>(
            () => TreeSignature.SignAs(stranger, manifest, manifest.DeriveKey(), MerkleTree.EmptyHash, 0, 0));
    }

    [Fact]
    public void A_good_signature_behind_the_quorum_does_not_make_up_for_a_bad_one()
    {
        var manifest = Quorum(2, 3);
        var head = Written(6).Head;
        var (a, b, c) = (SignAs(0, manifest, head), SignAs(1, manifest, Written(5).Head), SignAs(2, manifest, head));
        Assert.Equal(Violation.WrongSignature, Verify(manifest, 6, MultiSignature.Assemble(1, [a, b, c])));
        Assert.Null(Verify(manifest, 6, MultiSignature.Assemble(1, [a, c, b])));
    }

    [Fact]
    public void A_patch_counts_only_where_the_manifest_allows_it()
    {
        var longer = Written(9);
        var (strict, patching) = (Quorum(1, 3), Quorum(1, 3, allowPatch: true));
        var own = SignAs(0, strict, Written(6).Head) with { PatchBlocks = 3, PatchNodes = SignAs(0, strict, longer.Head).PatchedFrom(6, longer, 9).PatchNodes };
        Assert.Null(Verify(strict, 6, MultiSignature.Assemble(1, [own])));
        var signedLonger = SignAs(0, strict, longer.Head).PatchedFrom(6, longer, 9);
        Assert.Equal(Violation.WrongSignature, Verify(strict, 6, MultiSignature.Assemble(1, [signedLonger])));
        Assert.Null(Verify(patching, 6, MultiSignature.Assemble(1, [SignAs(0, patching, longer.Head).PatchedFrom(6, longer, 9)])));
    }

    [Theory]
    [InlineData(1UL << 51, 26UL)]
    [InlineData((1UL << 53) - 1, 26UL)]
    [InlineData(3UL, (1UL << 53) - 1)]
    [InlineData(4UL, 26UL)]
    public void A_patch_beyond_any_log_or_with_impossible_sizes_is_refused(ulong patchBlocks, ulong sizeBytes)
    {
        var manifest = Quorum(1, 3, allowPatch: true);
        var longer = Written(9);
        var signed = SignAs(0, manifest, longer.Head).PatchedFrom(6, longer, 9);
        var forged = signed with
        {
            PatchBlocks = patchBlocks,
            PatchNodes = [.. signed.PatchNodes.Select(node => node.Index == 13 ? node with { SizeBytes = sizeBytes } : node)],
        };
        Assert.Equal(Violation.WrongSignature, Verify(manifest, 6, MultiSignature.Assemble(1, [forged])));
    }

    [Fact]
    public void A_core_without_signers_and_without_prologue_takes_no_signature()
    {
        var manifest = new Manifest { Quorum = 0 };
        Assert.Equal(Violation.WrongSignature, Verify(manifest, 6, []));
        Assert.Equal(Violation.WrongSignature, Verify(manifest, 6, [0, 0]));
    }

    internal static Manifest Quorum(int quorum, int signers, ulong version = 1, bool allowPatch = false) => new()
    {
        Version = version,
        Quorum = (ulong)quorum,
        AllowPatch = allowPatch,
        Signers = [.. Labels.Take(signers).Select(PublicKeyOf).Select(key => new ManifestSigner(Namespaces.Default, key))],
    };

    internal static SignerSignature SignAs(int signer, Manifest manifest, LogHead head)
    {
        using var pair = TestCores.Writer(Labels[signer]);
        return TreeSignature.SignAs(pair, manifest, manifest.DeriveKey(), head.TreeHash, head.LengthBlocks, head.Fork);
    }

    private static PublicKey PublicKeyOf(string label)
    {
        using var pair = TestCores.Writer(label);
        return pair.PublicKey;
    }

    private static Violation? Verify(Manifest manifest, int lengthBlocks, byte[] container)
    {
        var core = Written(lengthBlocks);
        Assert.True(MerkleTree.TryReadRoots(core, (ulong)lengthBlocks, out var roots));
        return TreeSignature.Verify(manifest, manifest.DeriveKey(), core.Head with { Signature = container }, roots);
    }

    /// <summary>Blocks and tree only; who wrote them does not matter here.</summary>
    private static ICoreStore Written(int lengthBlocks)
    {
        using var writer = TestCores.VectorWriter();
        return TestCores.Written(writer, lengthBlocks);
    }
}
