using System.Text.Json.Nodes;
using Growr.Actors.Funding;

namespace Growr.Actors.Books;

/// <summary>Every movement of capital into and out of the tenant's projects.</summary>
public sealed class FundingBook : IBook
{
    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        if (entry.Event is not IFundingEvent { ProjectKey: var project }) yield break;
        foreach (var (seq, row) in Touched(entry))
            yield return new BookRow(BookKeys.Funding(project, seq), Rows.Of(row.Row).With(new JsonObject
            {
                ["seq"] = seq,
                ["projectKey"] = project.Value,
                ["fundingToken"] = row.Row.Amount.Currency.Code,
                ["status"] = Rows.Value(row.Status),
                ["receipt"] = row.Receipt,
                ["unmatched"] = row.Unmatched?.Code,
                ["at"] = Rows.Value(row.RecordedAt),
                ["v"] = 1,
            }));
    }

    /// <summary>The rows an event wrote or changed, with their places in the account, from 1.</summary>
    internal static IEnumerable<(long Seq, FundingRowView Row)> Touched(JournalEntry entry)
    {
        var keys = entry.Event switch
        {
            FundingEvents.FundingAnnounced announced => [announced.Row.Key],
            FundingEvents.FundingReceived received => [received.Row.Key],
            FundingEvents.FundingUnmatched unmatched => [unmatched.Row.Key],
            FundingEvents.FundingRepaid repaid => [repaid.Row.Key],
            FundingEvents.FundingRejected rejected => [rejected.FundingKey],
            FundingEvents.FundingReverted reverted => [reverted.Row.Key, reverted.Row.Reverts!.Value],
            FundingEvents.ReceiptAttached receipt => [receipt.FundingKey],
            _ => Array.Empty<Common.FundingKey>(),
        };
        if (keys.Length == 0) return [];
        var view = (FundingView)((FundingAccount)entry.State).Answer(new FundingQueries.GetFunding(entry.EntityId));
        return view.Rows.Select((row, place) => (place + 1L, row)).Where(pair => keys.Contains(pair.row.Row.Key));
    }
}
