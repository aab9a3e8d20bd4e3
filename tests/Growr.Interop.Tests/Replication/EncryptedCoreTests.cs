using Growr.Hypercore.Log;

namespace Growr.Interop.Tests.Replication;

/// <summary>Encrypted cores travel like others; whoever has the key besides reads the same bee on both sides.</summary>
public sealed class EncryptedCoreTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];

    [Fact]
    public async Task A_bee_we_encrypt_is_read_with_its_key_while_it_grows()
    {
        await using var meeting = new Meeting();
        var stored = await meeting.Ours.CreateAsync("bee");
        using var encryption = stored.EncryptionWith(Key);
        var ours = stored.Through(encryption);
        await ours.BatchAsync(Meeting.Puts(0, 50));
        var theirs = await meeting.Theirs.OpenAsync(ours.Key, Key);
        await meeting.ConnectAsync(weDial: false);
        for (var round = 1; round <= 3; round++)
        {
            var state = await ours.BatchAsync([.. Meeting.Puts(100 * round, 10), ["del", $"loan/{round:0000}"]]);
            Assert.Equal(state, await theirs.GrownAsync(state.Length));
            Assert.Equal(ours.Entries, await theirs.EntriesAsync());
        }
        Assert.Equal(ours.Blocks, await theirs.BlocksAsync());
    }

    [Fact]
    public async Task A_bee_they_encrypt_is_read_with_its_key_while_it_grows()
    {
        await using var meeting = new Meeting();
        var theirs = await meeting.Theirs.CreateAsync("bee", Key);
        await theirs.BatchAsync(Meeting.Puts(0, 50));
        var stored = await meeting.Ours.FollowAsync(theirs.Key);
        using var encryption = stored.EncryptionWith(Key);
        var ours = stored.Through(encryption);
        await meeting.ConnectAsync(weDial: true);
        for (var round = 1; round <= 3; round++)
        {
            var state = await theirs.BatchAsync([.. Meeting.Puts(100 * round, 10), ["del", $"loan/{round:0000}"]]);
            await ours.GrownAsync(state.Length);
            Assert.Equal(state, ours.State);
            Assert.Equal(await theirs.EntriesAsync(), ours.Entries);
        }
        Assert.Equal(await theirs.BlocksAsync(), ours.Blocks);
    }

    [Fact]
    public async Task Without_the_key_they_hold_what_they_cannot_read()
    {
        await using var meeting = new Meeting();
        var stored = await meeting.Ours.CreateAsync("blocks");
        using var encryption = stored.EncryptionWith(Key);
        var ours = stored.Through(encryption);
        await ours.AppendAsync(Meeting.Blocks(8, seed: 5));
        var theirs = await meeting.Theirs.OpenAsync(ours.Key);
        await meeting.ConnectAsync(weDial: true);
        Assert.Equal(ours.State, await theirs.GrownAsync(8));
        var held = await theirs.BlocksAsync();
        Assert.Equal(stored.Blocks, held);
        foreach (var (plain, hidden) in ours.Blocks.Zip(held))
        {
            Assert.Equal(plain.Length + 2 * BlockEncryption.PaddingBytes, hidden.Length);
            if (plain.Length > 32) Assert.NotEqual(plain, hidden[(2 * BlockEncryption.PaddingBytes)..]);
        }
    }
}
