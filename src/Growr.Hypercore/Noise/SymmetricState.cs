using System.Buffers.Binary;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Growr.Hypercore.Noise;

/// <summary>What every Noise pattern keeps while it runs: the transcript hash, the chaining key, and the cipher of the moment.</summary>
/// <remarks>Source: noise-handshake 4.2.0 symmetric-state.js, cipher.js.</remarks>
internal sealed class SymmetricState : IDisposable
{
    internal const int TagBytes = 16;
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;

    private readonly byte[] _transcript = new byte[NoiseHash.Size];
    private readonly byte[] _chainingKey = new byte[NoiseHash.Size];
    private readonly byte[] _cipherKey = new byte[KeyBytes];
    private bool _hasCipherKey;
    private ulong _nonce;

    /// <param name="protocolName">ASCII, shorter than 64 bytes: it is padded with zeros, not hashed.</param>
    internal SymmetricState(ReadOnlySpan<byte> protocolName)
    {
        protocolName.CopyTo(_transcript);
        protocolName.CopyTo(_chainingKey);
    }

    internal ReadOnlySpan<byte> Transcript => _transcript;
    internal ReadOnlySpan<byte> ChainingKey => _chainingKey;
    internal ReadOnlySpan<byte> CipherKey => _hasCipherKey ? _cipherKey : default;
    internal ulong Nonce => _nonce;

    internal void MixHash(ReadOnlySpan<byte> data) => NoiseHash.Hash(_transcript, data, _transcript);

    internal void MixKey(ReadOnlySpan<byte> input)
    {
        Span<byte> output1 = stackalloc byte[NoiseHash.Size];
        Span<byte> output2 = stackalloc byte[NoiseHash.Size];
        NoiseHash.Hkdf(_chainingKey, input, output1, output2);
        output1.CopyTo(_chainingKey);
        output2[..KeyBytes].CopyTo(_cipherKey);
        CryptographicOperations.ZeroMemory(output1);
        CryptographicOperations.ZeroMemory(output2);
        _hasCipherKey = true;
        _nonce = 0;
    }

    /// <summary>Bytes that <see cref="EncryptAndHash"/> makes of a plaintext at this point.</summary>
    internal int SealedSize(int plaintextBytes) => plaintextBytes + (_hasCipherKey ? TagBytes : 0);

    internal void EncryptAndHash(ReadOnlySpan<byte> plaintext, Span<byte> output)
    {
        if (_hasCipherKey)
        {
            Span<byte> nonce = stackalloc byte[NonceBytes];
            TakeNonce(nonce);
            using var key = ImportCipherKey();
            AeadAlgorithm.ChaCha20Poly1305.Encrypt(key, nonce, _transcript, plaintext, output);
        }
        else
        {
            plaintext.CopyTo(output);
        }
        MixHash(output);
    }

    internal bool TryDecryptAndHash(ReadOnlySpan<byte> input, Span<byte> plaintext)
    {
        if (_hasCipherKey)
        {
            Span<byte> nonce = stackalloc byte[NonceBytes];
            TakeNonce(nonce);
            using var key = ImportCipherKey();
            if (!AeadAlgorithm.ChaCha20Poly1305.Decrypt(key, nonce, _transcript, input, plaintext)) return false;
        }
        else
        {
            input.CopyTo(plaintext);
        }
        MixHash(input);
        return true;
    }

    /// <summary>The two 32-byte transport keys: the initiator sends with the first.</summary>
    internal void Split(Span<byte> initiatorKey, Span<byte> responderKey)
    {
        Span<byte> output1 = stackalloc byte[NoiseHash.Size];
        Span<byte> output2 = stackalloc byte[NoiseHash.Size];
        NoiseHash.Hkdf(_chainingKey, default, output1, output2);
        output1[..KeyBytes].CopyTo(initiatorKey);
        output2[..KeyBytes].CopyTo(responderKey);
        CryptographicOperations.ZeroMemory(output1);
        CryptographicOperations.ZeroMemory(output2);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_chainingKey);
        CryptographicOperations.ZeroMemory(_cipherKey);
    }

    private void TakeNonce(Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[4..], _nonce++);
    }

    private Key ImportCipherKey() =>
        Key.Import(AeadAlgorithm.ChaCha20Poly1305, _cipherKey, KeyBlobFormat.RawSymmetricKey);
}
