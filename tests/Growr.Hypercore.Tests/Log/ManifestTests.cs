using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Log;

public sealed class ManifestTests
{
    [Fact]
    public void Manifests_are_written_read_and_named_as_in_the_reference()
    {
        var vectors = new Vectors("manifests.json");
        foreach (var entry in vectors.Root.GetProperty("manifests").EnumerateArray())
        {
            var written = Json.Manifest(entry.GetProperty("manifest"));
            vectors.Equal(entry.GetProperty("hex").GetString(), Vectors.Hex(written.Encode()));
            vectors.True(Manifest.TryDecode(Vectors.Hex(entry.GetProperty("hex")), out var read), "reads");
            vectors.Equal(entry.GetProperty("hex").GetString(), Vectors.Hex(read!.Encode()));
            vectors.Equal(entry.GetProperty("key").GetString(), read.DeriveKey().ToHex());
            vectors.Equal(entry.GetProperty("id").GetString(), read.DeriveKey().ToId());
            vectors.Equal(entry.GetProperty("discoveryKey").GetString(), DiscoveryKey.Of(read.DeriveKey()).ToHex());
        }
        var compat = vectors.Root.GetProperty("compatKey");
        var compatKey = new CoreKey(Vectors.Hex(compat.GetProperty("key")));
        vectors.Equal(compat.GetProperty("publicKey").GetString(), Manifest.ForCompat(compatKey).Signers[0].PublicKey.ToHex());
        vectors.True(Manifest.ForCompat(compatKey).BelongsTo(compatKey), "compat");
        vectors.Report(checksMin: 92);
    }

    [Theory]
    [InlineData("03000001010041")]                     // version 3
    [InlineData("0100010100")]                         // unknown hash
    [InlineData("00000300")]                           // unknown shape of version 0
    [InlineData("010000010100aabb")]                   // signer cut short
    [InlineData("01000001fd0101")]                     // more signers than possible
    public void Malformed_manifests_are_refused(string hex) =>
        Assert.False(Manifest.TryDecode(Convert.FromHexString(hex), out _));

    [Fact]
    public void Any_bytes_are_read_or_refused_and_what_is_read_is_written_back_to_the_same_manifest() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            bytes = [(byte)(bytes.Length % 3), .. bytes];
            if (!Manifest.TryDecode(bytes, out var manifest)) return;
            var encoded = manifest!.Encode();
            Assert.True(Manifest.TryDecode(encoded, out var again));
            Assert.Equal(encoded, again!.Encode());
        });
}
