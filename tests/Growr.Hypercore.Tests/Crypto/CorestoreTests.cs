using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Crypto;

public sealed class CorestoreTests
{
    [Fact]
    public void Names_give_the_keys_they_give_in_the_reference()
    {
        var vectors = new Vectors("corestore.json");
        vectors.Equal(vectors.Root.GetProperty("corestoreNamespace").GetString(), Namespaces.Corestore.ToHex());
        vectors.Equal(vectors.Root.GetProperty("rootNamespace").GetString(), Corestore.RootNamespace.ToHex());
        using var store = new Corestore(Vectors.Hex(vectors.Root.GetProperty("primaryKey")));
        foreach (var entry in vectors.Root.GetProperty("cores").EnumerateArray())
        {
            var within = entry.GetProperty("namespacePath").EnumerateArray()
                .Aggregate(Corestore.RootNamespace, (parent, name) => Corestore.Namespace(parent, name.GetString()!));
            vectors.Equal(entry.GetProperty("namespace").GetString(), within.ToHex());
            var name = entry.GetProperty("name");
            using var pair = name.TryGetProperty("utf8", out var text)
                ? store.DeriveKeyPair(within, text.GetString()!)
                : store.DeriveKeyPair(within, Vectors.Hex(name.GetProperty("hex")));
            var seed = new byte[KeyPair.SeedBytes];
            pair.CopySeed(seed);
            vectors.Equal(entry.GetProperty("seed").GetString(), Vectors.Hex(seed));
            vectors.Equal(entry.GetProperty("publicKey").GetString(), pair.PublicKey.ToHex());
            var key = Manifest.ForWriter(pair.PublicKey).DeriveKey();
            vectors.Equal(entry.GetProperty("coreKey").GetString(), key.ToHex());
            vectors.Equal(entry.GetProperty("discoveryKey").GetString(), DiscoveryKey.Of(key).ToHex());
        }
        vectors.Report(checksMin: 27);
    }

    [Fact]
    public void A_primary_key_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Corestore(new byte[31]));

    [Fact]
    public void The_secret_is_not_printed()
    {
        using var store = new Corestore(Convert.FromHexString(new string('a', 64)));
        Assert.DoesNotContain("aaaa", store.ToString(), StringComparison.Ordinal);
    }
}
