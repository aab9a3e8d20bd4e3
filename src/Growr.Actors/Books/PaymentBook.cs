using System.Text.Json.Nodes;
using Growr.Actors.Payments;

namespace Growr.Actors.Books;

/// <summary>Every payment to and from borrowers, as it stands; never a code.</summary>
public sealed class PaymentBook : IBook
{
    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        if (entry.Event is IPaymentEvent @event && ChangesRecord(@event) && View(entry) is { } payment)
            yield return new BookRow(BookKeys.Payment(payment.Facts.LoanKey, payment.Key), Record(payment, entry));
    }

    /// <summary>The record of product definition 4.9.</summary>
    private static JsonObject Record(PaymentView payment, JournalEntry entry)
    {
        var facts = payment.Facts;
        return new JsonObject
        {
            ["key"] = payment.Key.Value,
            ["loanKey"] = facts.LoanKey.Value,
            ["projectKey"] = facts.ProjectKey.Value,
            ["organizationId"] = entry.EntityId.Tenant.Value,
            ["direction"] = Rows.Value(facts.Direction),
            ["rail"] = Rows.Value(facts.Rail),
            ["amount"] = Rows.Value(facts.Amount),
            ["currency"] = facts.Amount.Currency.Code,
            ["status"] = Rows.Value(payment.Status),
            ["code"] = payment is { Status: PaymentStatus.Pending, CodeExpiresAt: { } expiresAt }
                ? new JsonObject { ["expiresAt"] = Rows.Value(expiresAt), ["attempts"] = payment.WrongCodes }
                : null,
            ["collectedBy"] = facts.By.Value,
            ["confirmedBy"] = payment.ConfirmedBy?.Value,
            ["method"] = Rows.Value(payment.Method),
            ["needsChecker"] = facts.NeedsChecker,
            ["target"] = facts.Target,
            ["proof"] = payment.Proof,
            ["allocation"] = Rows.Value(payment.Allocation),
            ["outstandingAfter"] = Rows.Value(payment.OutstandingAfter),
            ["at"] = Rows.Value(payment.AddedAt),
            ["valueDate"] = Rows.Value(facts.On),
            ["v"] = 1,
        }.WithoutNulls();
    }

    /// <summary>False for steps towards loan, funds and proofs that may still come to nothing.</summary>
    private static bool ChangesRecord(IPaymentEvent @event) => @event is not (
        PaymentEvents.StepTaken or PaymentEvents.ConfirmationBegun or PaymentEvents.ConfirmationRefused or
        PaymentEvents.ReversalBegun or PaymentEvents.ReversalRefused);

    private static PaymentView? View(JournalEntry entry) =>
        ((Payment)entry.State).Answer(new PaymentQueries.GetPayment(entry.EntityId)) as PaymentView;
}
