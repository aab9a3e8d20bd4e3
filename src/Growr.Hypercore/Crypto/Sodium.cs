using System.Runtime.InteropServices;

namespace Growr.Hypercore.Crypto;

/// <summary>The libsodium functions that NSec does not offer. Everything else goes through NSec.</summary>
internal static partial class Sodium
{
    internal const int SecretStreamStateBytes = 52;
    internal const int SecretStreamHeaderBytes = 24;
    internal const int SecretStreamOverheadBytes = 17;
    internal const int StreamKeyBytes = 32;
    internal const int StreamNonceBytes = 24;

    // libsodium must be initialized before its first use; doing it again, as NSec may, is harmless.
    static Sodium()
    {
        if (sodium_init() < 0) throw new PlatformNotSupportedException("libsodium cannot be initialized.");
    }

    /// <summary>Multiplies a compressed Edwards point; the scalar is used as it is.</summary>
    /// <returns>False when the point is not canonical, not in the prime order group, or the product is the identity.</returns>
    internal static bool TryMultiply(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point, Span<byte> product) =>
        crypto_scalarmult_ed25519_noclamp(product, scalar, point) == 0;

    /// <summary>The state of one direction, from its key and header; the sending and the receiving side start alike.</summary>
    internal static void StartSecretStream(Span<byte> state, ReadOnlySpan<byte> header, ReadOnlySpan<byte> key)
    {
        if (crypto_secretstream_xchacha20poly1305_init_pull(state, header, key) != 0)
            throw new InvalidOperationException("The secret stream cannot be started.");
    }

    /// <summary>Encrypts one message; the ciphertext is <see cref="SecretStreamOverheadBytes"/> longer.</summary>
    internal static void Push(Span<byte> state, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        const byte tagMessage = 0;
        if (crypto_secretstream_xchacha20poly1305_push(
                state, ciphertext, out _, plaintext, (ulong)plaintext.Length, default, 0, tagMessage) != 0)
            throw new InvalidOperationException("The message cannot be encrypted.");
    }

    /// <summary>Decrypts one message, also in place (plaintext = ciphertext from its second byte on).</summary>
    /// <returns>False when the MAC does not fit; the state is then unchanged.</returns>
    internal static bool TryPull(Span<byte> state, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext) =>
        crypto_secretstream_xchacha20poly1305_pull(
            state, plaintext, out _, out _, ciphertext, (ulong)ciphertext.Length, default, 0) == 0;

    /// <summary>Xors with the XSalsa20 key stream into an output as long, also in place; nothing is authenticated.</summary>
    internal static void XorStream(
        ReadOnlySpan<byte> input, Span<byte> output, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key)
    {
        if (crypto_stream_xsalsa20_xor(output, input, (ulong)input.Length, nonce, key) != 0)
            throw new InvalidOperationException("The key stream cannot be made.");
    }

    [LibraryImport("libsodium")]
    private static partial int sodium_init();

    [LibraryImport("libsodium")]
    private static partial int crypto_stream_xsalsa20_xor(
        Span<byte> output, ReadOnlySpan<byte> input, ulong inputLength, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key);

    [LibraryImport("libsodium")]
    private static partial int crypto_scalarmult_ed25519_noclamp(
        Span<byte> product, ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point);

    [LibraryImport("libsodium")]
    private static partial int crypto_secretstream_xchacha20poly1305_init_pull(
        Span<byte> state, ReadOnlySpan<byte> header, ReadOnlySpan<byte> key);

    [LibraryImport("libsodium")]
    private static partial int crypto_secretstream_xchacha20poly1305_push(
        Span<byte> state, Span<byte> ciphertext, out ulong ciphertextLength,
        ReadOnlySpan<byte> plaintext, ulong plaintextLength, ReadOnlySpan<byte> data, ulong dataLength, byte tag);

    [LibraryImport("libsodium")]
    private static partial int crypto_secretstream_xchacha20poly1305_pull(
        Span<byte> state, Span<byte> plaintext, out ulong plaintextLength, out byte tag,
        ReadOnlySpan<byte> ciphertext, ulong ciphertextLength, ReadOnlySpan<byte> data, ulong dataLength);
}
