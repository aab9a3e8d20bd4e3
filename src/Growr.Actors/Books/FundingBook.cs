using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Projects;

namespace Growr.Actors.Books;

/// <summary>Every movement of capital into and out of the tenant's projects.</summary>
public sealed class FundingBook : IBook
{
    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        if (entry.Event is not IFundingEvent { ProjectKey: var project }) yield break;
        foreach (var touched in Touched(entry))
            yield return new BookRow(BookKeys.Funding(project, touched.Seq), Record(project, touched));
    }

    /// <summary>The record of product definition 4.8.</summary>
    private static JsonObject Record(ProjectKey project, TouchedRow touched)
    {
        var (seq, view, source) = touched;
        return Rows.Of(view.Row).With(new JsonObject
        {
            ["seq"] = seq,
            ["projectKey"] = project.Value,
            ["fundingToken"] = TokenOf(touched),
            ["currency"] = view.Row.Amount.Currency.Code,
            ["fundingAddress"] = source?.FundingAddress,
            ["repaymentAddress"] = source?.RepaymentAddress,
            ["status"] = Rows.Value(view.Status),
            ["receipt"] = view.Receipt,
            ["unmatched"] = view.Unmatched?.Code,
            ["at"] = Rows.Value(view.RecordedAt),
            ["v"] = 1,
        }).WithoutNulls();
    }

    internal static string TokenOf(TouchedRow touched) => touched.Source?.TokenName ?? touched.View.Row.Amount.Currency.Code;

    /// <summary>The rows an event wrote or changed.</summary>
    internal static IEnumerable<TouchedRow> Touched(JournalEntry entry)
    {
        FundingKey[] keys = entry.Event switch
        {
            FundingEvents.FundingAnnounced announced => [announced.Row.Key],
            FundingEvents.FundingReceived received => [received.Row.Key],
            FundingEvents.FundingUnmatched unmatched => [unmatched.Row.Key],
            FundingEvents.FundingRepaid repaid => [repaid.Row.Key],
            FundingEvents.FundingRejected rejected => [rejected.FundingKey],
            FundingEvents.FundingReverted reverted => [reverted.Row.Key, reverted.Row.Reverts!.Value],
            FundingEvents.ReceiptAttached receipt => [receipt.FundingKey],
            _ => [],
        };
        if (keys.Length == 0) return [];
        var view = (FundingView)((FundingAccount)entry.State).Answer(new FundingQueries.GetFunding(entry.EntityId));
        return view.Rows.Select((row, place) => new TouchedRow(place + 1L, row, SourceOf(view, row)))
            .Where(touched => keys.Contains(touched.View.Row.Key));
    }

    private static FundingSource? SourceOf(FundingView account, FundingRowView row) =>
        account.Sources.FirstOrDefault(source => source.Source.Id == row.Row.FundingId)?.Source;

    /// <param name="Seq">Place in the account, from 1.</param>
    /// <param name="View">The row as it stands.</param>
    /// <param name="Source">Where its money came or went through; null while nobody knows.</param>
    internal sealed record TouchedRow(long Seq, FundingRowView View, FundingSource? Source);
}
