namespace Growr.Interop.Tests.Replication;

public sealed class WeReadTheirsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_core_they_wrote_is_read_and_verified(bool weDial)
    {
        await using var meeting = new Meeting();
        var theirs = await meeting.Theirs.CreateAsync("blocks");
        var blocks = Meeting.Blocks(100, seed: 2);
        var state = await theirs.AppendAsync(blocks);
        var ours = await meeting.Ours.FollowAsync(theirs.Key);
        await meeting.ConnectAsync(weDial);
        await ours.GrownAsync(100);
        Assert.Equal(state, ours.State);
        Assert.Equal(Meeting.Hex(blocks), ours.Blocks);
    }

    [Fact]
    public async Task A_bee_they_wrote_is_read_while_it_grows()
    {
        await using var meeting = new Meeting();
        var theirs = await meeting.Theirs.CreateAsync("bee");
        await theirs.BatchAsync(Meeting.Puts(0, 200));
        var ours = await meeting.Ours.FollowAsync(theirs.Key);
        await meeting.ConnectAsync(weDial: true);
        await ours.GrownAsync(201);
        Assert.Equal(await theirs.EntriesAsync(), ours.Entries);
        for (var round = 1; round <= 5; round++)
        {
            var state = await theirs.BatchAsync([.. Meeting.Puts(200 * round, 20), ["del", $"loan/{round:0000}"]]);
            await ours.GrownAsync(state.Length);
            Assert.Equal(state, ours.State);
            Assert.Equal(await theirs.EntriesAsync(), ours.Entries);
        }
    }
}
