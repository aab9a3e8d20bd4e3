using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Projects;
using Growr.Actors.Tenancy;

namespace Growr.Actors.Books;

/// <summary>
/// Nothing of a single payment: per public project and month, how many and how much by direction and rail, where five borrowers
/// or more stand behind a figure. Written when the first day of the next month is closed.
/// </summary>
public sealed class PublicPaymentBook : IBook
{
    private readonly Dictionary<PaymentKey, PaymentFacts> _confirmed = [];
    private readonly Dictionary<LoanKey, string> _borrowers = [];
    private readonly HashSet<ProjectKey> _public = [];
    private string? _month;

    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case IProjectEvent { ProjectKey: var key }:
                if (ProjectBook.View(entry).Offer.IsPublic) _public.Add(key);
                else _public.Remove(key);
                break;
            case LoanEvents.ApplicationReceived received:
                _borrowers[received.LoanKey] = received.Application.SubjectDid;
                break;
            case PaymentEvents.PaymentConfirmed confirmed:
                _confirmed[confirmed.PaymentKey] = confirmed.Facts;
                break;
            case PaymentEvents.PaymentReversed reversed:
                _confirmed.Remove(reversed.PaymentKey);
                break;
            case BusinessDayEvents.DayClosed closed:
                return Publish(closed.On).ToList();
        }
        return [];
    }

    private IEnumerable<BookRow> Publish(DateOnly on)
    {
        var (over, month) = (_month, Coarse.Month(on));
        _month = month;
        if (over is null || over == month) yield break;
        foreach (var project in _public.OrderBy(key => key.Value, StringComparer.Ordinal))
        {
            var cells = Cells(_confirmed.Values.Where(payment => payment.ProjectKey == project && Coarse.Month(payment.On) == over));
            if (cells.Count > 0)
                yield return new BookRow(BookKeys.PaymentMonth(project, over), new JsonObject
                {
                    ["projectKey"] = project.Value,
                    ["month"] = over,
                    ["cells"] = cells,
                    ["v"] = 1,
                });
        }
    }

    private JsonArray Cells(IEnumerable<PaymentFacts> payments) => new([.. payments
        .GroupBy(payment => (payment.Direction, payment.Rail))
        .OrderBy(cell => cell.Key)
        .Select(cell => (cell.Key, Payments: cell.ToList()))
        .Where(cell => MayBeSaid(cell.Payments))
        .Select(cell => new JsonObject
        {
            ["direction"] = Rows.Value(cell.Key.Direction),
            ["rail"] = Rows.Value(cell.Key.Rail),
            ["currency"] = cell.Payments[0].Amount.Currency.Code,
            ["count"] = cell.Payments.Count,
            ["sum"] = Rows.Value(Sum(cell.Payments)),
        })]);

    /// <summary>Five persons or more, none of them with more than half of the sum.</summary>
    private bool MayBeSaid(List<PaymentFacts> payments)
    {
        var byPerson = payments.GroupBy(payment => _borrowers[payment.LoanKey]).Select(person => Sum(person).MinorUnits).ToList();
        return byPerson.Count >= Coarse.PersonsMin && byPerson.Max() <= Sum(payments).MinorUnits / 2;
    }

    private static Money Sum(IEnumerable<PaymentFacts> payments) =>
        payments.Select(payment => payment.Amount).Aggregate((sum, amount) => sum + amount);
}
