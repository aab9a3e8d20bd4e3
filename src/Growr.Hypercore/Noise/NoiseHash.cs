using System.Security.Cryptography;
using HashAlgorithm = NSec.Cryptography.HashAlgorithm;
using IncrementalHash = NSec.Cryptography.IncrementalHash;

namespace Growr.Hypercore.Noise;

/// <summary>BLAKE2b-512 as Noise uses it: plain, and in a textbook HMAC with 128-byte blocks (not BLAKE2b's own keyed mode).</summary>
/// <remarks>Source: noise-handshake 4.2.0 hmac.js, hkdf.js.</remarks>
internal static class NoiseHash
{
    internal const int Size = 64;
    private const int BlockBytes = 128;
    private const byte InnerPad = 0x36;
    private const byte OuterPad = 0x5c;

    internal static void Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> digest)
    {
        IncrementalHash.Initialize(HashAlgorithm.Blake2b_512, out var state);
        IncrementalHash.Update(ref state, first);
        IncrementalHash.Update(ref state, second);
        IncrementalHash.Finalize(ref state, digest);
    }

    /// <summary>HMAC of two runs, one behind the other. The key has at most 128 bytes.</summary>
    internal static void Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> digest)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        Span<byte> inner = stackalloc byte[Size];

        Pad(key, InnerPad, block);
        IncrementalHash.Initialize(HashAlgorithm.Blake2b_512, out var state);
        IncrementalHash.Update(ref state, block);
        IncrementalHash.Update(ref state, first);
        IncrementalHash.Update(ref state, second);
        IncrementalHash.Finalize(ref state, inner);

        Pad(key, OuterPad, block);
        Hash(block, inner, digest);
        CryptographicOperations.ZeroMemory(block);
        CryptographicOperations.ZeroMemory(inner);
    }

    /// <summary>Two 64-byte outputs from a chaining key and new key material.</summary>
    internal static void Hkdf(ReadOnlySpan<byte> chainingKey, ReadOnlySpan<byte> input, Span<byte> output1, Span<byte> output2)
    {
        Span<byte> secret = stackalloc byte[Size];
        Hmac(chainingKey, input, default, secret);
        Hmac(secret, [1], default, output1);
        Hmac(secret, output1, [2], output2);
        CryptographicOperations.ZeroMemory(secret);
    }

    private static void Pad(ReadOnlySpan<byte> key, byte pad, Span<byte> block)
    {
        block.Fill(pad);
        for (var i = 0; i < key.Length; i++) block[i] ^= key[i];
    }
}
