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
    private readonly Dictionary<ProjectKey, PublicPortfolio> _projects = [];
    private string _previousHash = new('0', 64);
    private long _trail;
    private string? _month;

    public IEnumerable<BookRow> Project(JournalEntry entry) => entry.Event switch
    {
        IProjectEvent { ProjectKey: var key } => Note(() => Portfolio(key).IsPublic = ProjectBook.View(entry).Offer.IsPublic),
        ILoanEvent @event => Note(() => Learn(@event, entry)),
        BusinessDayEvents.DayClosed closed => Publish(closed).ToList(),
        _ => [],
    };

    private void Learn(ILoanEvent @event, JournalEntry entry)
    {
        if (LoanBook.View(entry) is { } loan) Portfolio(loan.ProjectKey).Learn(@event, loan);
    }

    private IEnumerable<BookRow> Publish(BusinessDayEvents.DayClosed closed)
    {
        var month = Coarse.Month(closed.On);
        foreach (var (key, project) in _projects.Where(project => project.Value.IsPublic).OrderBy(project => project.Key.Value, StringComparer.Ordinal))
        {
            foreach (var (loanRef, row) in project.Release(closed.Meta.At))
                foreach (var written in WithTrail("LOAN", new BookRow(BookKeys.Loan(key, loanRef), row), closed.Meta.At)) yield return written;
            if (_month is not null && _month != month && project.Figures(key, _month, closed.On) is { } figures)
                foreach (var written in WithTrail("AGGREGATE", new BookRow(BookKeys.Aggregate(key, _month), figures), closed.Meta.At)) yield return written;
        }
        _month = month;
    }

    /// <summary>A row, and the line of the trail that chains its hash to all before.</summary>
    private IEnumerable<BookRow> WithTrail(string type, BookRow row, DateTimeOffset at)
    {
        yield return row;
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
        yield return new BookRow(BookKeys.Trail(_trail), line);
    }

    private PublicPortfolio Portfolio(ProjectKey key)
    {
        if (!_projects.TryGetValue(key, out var project)) _projects[key] = project = new PublicPortfolio();
        return project;
    }

    private static IEnumerable<BookRow> Note(Action learn)
    {
        learn();
        return [];
    }

    private static string Hash(JsonObject value) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(value)));
}
