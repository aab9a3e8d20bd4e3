namespace Growr.Actors.Books;

/// <summary>When a sum over persons says nothing about one of them.</summary>
internal static class KAnonymity
{
    /// <summary>
    /// True when nobody stands behind the sum, or <see cref="Coarse.PersonsMin"/> persons or more of whom none makes up more than half.
    /// Amounts of nothing stand behind nothing; signs do not matter.
    /// </summary>
    public static bool MaySay(IEnumerable<(string Person, long Amount)> parts)
    {
        var byPerson = parts.Where(part => part.Amount != 0)
            .GroupBy(part => part.Person, part => (Int128)Math.Abs(part.Amount))
            .Select(person => person.Aggregate((sum, amount) => sum + amount)).ToList();
        if (byPerson.Count == 0) return true;
        return byPerson.Count >= Coarse.PersonsMin && byPerson.Max() * 2 <= byPerson.Aggregate((sum, amount) => sum + amount);
    }
}
