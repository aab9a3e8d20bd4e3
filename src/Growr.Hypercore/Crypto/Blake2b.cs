using NSec.Cryptography;

namespace Growr.Hypercore.Crypto;

/// <summary>BLAKE2b with 32-byte digests, plain and keyed. Keyed means BLAKE2b's own key parameter, not HMAC.</summary>
public static class Blake2b
{
    /// <summary>Digest of one run of bytes.</summary>
    public static Hash Hash256(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Bytes32.Size];
        HashAlgorithm.Blake2b_256.Hash(data, digest);
        return new Hash(digest);
    }

    /// <summary>Digest of two runs, one behind the other.</summary>
    public static Hash Hash256(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var hasher = Start256();
        hasher.Append(first);
        hasher.Append(second);
        return hasher.Finish();
    }

    /// <summary>Keyed digest. The key has 16 to 64 bytes.</summary>
    public static Hash Keyed256(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data) => Keyed256(key, data, default);

    /// <summary>Keyed digest of two runs, one behind the other. The key has 16 to 64 bytes.</summary>
    public static Hash Keyed256(ReadOnlySpan<byte> key, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var algorithm = key.Length == Bytes32.Size ? KeyedWith32 : new Blake2bMac(key.Length, Bytes32.Size);
        using var imported = Key.Import(algorithm, key, KeyBlobFormat.RawSymmetricKey);
        IncrementalMac.Initialize(imported, out var state);
        IncrementalMac.Update(ref state, first);
        IncrementalMac.Update(ref state, second);
        Span<byte> digest = stackalloc byte[Bytes32.Size];
        IncrementalMac.Finalize(ref state, digest);
        return new Hash(digest);
    }

    /// <summary>Starts a digest that is fed in pieces.</summary>
    public static Hasher Start256() => new(HashAlgorithm.Blake2b_256);

    /// <summary>A digest in the making. Append any number of pieces, then finish once.</summary>
    public ref struct Hasher
    {
        private IncrementalHash _state;

        internal Hasher(HashAlgorithm algorithm) => IncrementalHash.Initialize(algorithm, out _state);

        /// <summary>Adds bytes.</summary>
        public void Append(scoped ReadOnlySpan<byte> data) => IncrementalHash.Update(ref _state, data);

        /// <summary>The digest of everything appended; the hasher is used up.</summary>
        public Hash Finish()
        {
            Span<byte> digest = stackalloc byte[Bytes32.Size];
            IncrementalHash.Finalize(ref _state, digest);
            return new Hash(digest);
        }
    }

    private static readonly Blake2bMac KeyedWith32 = new(Bytes32.Size, Bytes32.Size);
}
