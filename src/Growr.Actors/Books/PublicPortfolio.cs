using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Lending;

namespace Growr.Actors.Books;

/// <summary>What the public loan book remembers of one project, and how it says it.</summary>
internal sealed class PublicPortfolio
{
    private readonly PublicationQueue<JsonObject> _queue = new();
    private readonly Dictionary<LoanKey, (LoanView Loan, JsonArray Events)> _loans = [];

    public bool IsPublic { get; set; }

    public IReadOnlyList<(string LoanRef, JsonObject Row)> Release(DateTimeOffset now) => _queue.Release(now);

    /// <summary>Takes over what an event made of a loan. Drafts and what never became a loan stay unknown.</summary>
    public void Learn(ILoanEvent @event, LoanView loan)
    {
        if (!_loans.ContainsKey(loan.Key) && loan.Status != LoanStatus.Approved) return;
        var events = _loans.TryGetValue(loan.Key, out var known) ? known.Events : [];
        if (LoanBook.TypeOf(@event) is { } type) events.Add(new JsonObject { ["type"] = type, ["week"] = Coarse.Week(@event.Meta.At) });
        _loans[loan.Key] = (loan, events);
        _queue.AddBorrower(loan.UserDid);
        _queue.Add(loan.LoanRef, @event.Meta.At, Row(loan, events));
    }

    /// <summary>The allow-list of one loan: coarse in amount and time, without any name, even a pairwise one.</summary>
    private static JsonObject Row(LoanView loan, JsonArray events) => new()
    {
        ["loanRef"] = loan.LoanRef,
        ["projectKey"] = loan.ProjectKey.Value,
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
    };

    /// <summary>Figures of the project at the end of a month; null while too few borrowers stand behind them.</summary>
    public JsonObject? Figures(ProjectKey project, string month, DateOnly on)
    {
        var paidOut = _loans.Values.Select(known => known.Loan).Where(loan => loan.Disbursement is not null).ToList();
        if (Persons(paidOut) < Coarse.PersonsMin) return null;
        var currency = paidOut[0].ContractAmount.Currency;
        var quality = new PortfolioQuality(currency, paidOut.Select(AsPortfolio));
        var figures = new JsonObject
        {
            ["projectKey"] = project.Value,
            ["month"] = month,
            ["currency"] = currency.Code,
            ["loans"] = paidOut.Count,
            ["borrowers"] = Persons(paidOut),
            ["disbursed"] = Sum(paidOut, loan => loan.ContractAmount),
            ["outstandingPrincipal"] = Sum(paidOut, loan => loan.OutstandingPrincipal),
            ["repaid"] = Sum(paidOut, loan => loan.RepaidAmount),
            ["onTimePercent"] = OnTimePercent(paidOut, on),
            ["v"] = 1,
        };
        // The mean would give the sum away where the sum is left out.
        if (figures["disbursed"] is not null)
            figures["averageSize"] = Rows.Value(Coarse.Amount(new Money(
                paidOut.Sum(loan => loan.ContractAmount.MinorUnits) / paidOut.Count, currency)));
        foreach (var days in (int[])[30, 60, 90])
        {
            var late = paidOut.Where(loan => loan.DaysPastDue > days).ToList();
            if (Coarse.MayBeSaid(Persons(late))) figures[$"par{days}"] = Rows.Value(quality.LateByMoreThan(days).Ratio);
        }
        var lost = paidOut.Where(loan => loan.Status == LoanStatus.WrittenOff).ToList();
        if (Coarse.MayBeSaid(Persons(lost)))
        {
            figures["writtenOffLoans"] = lost.Count;
            figures["recovered"] = Sum(lost, loan => loan.RecoveredAfterWriteOff);
        }
        return figures;
    }

    /// <summary>An exact sum, unless fewer than five persons or one loan for more than half of it stand behind it.</summary>
    private static JsonNode? Sum(List<LoanView> loans, Func<LoanView, Money> amount)
    {
        var behind = loans.Where(loan => amount(loan).IsPositive).ToList();
        if (!Coarse.MayBeSaid(Persons(behind))) return null;
        var currency = loans.Count > 0 ? amount(loans[0]).Currency : null;
        if (currency is null) return null;
        var sum = behind.Aggregate(Money.Zero(currency), (total, loan) => total + amount(loan));
        return behind.Exists(loan => amount(loan).MinorUnits > sum.MinorUnits / 2) ? null : Rows.Value(sum);
    }

    /// <summary>Share of instalments due so far that were settled by their day.</summary>
    private static int? OnTimePercent(List<LoanView> loans, DateOnly on)
    {
        var due = loans.SelectMany(loan => loan.Schedule).Where(line => line.Due < on).ToList();
        return due.Count == 0 ? null : due.Count(line => line.SettledOn <= line.Due) * 100 / due.Count;
    }

    private static int Persons(IEnumerable<LoanView> loans) => loans.Select(loan => loan.UserDid).Distinct().Count();

    private static PortfolioLoan AsPortfolio(LoanView loan) =>
        new(loan.Status, loan.OutstandingPrincipal, loan.DaysPastDue, loan.IsRescheduledNotCured);
}
