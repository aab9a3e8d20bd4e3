namespace Growr.Actors.Books;

/// <summary>
/// Holds back what is known about single loans of one project until it can be said without pointing at a person: a day
/// must pass, enough borrowers must stand behind the project, and rows appear in groups whose order means nothing.
/// </summary>
public sealed class PublicationQueue
{
    /// <summary>Time between a fact and its row.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromHours(24);

    /// <summary>After this time a row appears even when few others wait with it.</summary>
    public static readonly TimeSpan PatienceMax = TimeSpan.FromDays(30);

    private readonly Dictionary<string, DateTimeOffset> _since = [];
    private readonly HashSet<string> _borrowers = [];

    public int Borrowers => _borrowers.Count;

    public void AddBorrower(string person) => _borrowers.Add(person);

    /// <summary>Something changed about a loan. A loan that waits already keeps its place.</summary>
    public void Add(string loanRef, DateTimeOffset at) => _since.TryAdd(loanRef, at);

    /// <summary>The loans whose rows may be written now, in the order of their random references.</summary>
    public IReadOnlyList<string> Release(DateTimeOffset now)
    {
        if (Borrowers < Coarse.PersonsMin) return [];
        var ready = _since.Where(entry => now - entry.Value >= Delay).ToList();
        if (ready.Count < Coarse.PersonsMin && !ready.Exists(entry => now - entry.Value >= PatienceMax)) return [];
        foreach (var (loanRef, _) in ready) _since.Remove(loanRef);
        return [.. ready.Select(entry => entry.Key).Order(StringComparer.Ordinal)];
    }
}
