using Growr.Interop.Tests.Support;

namespace Growr.Interop.Tests.Replication;

/// <summary>hypercore 11.35.5 verifies every block it takes: what it can read was hashed, signed and proven right.</summary>
public sealed class TheyReadOursTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_core_we_wrote_is_read_and_verified(bool weDial)
    {
        await using var meeting = new Meeting();
        var ours = await meeting.Ours.CreateAsync("blocks");
        var blocks = Meeting.Blocks(100, seed: 1);
        await ours.AppendAsync(blocks);
        var theirs = await meeting.Theirs.OpenAsync(ours.Key);
        await meeting.ConnectAsync(weDial);
        Assert.Equal(ours.State, await theirs.GrownAsync(100));
        Assert.Equal(Meeting.Hex(blocks), await theirs.BlocksAsync());
    }

    [Fact]
    public async Task A_bee_we_wrote_is_read_while_it_grows()
    {
        await using var meeting = new Meeting();
        var ours = await meeting.Ours.CreateAsync("bee");
        await ours.BatchAsync(Meeting.Puts(0, 200));
        var theirs = await meeting.Theirs.OpenAsync(ours.Key);
        await meeting.ConnectAsync(weDial: false);
        Assert.Equal(ours.State, await theirs.GrownAsync(201));
        Assert.Equal(ours.Entries, await theirs.EntriesAsync());
        for (var round = 1; round <= 5; round++)
        {
            var state = await ours.BatchAsync([.. Meeting.Puts(200 * round, 20), ["del", $"loan/{round:0000}"]]);
            Assert.Equal(state, await theirs.GrownAsync(state.Length));
            Assert.Equal(ours.Entries, await theirs.EntriesAsync());
        }
    }

    [Fact]
    public async Task A_reader_from_the_command_line_prints_and_follows_our_bee()
    {
        await using var ourNode = new OurNode();
        var ours = await ourNode.CreateAsync("bee");
        await ours.BatchAsync(Meeting.Puts(0, 3));
        await using var reader = JsProcess.Start(
            "read-bee.mjs", "127.0.0.1", $"{await ourNode.PortAsync()}", ours.Key, "--follow");
        foreach (var (key, _) in ours.Entries)
            Assert.Equal(key, (await reader.ReadAsync("read", key)).GetProperty("key").GetString());
        var end = await reader.ReadAsync("end of the snapshot", "length and tree hash");
        Assert.Equal(ours.State.TreeHash, end.GetProperty("treeHash").GetString());
        await ours.BatchAsync(["put", "later", "1"]);
        var change = await reader.ReadAsync("follow", "the put of later");
        Assert.Equal(("put", "later"), (change.GetProperty("type").GetString(), change.GetProperty("key").GetString()));
    }
}
