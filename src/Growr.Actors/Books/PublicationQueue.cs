namespace Growr.Actors.Books;

/// <summary>
/// Holds back what is known about single loans of one project until it can be said without pointing at a person: a day
/// must pass, enough borrowers must stand behind the project, and rows appear in groups whose order means nothing.
/// </summary>
public sealed class PublicationQueue<TRow>
{
    /// <summary>Time between a fact and its row.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromHours(24);

    /// <summary>After this time a row appears even when few others wait with it.</summary>
    public static readonly TimeSpan PatienceMax = TimeSpan.FromDays(30);

    private readonly Dictionary<string, List<(DateTimeOffset At, TRow Row)>> _waiting = [];
    private readonly HashSet<string> _borrowers = [];

    public int Borrowers => _borrowers.Count;

    public void AddBorrower(string person) => _borrowers.Add(person);

    /// <summary>A loan's row is this from now on.</summary>
    public void Add(string loanRef, DateTimeOffset at, TRow row)
    {
        if (!_waiting.TryGetValue(loanRef, out var rows)) _waiting[loanRef] = rows = [];
        rows.Add((at, row));
    }

    /// <summary>The rows that may be written now, each as it was a day ago, in the order of their random references.</summary>
    public IReadOnlyList<(string LoanRef, TRow Row)> Release(DateTimeOffset now)
    {
        if (Borrowers < Coarse.PersonsMin) return [];
        var ready = _waiting.Where(loan => now - loan.Value[0].At >= Delay).ToList();
        if (ready.Count < Coarse.PersonsMin && !ready.Exists(loan => now - loan.Value[0].At >= PatienceMax)) return [];
        return [.. ready.OrderBy(loan => loan.Key, StringComparer.Ordinal).Select(loan => (loan.Key, Take(loan.Key, now)))];
    }

    private TRow Take(string loanRef, DateTimeOffset now)
    {
        var rows = _waiting[loanRef];
        var old = rows.FindLastIndex(row => now - row.At >= Delay);
        var newest = rows[old].Row;
        rows.RemoveRange(0, old + 1);
        if (rows.Count == 0) _waiting.Remove(loanRef);
        return newest;
    }
}
