using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Growr.Actors.Funding;
using Growr.Actors.Projects;

namespace Growr.Actors.Books;

/// <summary>
/// Capital movements that count, for everyone: bank rows are rounded and say only their month; who paid is never said.
/// </summary>
public sealed class PublicFundingBook : IBook
{
    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        if (entry.Event is not IFundingEvent { ProjectKey: var project }) yield break;
        foreach (var (seq, row) in FundingBook.Touched(entry))
            if (row.Status is FundingRowStatus.Confirmed or FundingRowStatus.Reverted && row.Row.FundingType is not null)
                yield return new BookRow(BookKeys.Funding(project, seq), Sanitized(seq, project.Value, row));
    }

    private static JsonObject Sanitized(long seq, string project, FundingRowView view)
    {
        var row = view.Row;
        var shown = new JsonObject
        {
            ["seq"] = seq,
            ["projectKey"] = project,
            ["fundingType"] = Rows.Value(row.FundingType),
            ["fundingToken"] = row.Amount.Currency.Code,
            ["fundingNetwork"] = Rows.Value(row.FundingNetwork),
            ["paymentType"] = Rows.Value(row.PaymentType),
            ["tranche"] = Rows.Value(row.Tranche),
            ["kind"] = Rows.Value(row.Kind),
            ["status"] = Rows.Value(view.Status),
            ["v"] = 1,
        };
        if (view.Receipt is { } receipt) shown["receiptHash"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(receipt)));
        if (row.FundingType == FundingType.Bank)
        {
            shown["amount"] = Rows.Value(Coarse.Amount(row.Amount));
            shown["month"] = Coarse.Month(row.ValueDate);
        }
        else
        {
            // What moved on a chain is public there already.
            shown["amount"] = Rows.Value(row.Amount);
            shown["day"] = Rows.Value(row.ValueDate);
            shown["proof"] = row.Proof;
        }
        return shown;
    }
}
