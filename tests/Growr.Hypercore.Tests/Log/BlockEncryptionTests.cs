using System.Text.Json;
using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Log;

public sealed class BlockEncryptionTests
{
    private static readonly Gen<byte[]> Keys = Gen.Byte.Array[BlockEncryption.KeyBytes];

    [Fact]
    public void Blocks_are_stored_as_the_reference_stores_them()
    {
        var vectors = new Vectors("encryption.json");
        var core = new CoreKey(Vectors.Hex(vectors.Root.GetProperty("coreKey")));
        var key = Vectors.Hex(vectors.Root.GetProperty("encryptionKey"));
        vectors.Equal(vectors.Root.GetProperty("padding").GetInt32(), BlockEncryption.PaddingBytes);
        using var normal = BlockEncryption.ForCore(core, key);
        using var compat = BlockEncryption.ForCompatCore(core, key);
        using var block = BlockEncryption.WithBlockKey(key);
        Check(vectors, vectors.Root.GetProperty("default"), normal);
        Check(vectors, vectors.Root.GetProperty("compat"), compat);
        Check(vectors, vectors.Root.GetProperty("blockKeyMode"), block);
        vectors.Report(checksMin: 64);
    }

    [Fact]
    public void Any_block_comes_back_at_any_index_and_fork() =>
        Gen.Select(Keys, Gen.ULong, Gen.ULong, Gen.Byte.Array[0, 300]).Sample((key, index, fork, plain) =>
        {
            using var encryption = BlockEncryption.WithBlockKey(key);
            var stored = Encrypted(encryption, index, fork, plain);
            Assert.True(encryption.TryDecrypt(index, stored, out var read));
            Assert.Equal(plain, read.ToArray());
        });

    [Fact]
    public void The_largest_block_comes_back()
    {
        var plain = new byte[ProtocolLimits.BlockBytesMax - BlockEncryption.PaddingBytes];
        new Random(1).NextBytes(plain);
        using var encryption = BlockEncryption.WithBlockKey(new byte[BlockEncryption.KeyBytes]);
        Assert.True(encryption.TryDecrypt(3, Encrypted(encryption, 3, 1, plain), out var read));
        Assert.True(read.Span.SequenceEqual(plain));
    }

    [Fact]
    public void Whatever_bytes_a_writer_stored_are_read_or_refused_by_their_length() =>
        Gen.Select(Keys, Gen.ULong, Gen.Byte.Array[0, 64]).Sample((key, index, stored) =>
        {
            using var encryption = BlockEncryption.WithBlockKey(key);
            Assert.Equal(stored.Length >= BlockEncryption.PaddingBytes, encryption.TryDecrypt(index, stored, out var plain));
            Assert.Equal(Math.Max(0, stored.Length - BlockEncryption.PaddingBytes), plain.Length);
        });

    [Fact]
    public void Another_core_key_index_or_fork_stores_other_bytes()
    {
        var (plain, key) = (new byte[32], new byte[BlockEncryption.KeyBytes]);
        var (one, other) = (new CoreKey(Blake2b.Hash256("one"u8).Span), new CoreKey(Blake2b.Hash256("other"u8).Span));
        using var ofOne = BlockEncryption.ForCore(one, key);
        using var ofOther = BlockEncryption.ForCore(other, key);
        using var compat = BlockEncryption.ForCompatCore(one, key);
        using var block = BlockEncryption.WithBlockKey(key);
        byte[][] stored =
        [
            Encrypted(ofOne, 0, 0, plain), Encrypted(ofOne, 1, 0, plain), Encrypted(ofOne, 0, 1, plain),
            Encrypted(ofOther, 0, 0, plain), Encrypted(compat, 0, 0, plain), Encrypted(block, 0, 0, plain),
        ];
        Assert.Equal(stored.Length, stored.Select(bytes => Vectors.Hex(bytes.AsSpan(BlockEncryption.PaddingBytes))).Distinct().Count());
    }

    [Fact]
    public void An_append_is_encrypted_for_the_place_it_goes_to()
    {
        using var encryption = BlockEncryption.WithBlockKey(new byte[BlockEncryption.KeyBytes]);
        var head = LogHead.Empty with { LengthBlocks = 7, Fork = 2 };
        var stored = encryption.EncryptAppend(head, [new byte[5], ReadOnlyMemory<byte>.Empty]);
        Assert.Equal([Encrypted(encryption, 7, 2, new byte[5]), Encrypted(encryption, 8, 2, [])], stored.Select(block => block.ToArray()));
    }

    [Fact]
    public void Keys_and_outputs_of_another_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => BlockEncryption.WithBlockKey(new byte[31]));
        Assert.Throws<ArgumentException>(() => BlockEncryption.ForCore(default, new byte[33]));
        Assert.Throws<ArgumentException>(() => BlockEncryption.ForCompatCore(default, []));
        using var encryption = BlockEncryption.WithBlockKey(new byte[BlockEncryption.KeyBytes]);
        Assert.Throws<ArgumentException>(() => encryption.Encrypt(0, 0, new byte[5], new byte[5]));
        Assert.Throws<ArgumentException>(() => encryption.Encrypt(0, 0, [], new byte[9]));
    }

    [Fact]
    public void Once_disposed_nothing_is_encrypted_with_the_wiped_key()
    {
        var encryption = BlockEncryption.WithBlockKey(new byte[BlockEncryption.KeyBytes]);
        encryption.Dispose();
        Assert.Throws<ObjectDisposedException>(() => encryption.Encrypt(0, 0, [], new byte[8]));
        Assert.Throws<ObjectDisposedException>(() => encryption.TryDecrypt(0, new byte[8], out _));
    }

    [Fact]
    public void The_keys_are_not_printed()
    {
        using var encryption = BlockEncryption.WithBlockKey(Convert.FromHexString(new string('a', 64)));
        Assert.DoesNotContain("aaaa", encryption.ToString(), StringComparison.Ordinal);
    }

    private static void Check(Vectors vectors, JsonElement mode, BlockEncryption encryption)
    {
        using var derived = BlockEncryption.WithBlockKey(Vectors.Hex(mode.GetProperty("blockKey")));
        vectors.Equal(
            mode.GetProperty("blindingKey").GetString(), Blake2b.Hash256(Vectors.Hex(mode.GetProperty("blockKey"))).ToHex());
        foreach (var entry in mode.GetProperty("blocks").EnumerateArray())
        {
            var (index, fork) = (entry.GetProperty("index").GetUInt64(), entry.GetProperty("fork").GetUInt64());
            var (plain, stored) = (Vectors.Hex(entry.GetProperty("plain")), entry.GetProperty("block").GetString());
            vectors.Equal(stored, Vectors.Hex(Encrypted(encryption, index, fork, plain)));
            vectors.Equal(stored, Vectors.Hex(Encrypted(derived, index, fork, plain)));
            vectors.True(encryption.TryDecrypt(index, Convert.FromHexString(stored!), out var read), "long enough");
            vectors.Equal(Vectors.Hex(plain), Vectors.Hex(read.Span));
        }
    }

    private static byte[] Encrypted(BlockEncryption encryption, ulong index, ulong fork, byte[] plain)
    {
        var stored = new byte[BlockEncryption.PaddingBytes + plain.Length];
        encryption.Encrypt(index, fork, plain, stored);
        return stored;
    }
}
