using Growr.Actors.Common;
using Growr.Actors.Tenancy;

namespace Growr.Actors.Books;

/// <summary>
/// Figures of a month are taken when its last day is closed and written with a later day, once <see cref="PublicationQueue{TRow}.Delay"/>
/// has passed.
/// </summary>
internal sealed class MonthEnd
{
    private readonly List<(DateTimeOffset At, List<BookRow> Rows)> _held = [];

    /// <summary>Takes the figures of the month that ends with this day, if one does.</summary>
    /// <returns>Rows of earlier month ends that may be written now, of projects that are still public.</returns>
    public List<BookRow> Close(BusinessDayEvents.DayClosed closed, PublicProjects shown, Func<string, List<BookRow>> cut)
    {
        var due = _held.FindAll(held => closed.Meta.At - held.At >= Delay);
        _held.RemoveAll(due.Contains);
        if (closed.On.AddDays(1).Day == 1) _held.Add((closed.Meta.At, cut(Coarse.Month(closed.On))));
        return [.. due.SelectMany(held => held.Rows).Where(row => shown.Shows(new ProjectKey((string)row.Value!["projectKey"]!)))];
    }

    private static readonly TimeSpan Delay = PublicationQueue<BookRow>.Delay;
}
