using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Projects;

namespace Growr.Actors.Books;

/// <summary>
/// Capital of public projects that counts or once counted, for everyone. Who paid is never said; of money that did not move on a
/// public chain only a rounded amount and the month are.
/// </summary>
/// <remarks>LIMIT: a row appears when it is confirmed, so who follows the book live learns the day of a bank transfer.</remarks>
public sealed class PublicFundingBook : IBook
{
    private readonly PublicProjects _public = new();
    private readonly HashSet<FundingKey> _counted = [];
    private readonly Dictionary<ProjectKey, SortedDictionary<long, JsonObject>> _unsaid = [];

    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        switch (entry.Event)
        {
            case IProjectEvent @event:
                _public.Learn(entry);
                return Said(@event.ProjectKey);
            case IFundingEvent @event:
                foreach (var touched in FundingBook.Touched(entry)) Learn(@event.ProjectKey, touched);
                return Said(@event.ProjectKey);
            default:
                return [];
        }
    }

    /// <summary>What never counted is nobody's business: announcements, money that fits nowhere, and their ends.</summary>
    private void Learn(ProjectKey project, FundingBook.TouchedRow touched)
    {
        var (row, key) = (touched.View.Row, touched.View.Row.Key);
        if (touched.View.Status == FundingRowStatus.Confirmed && (row.Reverts is not { } reverted || _counted.Contains(reverted))) _counted.Add(key);
        if (!_counted.Contains(key)) return;
        if (!_unsaid.TryGetValue(project, out var rows)) _unsaid[project] = rows = [];
        rows[touched.Seq] = Sanitized(project, touched);
    }

    private List<BookRow> Said(ProjectKey project)
    {
        if (!_public.Shows(project) || !_unsaid.Remove(project, out var rows)) return [];
        return [.. rows.Select(row => new BookRow(BookKeys.Funding(project, row.Key), row.Value))];
    }

    private static JsonObject Sanitized(ProjectKey project, FundingBook.TouchedRow touched)
    {
        var (row, isOnChain) = (touched.View.Row, touched.View.Row.FundingNetwork is FundingNetwork.Bitcoin or FundingNetwork.Rootstock);
        return new JsonObject
        {
            ["seq"] = touched.Seq,
            ["projectKey"] = project.Value,
            ["fundingType"] = Rows.Value(row.FundingType),
            ["fundingToken"] = FundingBook.TokenOf(touched),
            ["fundingNetwork"] = Rows.Value(row.FundingNetwork),
            ["paymentType"] = Rows.Value(row.PaymentType),
            ["tranche"] = Rows.Value(row.Tranche),
            ["kind"] = Rows.Value(row.Kind),
            ["status"] = Rows.Value(touched.View.Status),
            ["currency"] = row.Amount.Currency.Code,
            ["receiptHash"] = touched.View.Receipt is { } receipt ? HashOf(receipt) : null,
            // What moved on a chain is public there already. Lightning and Liquid hide what they move, and so do we.
            ["amount"] = Rows.Value(isOnChain ? row.Amount : Coarse.Amount(row.Amount)),
            ["month"] = isOnChain ? null : Coarse.Month(row.ValueDate),
            ["day"] = isOnChain ? Rows.Value(row.ValueDate) : null,
            ["proof"] = isOnChain ? row.Proof : null,
            ["fundingAddress"] = isOnChain ? touched.Source?.FundingAddress : null,
            ["v"] = 1,
        }.WithoutNulls();
    }

    private static string HashOf(string receipt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(receipt)));
}
