using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Log;

public sealed class TreeSignatureTests
{
    [Fact]
    public void No_container_but_the_writers_own_is_accepted()
    {
        using var writer = TestCores.VectorWriter();
        var core = TestCores.Written(writer, 3);
        var manifest = Manifest.ForWriter(writer.PublicKey);
        var valid = core.Head.Signature.ToArray();
        Gen.OneOf(Gen.Byte.Array[0, 200], Gen.Select(Gen.Int[0, 67], Gen.Byte[1, 255]).Select((place, change) => Changed(valid, place, change)))
            .Sample(container =>
            {
                var violation = TreeSignature.Verify(manifest, core.Key, core.Head with { Signature = container });
                // The last two bytes count a patch that this manifest does not allow, and nodes that belong to it.
                var isIgnored = container.Length == valid.Length && container.AsSpan(0, 66).SequenceEqual(valid.AsSpan(0, 66));
                Assert.True(isIgnored || violation is Violation.MalformedSignature or Violation.WrongSignature);
            });
        Assert.Null(TreeSignature.Verify(manifest, core.Key, core.Head));
    }

    [Fact]
    public void A_signature_of_another_core_by_the_same_writer_is_refused()
    {
        using var writer = TestCores.VectorWriter();
        var core = TestCores.Written(writer, 3);
        var other = new Manifest { Signers = [new(Namespaces.Tree, writer.PublicKey)] };
        Assert.Equal(Violation.WrongSignature, TreeSignature.Verify(other, other.DeriveKey(), core.Head));
    }

    [Fact]
    public void A_core_named_by_its_public_key_takes_nothing_but_the_bare_signature()
    {
        using var writer = TestCores.VectorWriter();
        var key = new CoreKey(writer.PublicKey.Span);
        var manifest = Manifest.ForCompat(key);
        var head = TestCores.Written(writer, 3).Head;
        var bare = writer.Sign(TreeSignature.Signable(manifest, key, 0, head.TreeHash, 3, 0));
        Assert.Null(TreeSignature.Verify(manifest, key, head with { Signature = bare }));
        Assert.Equal(Violation.MalformedSignature, TreeSignature.Verify(manifest, key, head));
        Assert.Equal(Violation.MalformedSignature, TreeSignature.Verify(manifest, key, head with { Signature = bare.AsMemory(1) }));
        var named = writer.Sign(TreeSignature.Signable(key, head.TreeHash, 3, 0));
        Assert.Equal(Violation.WrongSignature, TreeSignature.Verify(manifest, key, head with { Signature = named }));
        Assert.Equal(Violation.WrongSignature, TreeSignature.Verify(manifest, key, head with { Signature = bare, Fork = 1 }));
    }

    private static byte[] Changed(byte[] valid, int place, byte change)
    {
        var container = valid.ToArray();
        container[place] ^= change;
        return container;
    }
}
