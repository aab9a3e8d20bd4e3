using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Lending;

namespace Growr.Actors.Books;

/// <summary>What the public loan book remembers of one project, and how it says it.</summary>
internal sealed class PublicPortfolio
{
    private readonly PublicationQueue<JsonObject> _queue = new();
    private readonly Dictionary<LoanKey, PublicLoan> _loans = [];
    private readonly Dictionary<LoanKey, JsonObject> _newest = [];
    private readonly Dictionary<string, HashSet<string>> _servedBy = [];
    private readonly PublicFigures _figures = new();

    public IReadOnlyList<(string LoanRef, JsonObject Row)> Release(DateTimeOffset now) => _queue.Release(now);

    public JsonObject? Figures(ProjectKey project, string month, DateOnly on) => _figures.Of(project, month, on, _loans.Values);

    /// <summary>Takes over what an event made of a loan. Drafts and what never became a loan stay unknown.</summary>
    public void Learn(ILoanEvent @event, LoanView loan)
    {
        if (!_loans.TryGetValue(loan.Key, out var known))
        {
            if (loan.Status != LoanStatus.Approved) return;
            known = new PublicLoan(loan, [], null);
            _queue.AddBorrower(loan.UserDid);
            if (!_servedBy.TryGetValue(loan.VerifierDid, out var served)) _servedBy[loan.VerifierDid] = served = [];
            served.Add(loan.UserDid);
        }
        if (LoanBook.TypeOf(@event) is { } type) known.Events.Add(new JsonObject { ["type"] = type, ["week"] = Coarse.Week(@event.Meta.At) });
        _loans[loan.Key] = known with { Loan = loan, WrittenOff = (@event as LoanEvents.LoanWrittenOff)?.Principal ?? known.WrittenOff };
        var row = Row(loan, known.Events);
        // A row that says nothing new would still say that something happened.
        if (_newest.TryGetValue(loan.Key, out var newest) && JsonNode.DeepEquals(newest, row)) return;
        _newest[loan.Key] = row;
        _queue.Add(loan.LoanRef, @event.Meta.At, row);
    }

    /// <summary>The allow-list of one loan: coarse in amount and time, without any borrower's name, even a pairwise one.</summary>
    private JsonObject Row(LoanView loan, JsonArray events) => new JsonObject
    {
        ["loanRef"] = loan.LoanRef,
        ["projectKey"] = loan.ProjectKey.Value,
        ["verifierDid"] = _servedBy[loan.VerifierDid].Count >= Coarse.PersonsMin ? loan.VerifierDid : null,
        ["status"] = Rows.Value(loan.Status),
        ["type"] = Rows.Value(loan.Terms.Type),
        ["duration"] = loan.Duration,
        ["interestRate"] = Rows.Value(loan.Terms.InterestRate),
        ["cashBackRate"] = Rows.Value(loan.Terms.CashBackRate),
        ["currency"] = loan.ContractAmount.Currency.Code,
        ["contractAmount"] = Rows.Value(Coarse.Amount(loan.ContractAmount)),
        ["repaidPercent"] = Coarse.ShareInTens(loan.RepaidAmount, loan.CommitmentAmount ?? Money.Zero(loan.RepaidAmount.Currency)),
        ["scheduleVersion"] = loan.ScheduleVersion,
        ["bucket"] = Rows.Value(loan.Bucket),
        ["startMonth"] = loan.StartDate is { } start ? Coarse.Month(start) : null,
        ["endMonth"] = loan.EndDate is { } end ? Coarse.Month(end) : null,
        ["events"] = events.DeepClone(),
        ["v"] = 1,
    }.WithoutNulls();
}
