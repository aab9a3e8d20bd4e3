using System.Buffers.Binary;
using System.Security.Cryptography;
using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>
/// Hides the blocks of one core from whoever holds the core without its encryption key: the tree hashes, signs and
/// replicates stored blocks, which are 8 bytes of padding and as many encrypted bytes as the plain block has.
/// Safe for many threads until it is disposed.
/// </summary>
/// <remarks>
/// XSalsa20 and nothing more: only the signed tree says that a block is whole, and a wrong key gives other bytes, not an error.
/// A second plain block at the same index and fork is hidden by the same key stream, and whoever sees both learns their
/// difference: encrypt for the head an append is planned on, and let nothing of an append that was refused leave the process.
/// Source: hypercore 11.35.5 lib/default-encryption.js.
/// </remarks>
public sealed class BlockEncryption : IDisposable
{
    /// <summary>Bytes of an encryption key and of a block key: 32.</summary>
    public const int KeyBytes = Sodium.StreamKeyBytes;

    /// <summary>Bytes a stored block is longer than the plain one: 8, the fork it was encrypted on, itself hidden.</summary>
    public const int PaddingBytes = sizeof(ulong);

    private readonly byte[] _blockKey;
    private readonly byte[] _blindingKey;
    private bool _isDisposed;

    private BlockEncryption(ReadOnlySpan<byte> blockKey)
    {
        _blockKey = blockKey.ToArray();
        _blindingKey = Blake2b.Hash256(blockKey).Span.ToArray();
    }

    /// <summary>The encryption of a core; one encryption key may serve many cores. Copies what it needs of the key.</summary>
    /// <exception cref="ArgumentException">The encryption key has another length than 32 bytes.</exception>
    public static BlockEncryption ForCore(CoreKey core, ReadOnlySpan<byte> encryptionKey)
    {
        RequireKey(encryptionKey);
        var hasher = Blake2b.Start256();
        hasher.Append(Namespaces.Encryption.Span);
        hasher.Append(core.Span);
        hasher.Append(encryptionKey);
        return new BlockEncryption(hasher.Finish().Span);
    }

    /// <summary>The same for a core whose key is its writer's public key, as cores were before they had manifests.</summary>
    /// <exception cref="ArgumentException">The encryption key has another length than 32 bytes.</exception>
    public static BlockEncryption ForCompatCore(CoreKey core, ReadOnlySpan<byte> encryptionKey)
    {
        RequireKey(encryptionKey);
        return new BlockEncryption(Blake2b.Keyed256(core.Span, encryptionKey).Span);
    }

    /// <summary>
    /// The encryption with a key that is used as it is, so that one core can be opened to a reader without the key it was
    /// derived from. Two cores never share a block key: equal indexes would be hidden by equal key streams.
    /// </summary>
    /// <exception cref="ArgumentException">The block key has another length than 32 bytes.</exception>
    public static BlockEncryption WithBlockKey(ReadOnlySpan<byte> blockKey)
    {
        RequireKey(blockKey);
        return new BlockEncryption(blockKey);
    }

    /// <summary>Writes the stored form of a block; the same input gives the same bytes.</summary>
    /// <param name="index">Number of the block.</param>
    /// <param name="fork">The core's fork when the block is appended.</param>
    /// <param name="plain">The block; may be empty.</param>
    /// <param name="stored">Receives exactly <see cref="PaddingBytes"/> more than the plain block has; must not overlap it.</param>
    /// <exception cref="ArgumentException">The output has another length.</exception>
    public void Encrypt(ulong index, ulong fork, ReadOnlySpan<byte> plain, Span<byte> stored)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (stored.Length - PaddingBytes != plain.Length)
            throw new ArgumentException($"Stored, the block has {plain.Length} + {PaddingBytes} bytes.", nameof(stored));
        var padding = stored[..PaddingBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(padding, fork);
        Xor(index, padding: default, padding, padding, _blindingKey);
        Xor(index, padding, plain, stored[PaddingBytes..], _blockKey);
    }

    /// <summary>The stored forms of blocks that are to be appended to a core with a given head, in their order.</summary>
    /// <param name="head">The head the append is planned on: it gives the first index and the fork.</param>
    /// <param name="plain">The blocks; copied.</param>
    public IReadOnlyList<ReadOnlyMemory<byte>> EncryptAppend(LogHead head, IReadOnlyList<ReadOnlyMemory<byte>> plain)
    {
        var stored = new ReadOnlyMemory<byte>[plain.Count];
        for (var i = 0; i < stored.Length; i++)
        {
            var block = new byte[PaddingBytes + plain[i].Length];
            Encrypt(head.LengthBlocks + (ulong)i, head.Fork, plain[i].Span, block);
            stored[i] = block;
        }
        return stored;
    }

    /// <summary>Takes a stored block back to the plain one; the fork need not be known.</summary>
    /// <param name="index">Number of the block. Another number, like another key, gives other bytes.</param>
    /// <param name="stored">The stored block, of whatever writer.</param>
    /// <param name="plain">The plain block, in memory of its own.</param>
    /// <returns>False when the block is shorter than <see cref="PaddingBytes"/>: it was not stored encrypted.</returns>
    public bool TryDecrypt(ulong index, ReadOnlySpan<byte> stored, out ReadOnlyMemory<byte> plain)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        plain = default;
        if (stored.Length < PaddingBytes) return false;
        var block = new byte[stored.Length - PaddingBytes];
        Xor(index, stored[..PaddingBytes], stored[PaddingBytes..], block, _blockKey);
        plain = block;
        return true;
    }

    /// <summary>Never a key.</summary>
    public override string ToString() => "block encryption";

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_blockKey);
        CryptographicOperations.ZeroMemory(_blindingKey);
    }

    private static void Xor(
        ulong index, ReadOnlySpan<byte> padding, ReadOnlySpan<byte> input, Span<byte> output, ReadOnlySpan<byte> key)
    {
        Span<byte> nonce = stackalloc byte[Sodium.StreamNonceBytes];
        nonce.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(nonce, index);
        padding.CopyTo(nonce[sizeof(ulong)..]);
        Sodium.XorStream(input, output, nonce, key);
    }

    private static void RequireKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyBytes) throw new ArgumentException($"An encryption key has {KeyBytes} bytes.", nameof(key));
    }
}
