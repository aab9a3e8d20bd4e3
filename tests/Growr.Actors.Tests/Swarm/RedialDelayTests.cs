using CsCheck;
using Growr.Actors.Swarm;

namespace Growr.Actors.Tests.Swarm;

public sealed class RedialDelayTests
{
    [Fact]
    public void Delays_double_up_to_a_minute_and_half_of_each_is_chance()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(250), RedialDelay.After(0, 0));
        Assert.Equal(TimeSpan.FromMilliseconds(500), RedialDelay.After(0, 1));
        Assert.Equal(TimeSpan.FromSeconds(4), RedialDelay.After(3, 1));
        Assert.Equal(TimeSpan.FromSeconds(30), RedialDelay.After(7, 0));
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Double[0, 1]).Sample((failures, chance) =>
        {
            var delay = RedialDelay.After(failures, chance);
            Assert.InRange(delay, RedialDelay.First / 2, RedialDelay.Longest);
        });
    }
}
