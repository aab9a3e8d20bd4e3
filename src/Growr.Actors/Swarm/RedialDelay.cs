namespace Growr.Actors.Swarm;

/// <summary>How long to wait before dialling again: doubling, with a part by chance so that nodes do not dial in step.</summary>
internal static class RedialDelay
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <param name="failures">Dials in a row that came to nothing, from 0.</param>
    /// <param name="chance">From 0 up to 1.</param>
    /// <returns>Between half and all of the doubled time.</returns>
    public static TimeSpan After(int failures, double chance)
    {
        var doubled = First * Math.Pow(2, Math.Min(failures, 10));
        return (doubled < Longest ? doubled : Longest) * (0.5 + chance / 2);
    }
}
