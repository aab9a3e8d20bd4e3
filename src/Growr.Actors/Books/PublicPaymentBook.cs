using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Projects;
using Growr.Actors.Tenancy;

namespace Growr.Actors.Books;

/// <summary>
/// Nothing of a single payment: per public project and month, how many and how much by direction and rail, where five borrowers
/// or more stand behind a figure. A month is cut when its last day is closed and said a day later; what cannot be said is carried
/// over to the next month, so that it cannot be computed from the running totals of the loan book.
/// </summary>
/// <remarks>LIMIT: a payment may exceed what was owed; the loan book's running total of repayments leaves that credit out, and the
/// difference of the two is one person's when only one overpaid.</remarks>
public sealed class PublicPaymentBook : IBook
{
    /// <summary>The rail of a figure that may only be said over all rails.</summary>
    public const string AllRails = "ALL";

    private readonly PublicProjects _public = new();
    private readonly Dictionary<LoanKey, string> _borrowers = [];
    private readonly SortedDictionary<string, List<Movement>> _unsaid = new(StringComparer.Ordinal);
    private readonly MonthEnd _monthEnd = new();

    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case IProjectEvent:
                _public.Learn(entry);
                break;
            case LoanEvents.ApplicationReceived received:
                _borrowers[received.LoanKey] = received.Application.SubjectDid;
                break;
            case PaymentEvents.PaymentConfirmed confirmed:
                Unsaid(confirmed.Facts.ProjectKey).Add(new Movement(confirmed.PaymentKey, confirmed.Facts, confirmed.Facts.Amount));
                break;
            case PaymentEvents.PaymentReversed reversed:
                Reverse(reversed);
                break;
            case BusinessDayEvents.DayClosed closed:
                return _monthEnd.Close(closed, _public, Cut);
        }
        return [];
    }

    private void Reverse(PaymentEvents.PaymentReversed reversed)
    {
        var unsaid = Unsaid(reversed.Facts.ProjectKey);
        if (unsaid.RemoveAll(movement => movement.Key == reversed.PaymentKey) == 0)
            unsaid.Add(new Movement(reversed.PaymentKey, reversed.Facts, -reversed.Facts.Amount));
    }

    private List<BookRow> Cut(string month)
    {
        var rows = new List<BookRow>();
        foreach (var (project, unsaid) in _unsaid)
        {
            var key = new ProjectKey(project);
            var cells = _public.Shows(key) ? Cells(unsaid, month) : [];
            if (cells.Count > 0)
                rows.Add(new BookRow(BookKeys.PaymentMonth(key, month), new JsonObject { ["projectKey"] = project, ["month"] = month, ["cells"] = cells, ["v"] = 1 }));
            foreach (var (at, movement) in unsaid.Index().ToList()) unsaid[at] = movement with { Since = movement.Since ?? month };
        }
        return rows;
    }

    private JsonArray Cells(List<Movement> unsaid, string month)
    {
        var cells = new JsonArray();
        foreach (var direction in unsaid.GroupBy(movement => movement.Facts.Direction).OrderBy(group => group.Key).ToList())
        {
            if (!MaySay(direction)) continue;
            var rails = direction.GroupBy(movement => movement.Facts.Rail).OrderBy(group => group.Key).ToList();
            // One rail that must be left out would be the difference between the total and the others.
            if (rails.TrueForAll(MaySay)) foreach (var rail in rails) cells.Add(Cell(rail, Rows.Value(rail.Key), month));
            else cells.Add(Cell(direction, AllRails, month));
            unsaid.RemoveAll(movement => movement.Facts.Direction == direction.Key);
        }
        return cells;
    }

    private bool MaySay(IEnumerable<Movement> movements) =>
        KAnonymity.MaySay(movements.Select(movement => (_borrowers[movement.Facts.LoanKey], movement.Amount.MinorUnits)));

    private static JsonObject Cell(IEnumerable<Movement> movements, JsonNode? rail, string month)
    {
        var all = movements.ToList();
        return new JsonObject
        {
            ["direction"] = Rows.Value(all[0].Facts.Direction),
            ["rail"] = rail,
            ["currency"] = all[0].Amount.Currency.Code,
            ["count"] = all.Count(movement => movement.Amount.IsPositive),
            ["sum"] = Rows.Value(all.Select(movement => movement.Amount).Aggregate((sum, amount) => sum + amount)),
            ["since"] = all.Min(movement => movement.Since ?? month),
        };
    }

    private List<Movement> Unsaid(ProjectKey project)
    {
        if (!_unsaid.TryGetValue(project.Value, out var unsaid)) _unsaid[project.Value] = unsaid = [];
        return unsaid;
    }

    /// <param name="Key">The payment.</param>
    /// <param name="Facts">What it was.</param>
    /// <param name="Amount">Negative for one that was said before and then taken back.</param>
    /// <param name="Since">The month at whose end it stayed unsaid; null in its own.</param>
    private sealed record Movement(PaymentKey Key, PaymentFacts Facts, Money Amount, string? Since = null);
}
