using System.Text.Json.Nodes;
using Growr.Actors.Payments;

namespace Growr.Actors.Books;

/// <summary>Every payment to and from borrowers, as it stands; never a code.</summary>
public sealed class PaymentBook : IBook
{
    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        if (entry.Event is not IPaymentEvent || View(entry) is not { } payment) yield break;
        var record = Rows.Of(payment.Facts).With(new JsonObject
        {
            ["key"] = payment.Key.Value,
            ["organizationId"] = entry.EntityId.Tenant.Value,
            ["currency"] = payment.Facts.Amount.Currency.Code,
            ["status"] = Rows.Value(payment.Status),
            ["collectedBy"] = payment.Facts.By.Value,
            ["confirmedBy"] = payment.ConfirmedBy?.Value,
            ["method"] = Rows.Value(payment.Method),
            ["allocation"] = Rows.Value(payment.Allocation),
            ["outstandingAfter"] = Rows.Value(payment.OutstandingAfter),
            ["at"] = Rows.Value(payment.AddedAt),
            ["v"] = 1,
        });
        record.Remove("by");
        yield return new BookRow(BookKeys.Payment(payment.Facts.LoanKey, payment.Key), record);
    }

    internal static PaymentView? View(JournalEntry entry) =>
        ((Payment)entry.State).Answer(new PaymentQueries.GetPayment(entry.EntityId)) as PaymentView;
}
