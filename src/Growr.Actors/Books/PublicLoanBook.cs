using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Lending;
using Growr.Actors.Projects;
using Growr.Actors.Tenancy;

namespace Growr.Actors.Books;

/// <summary>
/// Loans of public projects for everyone: rows that cannot be tied to a person, monthly figures per project, and a trail of
/// hashes over both. Rows are written when a business day is closed, never when something happens.
/// </summary>
public sealed class PublicLoanBook : IBook
{
    private readonly PublicProjects _public = new();
    private readonly SortedDictionary<string, PublicPortfolio> _portfolios = new(StringComparer.Ordinal);
    private readonly MonthEnd _monthEnd = new();
    private string _previousHash = new('0', 64);
    private long _trail;

    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case IProjectEvent:
                _public.Learn(entry);
                break;
            case ILoanEvent @event when LoanBook.ChangesRecord(@event) && LoanBook.View(entry) is { } loan:
                Portfolio(loan.ProjectKey).Learn(@event, loan);
                break;
            case BusinessDayEvents.DayClosed closed:
                return Publish(closed);
        }
        return [];
    }

    private List<BookRow> Publish(BusinessDayEvents.DayClosed closed)
    {
        var rows = new List<BookRow>();
        foreach (var (project, portfolio) in Shown())
            foreach (var (loanRef, row) in portfolio.Release(closed.Meta.At)) Add("LOAN", new BookRow(BookKeys.Loan(project, loanRef), row));
        foreach (var row in _monthEnd.Close(closed, _public, month => Figures(month, closed.On))) Add("AGGREGATE", row);
        return rows;

        void Add(string type, BookRow row)
        {
            rows.Add(row);
            rows.Add(Trail(type, row, closed.Meta.At));
        }
    }

    private List<BookRow> Figures(string month, DateOnly on) =>
        [.. Shown().Select(shown => (shown.Project, Row: shown.Portfolio.Figures(shown.Project, month, on)))
            .Where(figures => figures.Row is not null)
            .Select(figures => new BookRow(BookKeys.Aggregate(figures.Project, month), figures.Row))];

    /// <summary>The line of the trail that chains the hash of a row to all before.</summary>
    private BookRow Trail(string type, BookRow row, DateTimeOffset at)
    {
        var line = new JsonObject
        {
            ["seq"] = ++_trail,
            ["type"] = type,
            ["week"] = Coarse.Week(at),
            ["rowHash"] = Hash(row.Value!),
            ["prevHash"] = _previousHash,
            ["v"] = 1,
        };
        _previousHash = Hash(line);
        return new BookRow(BookKeys.Trail(_trail), line);
    }

    private IEnumerable<(ProjectKey Project, PublicPortfolio Portfolio)> Shown() =>
        _portfolios.Select(entry => (Project: new ProjectKey(entry.Key), entry.Value)).Where(entry => _public.Shows(entry.Project));

    private PublicPortfolio Portfolio(ProjectKey key)
    {
        if (!_portfolios.TryGetValue(key.Value, out var portfolio)) _portfolios[key.Value] = portfolio = new PublicPortfolio();
        return portfolio;
    }

    private static string Hash(JsonObject value) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(value)));
}
