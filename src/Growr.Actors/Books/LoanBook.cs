using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Lending;

namespace Growr.Actors.Books;

/// <summary>Every loan as it stands, what happened to it, and the log of declined applications.</summary>
public sealed class LoanBook : IBook
{
    private const string StatusIndex = "status";

    private readonly Dictionary<LoanKey, LoanStatus> _indexed = [];

    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        if (entry.Event is not ILoanEvent { LoanKey: var key } @event) return [];
        if (@event is LoanEvents.ApplicationDeclined declined) return [Declined(key, declined, entry)];
        return ChangesRecord(@event) && View(entry) is { } loan ? [Record(loan), .. Happened(@event, entry), .. Indexed(loan)] : [];
    }

    /// <summary>False for steps that may still come to nothing, and for what others have heard of the loan.</summary>
    internal static bool ChangesRecord(ILoanEvent @event) => @event is not (
        LoanEvents.NoticeTaken or LoanEvents.ApprovalBegun or LoanEvents.ApprovalFailed or LoanEvents.WriteOffProposed or
        LoanEvents.RescheduleProposed or LoanEvents.ProposalRejected);

    /// <summary>The record, or null while there is only an application.</summary>
    internal static LoanView? View(JournalEntry entry) =>
        ((Loan)entry.State).Answer(new LoanQueries.GetLoan(entry.EntityId)) as LoanView;

    /// <summary>The record of product definition 4.7.</summary>
    private static BookRow Record(LoanView loan)
    {
        var record = Rows.Of(loan).With(new JsonObject
        {
            ["type"] = Rows.Value(loan.Terms.Type),
            ["interestRate"] = Rows.Value(loan.Terms.InterestRate),
            ["cashBackRate"] = Rows.Value(loan.Terms.CashBackRate),
            ["gracePeriod"] = loan.Terms.GracePeriod,
            ["currency"] = loan.ContractAmount.Currency.Code,
            ["v"] = 1,
        });
        if (loan.Signature is { } signature)
        {
            record["contractHash"] = signature.ContractHash;
            record["signature"] = new JsonObject { ["method"] = Rows.Value(signature.Method), ["at"] = Rows.Value(signature.At) };
        }
        if (loan.Disbursement is { } payout)
            record["disbursement"] = Rows.Of(payout.To).With(new JsonObject
            {
                ["paymentKey"] = payout.PaymentKey.Value,
                ["amount"] = Rows.Value(payout.Amount),
                ["on"] = Rows.Value(payout.On),
                ["at"] = Rows.Value(payout.At),
            });
        record.Remove("version");
        return new BookRow(BookKeys.Loan(loan.ProjectKey, loan.Key.Value), record);
    }

    private static BookRow Declined(LoanKey key, LoanEvents.ApplicationDeclined declined, JournalEntry entry)
    {
        var application = ((Loan)entry.State).Application!;
        return new BookRow(BookKeys.Declined(application.ProjectKey, key), new JsonObject
        {
            ["key"] = key.Value,
            ["projectKey"] = application.ProjectKey.Value,
            ["amount"] = Rows.Value(application.Amount),
            ["currency"] = application.Amount.Currency.Code,
            ["duration"] = application.Duration,
            ["code"] = declined.Refusal.Code,
            ["reasons"] = Rows.Value(declined.Refusal.Reasons),
            ["at"] = Rows.Value(declined.Meta.At),
            ["v"] = 1,
        });
    }

    private static IEnumerable<BookRow> Happened(ILoanEvent @event, JournalEntry entry)
    {
        if (TypeOf(@event) is not { } type) yield break;
        yield return new BookRow(BookKeys.LoanEvent(@event.LoanKey, entry.Seq), new JsonObject
        {
            ["seq"] = entry.Seq,
            ["at"] = Rows.Value(@event.Meta.At),
            ["type"] = type,
            ["actor"] = @event.Meta.By.Value,
            ["data"] = DataOf(@event),
            ["v"] = 1,
        });
    }

    /// <summary>What the loan event book calls an event; null for steps of a process that say nothing about the loan.</summary>
    internal static string? TypeOf(ILoanEvent @event) => @event switch
    {
        LoanEvents.LoanApplied => "APPLIED",
        LoanEvents.LoanApproved => "APPROVED",
        LoanEvents.LoanSigned => "SIGNED",
        LoanEvents.LoanCancelled => "CANCELLED",
        LoanEvents.LoanDisbursed => "DISBURSED",
        LoanEvents.RepaymentRegistered => "REPAYMENT",
        LoanEvents.RecoveryReceived => "RECOVERY",
        LoanEvents.RepaymentReversed or LoanEvents.DisbursementReversed => "REVERSAL",
        LoanEvents.LoanRepaid => "REPAID",
        LoanEvents.LoanAged { PenaltiesPosted.IsPositive: true } => "FEE",
        LoanEvents.LoanDefaulted => "DEFAULTED",
        LoanEvents.LoanCured => "CURED",
        LoanEvents.LoanRescheduled => "RESCHEDULED",
        LoanEvents.LoanWrittenOff => "WRITTEN_OFF",
        _ => null,
    };

    private static JsonObject DataOf(ILoanEvent @event)
    {
        var data = Rows.OfRuntimeType(@event);
        data.Remove("meta");
        data.Remove("loanKey");
        return data;
    }

    private IEnumerable<BookRow> Indexed(LoanView loan)
    {
        var isKnown = _indexed.TryGetValue(loan.Key, out var before);
        if (isKnown && before == loan.Status) yield break;
        if (isKnown) yield return new BookRow(IndexKey(before, loan.Key), null);
        yield return new BookRow(IndexKey(loan.Status, loan.Key), new JsonObject { ["projectKey"] = loan.ProjectKey.Value, ["v"] = 1 });
        _indexed[loan.Key] = loan.Status;
    }

    /// <summary>Keys of the loans with a status, from a loan book.</summary>
    public static IEnumerable<LoanKey> WithStatus(BookReader book, LoanStatus status)
    {
        var prefix = BookKeys.Index(StatusIndex, CodeOf(status), "");
        return book.Rows(prefix).Select(row => LoanKey.From(row.Key[prefix.Length..]));
    }

    private static string IndexKey(LoanStatus status, LoanKey loan) => BookKeys.Index(StatusIndex, CodeOf(status), loan.Value);

    private static string CodeOf(LoanStatus status) => Rows.Value(status)!.GetValue<string>();
}
