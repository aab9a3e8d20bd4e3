using System.Security.Cryptography;

namespace Growr.Hypercore.Crypto;

/// <summary>
/// Key pairs derived from one secret by namespace and name: the secret alone restores every core key. The core of a pair
/// is the one of the default manifest for its public key.
/// </summary>
/// <remarks>Source: corestore 7.11.1 index.js, <c>createKeyPair</c>, <c>namespace</c>; vectors in corestore.json.</remarks>
public sealed class Corestore : IDisposable
{
    /// <summary>Bytes of a primary key: 32.</summary>
    public const int PrimaryKeyBytes = 32;

    /// <summary>The namespace above all others: 32 zero bytes.</summary>
    public static readonly Bytes32 RootNamespace;

    private readonly byte[] _primaryKey;

    /// <summary>Copies the secret; the caller clears its own copy.</summary>
    /// <exception cref="ArgumentException">The secret has another length than 32 bytes.</exception>
    public Corestore(ReadOnlySpan<byte> primaryKey)
    {
        if (primaryKey.Length != PrimaryKeyBytes)
            throw new ArgumentException($"A primary key has {PrimaryKeyBytes} bytes.", nameof(primaryKey));
        _primaryKey = primaryKey.ToArray();
    }

    /// <summary>The namespace of a name inside another namespace.</summary>
    public static Bytes32 Namespace(in Bytes32 parent, ReadOnlySpan<byte> name) =>
        new(Blake2b.Hash256(parent.Span, name).Span);

    /// <summary>The namespace of a text inside another namespace, as UTF-8.</summary>
    public static Bytes32 Namespace(in Bytes32 parent, string name) =>
        Namespace(parent, System.Text.Encoding.UTF8.GetBytes(name));

    /// <summary>The key pair of a name; the same for the same secret, namespace and name. The caller disposes it.</summary>
    public KeyPair DeriveKeyPair(in Bytes32 within, ReadOnlySpan<byte> name)
    {
        Span<byte> prefix = stackalloc byte[2 * Bytes32.Size];
        Namespaces.Corestore.Span.CopyTo(prefix);
        within.Span.CopyTo(prefix[Bytes32.Size..]);
        var seed = Blake2b.Keyed256(_primaryKey, prefix, name);
        return KeyPair.FromSeed(seed.Span);
    }

    /// <summary>The key pair of a text, as UTF-8.</summary>
    public KeyPair DeriveKeyPair(in Bytes32 within, string name) =>
        DeriveKeyPair(within, System.Text.Encoding.UTF8.GetBytes(name));

    /// <summary>Never the secret.</summary>
    public override string ToString() => "Corestore";

    /// <summary>Wipes the secret.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_primaryKey);
}
