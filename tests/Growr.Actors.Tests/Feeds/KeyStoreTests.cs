using Growr.Actors.Feeds;
using Growr.Actors.Tests.Support;
using Growr.Hypercore.Log;

namespace Growr.Actors.Tests.Feeds;

public sealed class KeyStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string KeyFile => Path.Combine(_folder.Path, KeyStore.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_start_makes_a_key_that_only_its_owner_can_read()
    {
        using var keys = KeyStore.Open(_folder.Path, mayCreate: true);
        Assert.Equal(32, new FileInfo(KeyFile).Length);
        Assert.Equal([KeyFile], Directory.GetFiles(_folder.Path));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public void The_same_file_gives_the_same_cores_and_another_file_others()
    {
        using var other = new TempFolder();
        using var first = KeyStore.Open(_folder.Path, mayCreate: true);
        using var again = KeyStore.Open(_folder.Path, mayCreate: false);
        using var stranger = KeyStore.Open(other.Path, mayCreate: true);
        Assert.Equal(first.Writer("loans").CoreKey, again.Writer("loans").CoreKey);
        Assert.NotEqual(first.Writer("loans").CoreKey, first.Writer("projects").CoreKey);
        Assert.NotEqual(first.Writer("loans").CoreKey, stranger.Writer("loans").CoreKey);
        Assert.Equal(first.Writer("loans").KeyPair.PublicKey, first.Writer("loans").Manifest.Signers[0].PublicKey);
    }

    [Fact]
    public void A_writer_is_found_by_its_core_once_its_name_was_asked_for()
    {
        using var keys = KeyStore.Open(_folder.Path, mayCreate: true);
        Assert.False(keys.TryGetWriter(Commits.Key("a"), out _));
        var writer = keys.Writer("loans");
        Assert.True(keys.TryGetWriter(writer.CoreKey, out var found));
        Assert.Same(writer, found);
    }

    [Fact]
    public void The_same_file_hides_blocks_alike_and_every_name_and_other_file_differently()
    {
        using var other = new TempFolder();
        using var first = KeyStore.Open(_folder.Path, mayCreate: true);
        using var again = KeyStore.Open(_folder.Path, mayCreate: false);
        using var stranger = KeyStore.Open(other.Path, mayCreate: true);
        Assert.Equal(Hidden(first, "loans"), Hidden(again, "loans"));
        Assert.Equal(3, new[] { Hidden(first, "loans"), Hidden(first, "projects"), Hidden(stranger, "loans") }.Distinct().Count());
    }

    [Fact]
    public void What_hides_blocks_is_not_the_seed_that_signs_them()
    {
        using var keys = KeyStore.Open(_folder.Path, mayCreate: true);
        var seed = new byte[32];
        keys.Writer("loans").KeyPair.CopySeed(seed);
        using var ofSeed = BlockEncryption.ForCore(keys.Writer("loans").CoreKey, seed);
        Assert.NotEqual(Hidden(ofSeed), Hidden(keys, "loans"));
    }

    [Fact]
    public void A_missing_key_is_not_replaced_where_books_depend_on_it()
    {
        var refused = Assert.Throws<IOException>(() => KeyStore.Open(_folder.Path, mayCreate: false));
        Assert.Contains(KeyFile, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public void A_key_that_others_can_read_or_of_another_length_is_refused_with_the_mend()
    {
        KeyStore.Open(_folder.Path, mayCreate: true).Dispose();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            Assert.Contains("chmod 600", Refused(), StringComparison.Ordinal);
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        File.WriteAllBytes(KeyFile, new byte[31]);
        Assert.Contains("31 bytes", Refused(), StringComparison.Ordinal);

        string Refused() => Assert.Throws<IOException>(() => KeyStore.Open(_folder.Path, mayCreate: true)).Message;
    }

    [Fact]
    public void A_half_written_key_of_a_crash_is_not_taken_for_one()
    {
        File.WriteAllBytes(KeyFile + ".new", new byte[7]);
        using var keys = KeyStore.Open(_folder.Path, mayCreate: true);
        Assert.Equal(32, new FileInfo(KeyFile).Length);
        Assert.False(File.Exists(KeyFile + ".new"));
    }

    [Fact]
    public void Nothing_prints_the_secret()
    {
        using var keys = KeyStore.Open(_folder.Path, mayCreate: true);
        var secret = Convert.ToHexStringLower(File.ReadAllBytes(KeyFile));
        var writer = keys.Writer("loans");
        Span<byte> seed = stackalloc byte[32];
        writer.KeyPair.CopySeed(seed);
        var printed = $"{keys} {writer} {writer.KeyPair} {keys.Encryption("loans")}";
        Assert.DoesNotContain(secret, printed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToHexStringLower(seed), printed, StringComparison.OrdinalIgnoreCase);
    }

    private static string Hidden(KeyStore keys, string name) => Hidden(keys.Encryption(name));

    private static string Hidden(BlockEncryption encryption) =>
        Convert.ToHexStringLower(encryption.EncryptAppend(LogHead.Empty, [new byte[32]])[0].Span);
}
