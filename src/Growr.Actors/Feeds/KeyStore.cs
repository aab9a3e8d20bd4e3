using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Actors.Feeds;

/// <summary>
/// The secret behind every core this node writes: 32 bytes in one file, readable by its owner only. Key pairs derive from
/// it by name, and so do the keys its encrypted cores are hidden with: the file alone restores all of them, and whoever has it
/// can read and write this node's books. Safe for many threads.
/// </summary>
public sealed class KeyStore : IDisposable
{
    public const string FileName = "primary.key";

    private readonly Corestore _derivation;
    private readonly ConcurrentDictionary<string, FeedWriter> _byName = new();
    private readonly ConcurrentDictionary<CoreKey, FeedWriter> _byCore = new();
    private readonly ConcurrentDictionary<string, BlockEncryption> _encryptions = new();

    private KeyStore(ReadOnlySpan<byte> primaryKey) => _derivation = new Corestore(primaryKey);

    /// <summary>Reads the secret of a data folder. Open the storage of the same folder first: its lock keeps others out.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="mayCreate">
    /// Whether a new secret is made when there is none. Say no for a folder that holds cores: a new secret could not
    /// write them.
    /// </param>
    /// <exception cref="IOException">The file is missing, unreadable, open to others or no key; the message mends it.</exception>
    public static KeyStore Open(string folder, bool mayCreate)
    {
        var path = Path.Combine(Path.GetFullPath(folder), FileName);
        Span<byte> secret = stackalloc byte[Corestore.PrimaryKeyBytes];
        try
        {
            if (File.Exists(path)) Read(path, secret);
            else if (mayCreate) Create(path, secret);
            else throw new IOException($"{path} is missing, and only its key can write the books here. {Restore}");
            return new KeyStore(secret);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new IOException($"Cannot use {path}: {cause.Message} Give it to the user that runs growr.", cause);
        }
        finally { CryptographicOperations.ZeroMemory(secret); }
    }

    /// <summary>A secret that is kept nowhere: for a process that only reads other nodes' books.</summary>
    public static KeyStore Ephemeral()
    {
        Span<byte> secret = stackalloc byte[Corestore.PrimaryKeyBytes];
        RandomNumberGenerator.Fill(secret);
        try { return new KeyStore(secret); }
        finally { CryptographicOperations.ZeroMemory(secret); }
    }

    /// <summary>The writer of a name; always the same for one secret.</summary>
    public FeedWriter Writer(string name)
    {
        var writer = _byName.GetOrAdd(name, Derive);
        _byCore.TryAdd(writer.CoreKey, writer);
        return writer;
    }

    /// <summary>The writer of a core, once <see cref="Writer"/> was asked for its name.</summary>
    public bool TryGetWriter(CoreKey key, [NotNullWhen(true)] out FeedWriter? writer) => _byCore.TryGetValue(key, out writer);

    /// <summary>What hides the blocks of the core of a name; always the same for one secret. It ends with this store.</summary>
    public BlockEncryption Encryption(string name) => _encryptions.GetOrAdd(name, DeriveEncryption);

    public override string ToString() => "key store";

    public void Dispose()
    {
        foreach (var writer in _byName.Values) writer.KeyPair.Dispose();
        foreach (var encryption in _encryptions.Values) encryption.Dispose();
        _derivation.Dispose();
    }

    private FeedWriter Derive(string name) => new(_derivation.DeriveKeyPair(Corestore.RootNamespace, name));

    // A seed in a namespace of its own: no key that signs anything is a key that hides something.
    private BlockEncryption DeriveEncryption(string name)
    {
        using var pair = _derivation.DeriveKeyPair(EncryptionNamespace, name);
        Span<byte> key = stackalloc byte[BlockEncryption.KeyBytes];
        try
        {
            pair.CopySeed(key);
            return BlockEncryption.ForCore(Writer(name).CoreKey, key);
        }
        finally { CryptographicOperations.ZeroMemory(key); }
    }

    private static void Read(string path, Span<byte> secret)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            throw new IOException($"{path} can be read by others. Make it private with: chmod 600 {path}");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (file.Length != secret.Length)
            throw new IOException($"{path} has {file.Length} bytes instead of {secret.Length}. {Restore}");
        file.ReadExactly(secret);
    }

    // Written whole under another name first: a crash leaves either no key or a complete one.
    private static void Create(string path, Span<byte> secret)
    {
        RandomNumberGenerator.Fill(secret);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(draft, options))
        {
            file.Write(secret);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: false);
        FolderFlush.Flush(Path.GetDirectoryName(path)!);
    }

    private static readonly Bytes32 EncryptionNamespace = Corestore.Namespace(Corestore.RootNamespace, "block encryption");
    private const string Restore = "Restore the file from a backup.";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
}
