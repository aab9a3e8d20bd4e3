using Growr.Interop.Tests.Support;

namespace Growr.Interop.Tests.Replication;

/// <summary>Cores of both sides over one connection, and over the next one after both were restarted.</summary>
public sealed class BothWaysTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Five_cores_each_way_share_one_connection(bool weDial)
    {
        await using var meeting = new Meeting();
        var pairs = new List<(JsCore Theirs, OurCore Ours, bool IsOurs)>();
        for (var i = 0; i < 5; i++)
        {
            var theirs = await meeting.Theirs.CreateAsync($"core {i}");
            await theirs.BatchAsync(Meeting.Puts(i, 10 * i + 1));
            pairs.Add((theirs, await meeting.Ours.FollowAsync(theirs.Key), IsOurs: false));
            var ours = await meeting.Ours.CreateAsync($"core {i}");
            await ours.BatchAsync(Meeting.Puts(100 * i, 7 * i + 1));
            pairs.Add((await meeting.Theirs.OpenAsync(ours.Key), ours, IsOurs: true));
        }
        await meeting.ConnectAsync(weDial);
        foreach (var pair in pairs) await AssertEqualAsync(pair);
        foreach (var (theirs, ours, isOurs) in pairs)
        {
            if (isOurs) await ours.BatchAsync(Meeting.Puts(1000, 3));
            else await theirs.BatchAsync(Meeting.Puts(1000, 3));
        }
        foreach (var pair in pairs) await AssertEqualAsync(pair);
    }

    [Fact]
    public async Task Both_restart_and_go_on_where_they_were()
    {
        await using var meeting = new Meeting();
        var (ourKey, theirKey) = ("", "");
        for (var run = 0; run < 3; run++)
        {
            var ours = await meeting.Ours.CreateAsync("ours");
            var theirs = await meeting.Theirs.CreateAsync("theirs");
            if (run > 0) Assert.Equal((ourKey, theirKey), (ours.Key, theirs.Key));
            (ourKey, theirKey) = (ours.Key, theirs.Key);
            var ourCopy = await meeting.Ours.FollowAsync(theirKey);
            var theirCopy = await meeting.Theirs.OpenAsync(ourKey);
            await ours.BatchAsync(Meeting.Puts(100 * run, 30));
            await theirs.BatchAsync(Meeting.Puts(100 * run, 20));
            await meeting.ConnectAsync(weDial: run % 2 == 0);
            await AssertEqualAsync((theirs, ourCopy, IsOurs: false));
            await AssertEqualAsync((theirCopy, ours, IsOurs: true));
            await meeting.Theirs.RestartAsync();
            await meeting.Ours.RestartAsync();
        }
    }

    private static async Task AssertEqualAsync((JsCore Theirs, OurCore Ours, bool IsOurs) pair)
    {
        if (pair.IsOurs) await pair.Theirs.GrownAsync(pair.Ours.State.Length);
        else await pair.Ours.GrownAsync((await pair.Theirs.GrownAsync(0)).Length);
        Assert.Equal(await pair.Theirs.GrownAsync(0), pair.Ours.State);
        Assert.Equal(await pair.Theirs.BlocksAsync(), pair.Ours.Blocks);
        Assert.Equal(await pair.Theirs.EntriesAsync(), pair.Ours.Entries);
    }
}
