using System.Text.Json;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Crypto;

public sealed class CryptoVectorTests
{
    private readonly Vectors _vectors = new("crypto.json");

    [Fact]
    public void Namespaces_are_those_of_the_reference()
    {
        foreach (var family in _vectors.Root.GetProperty("namespaces").EnumerateObject())
        {
            if (family.Value.ValueKind != JsonValueKind.Object) continue;
            foreach (var entry in family.Value.EnumerateObject())
            {
                var index = byte.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture);
                _vectors.Equal(entry.Value.GetString(), Namespaces.Derive(System.Text.Encoding.UTF8.GetBytes(family.Name), index).ToHex());
            }
        }
        _vectors.Report(checksMin: 16);
    }

    [Fact]
    public void Digests_plain_and_keyed_are_those_of_the_reference()
    {
        foreach (var entry in _vectors.Root.GetProperty("blake2b").EnumerateArray())
        {
            if (entry.GetProperty("out").GetInt32() != Bytes32.Size) { _vectors.LeftOut(); continue; }
            var input = Vectors.Hex(entry.GetProperty("input"));
            var key = entry.GetProperty("key");
            var hash = key.ValueKind == JsonValueKind.Null ? Blake2b.Hash256(input) : Blake2b.Keyed256(Vectors.Hex(key), input);
            _vectors.Equal(entry.GetProperty("hash").GetString(), hash.ToHex());
        }
        _vectors.Report(checksMin: 3);
    }

    [Fact]
    public void Key_pairs_sign_as_the_reference_signs()
    {
        foreach (var entry in _vectors.Root.GetProperty("keyPairs").EnumerateArray())
        {
            using var pair = KeyPair.FromSeed(Vectors.Hex(entry.GetProperty("seed")));
            var message = Vectors.Hex(entry.GetProperty("message"));
            _vectors.Equal(entry.GetProperty("publicKey").GetString(), pair.PublicKey.ToHex());
            _vectors.Equal(entry.GetProperty("signature").GetString(), Vectors.Hex(pair.Sign(message)));
            _vectors.True(KeyPair.Verify(pair.PublicKey, message, Vectors.Hex(entry.GetProperty("signature"))), "verifies");
        }
        _vectors.Report(checksMin: 12);
    }

    [Fact]
    public void Keys_discovery_keys_and_ids_are_written_as_the_reference_writes_them()
    {
        foreach (var entry in _vectors.Root.GetProperty("discoveryKeys").EnumerateArray())
        {
            var key = new CoreKey(Vectors.Hex(entry.GetProperty("key")));
            _vectors.Equal(entry.GetProperty("discoveryKey").GetString(), DiscoveryKey.Of(key).ToHex());
        }
        foreach (var entry in _vectors.Root.GetProperty("z32").EnumerateArray())
            _vectors.Equal(entry.GetProperty("z32").GetString(), ZBase32.Encode(Vectors.Hex(entry.GetProperty("hex"))));
        foreach (var entry in _vectors.Root.GetProperty("ids").EnumerateArray())
        {
            var key = new CoreKey(Vectors.Hex(entry.GetProperty("hex")));
            _vectors.Equal(entry.GetProperty("id").GetString(), key.ToId());
            foreach (var spelling in new[] { "hex", "id", "pear" })
                _vectors.Equal<CoreKey?>(key, CoreKey.TryParse(entry.GetProperty(spelling).GetString(), out var read) ? read : null);
        }
        _vectors.Report(checksMin: 15);
    }

    [Fact]
    public void Tree_hashes_and_signables_are_those_of_the_reference()
    {
        foreach (var entry in _vectors.Root.GetProperty("leaf").EnumerateArray())
            _vectors.Equal(entry.GetProperty("hash").GetString(), MerkleTree.Leaf(0, Vectors.Hex(entry.GetProperty("data"))).Hash.ToHex());
        foreach (var entry in _vectors.Root.GetProperty("parent").EnumerateArray())
        {
            var (left, right) = (Json.Node(entry.GetProperty("left")), Json.Node(entry.GetProperty("right")));
            _vectors.Equal(Json.Node(entry), MerkleTree.Parent(left, right));
            _vectors.Equal(Json.Node(entry), MerkleTree.Parent(right, left));
        }
        foreach (var entry in _vectors.Root.GetProperty("tree").EnumerateArray())
            _vectors.Equal(entry.GetProperty("hash").GetString(), MerkleTree.TreeHash(Json.Nodes(entry.GetProperty("roots"))).ToHex());
        var signable = _vectors.Root.GetProperty("signable");
        _vectors.Equal(
            signable.GetProperty("signable").GetString(),
            Vectors.Hex(TreeSignature.Signable(
                new CoreKey(Vectors.Hex(signable.GetProperty("manifestHash"))),
                new Hash(Vectors.Hex(signable.GetProperty("treeHash"))),
                signable.GetProperty("length").GetUInt64(),
                signable.GetProperty("fork").GetUInt64())));
        _vectors.Report(checksMin: 8);
    }
}
