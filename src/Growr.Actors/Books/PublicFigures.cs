using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Lending;

namespace Growr.Actors.Books;

/// <summary>
/// Monthly figures of one project. Sums are exact and about five persons or more, and so is what changed since they were last said:
/// the difference of two months must not be one person's either. When one sum may not be said, none is, for they are tied to
/// each other; the next month says more at once.
/// </summary>
/// <remarks>LIMIT: sums are guarded one by one and against their own past; someone who knows the plan of every loan can still
/// estimate how a payment was split into interest and principal.</remarks>
internal sealed class PublicFigures
{
    private Dictionary<LoanKey, Amounts> _said = [];

    /// <summary>The figures after a day; null while fewer than five borrowers stand behind the project.</summary>
    public JsonObject? Of(ProjectKey project, string month, DateOnly on, IReadOnlyCollection<PublicLoan> loans)
    {
        var paidOut = loans.Where(known => known.Loan.Disbursement is not null).ToList();
        if (Persons(paidOut) < Coarse.PersonsMin) return null;
        var figures = new JsonObject
        {
            ["projectKey"] = project.Value,
            ["month"] = month,
            ["currency"] = CurrencyOf(paidOut).Code,
            ["loans"] = paidOut.Count,
            ["borrowers"] = Persons(paidOut),
            ["v"] = 1,
        };
        SayPunctuality(figures, paidOut, on);
        SaySums(figures, loans, paidOut);
        var lost = paidOut.FindAll(known => known.Loan.Status == LoanStatus.WrittenOff);
        if (Coarse.MayBeSaid(Persons(lost))) figures["writtenOffLoans"] = lost.Count;
        return figures;
    }

    private void SaySums(JsonObject figures, IReadOnlyCollection<PublicLoan> loans, List<PublicLoan> paidOut)
    {
        var now = loans.ToDictionary(known => known.Loan.Key, Amounts.Of);
        if (!Array.TrueForAll(Amounts.Parts, part => KAnonymity.MaySay(loans.Select(known =>
                (known.Loan.UserDid, part(now[known.Loan.Key]) - part(_said.GetValueOrDefault(known.Loan.Key))))))) return;
        _said = now;
        Say("disbursed", amounts => amounts.Disbursed);
        Say("repaid", amounts => amounts.Repaid);
        Say("outstandingPrincipal", amounts => amounts.Outstanding);
        Say("writtenOff", amounts => amounts.WrittenOff);
        Say("recovered", amounts => amounts.Recovered);
        // The mean would give the sum away where the sum is left out.
        if (figures["disbursed"] is not null)
            figures["averageSize"] = Rows.Value(Coarse.Amount(new Money(now.Values.Sum(amounts => amounts.Disbursed) / paidOut.Count, CurrencyOf(paidOut))));
        if (figures["outstandingPrincipal"] is not null) SayAtRisk(figures, paidOut, now);

        void Say(string name, Func<Amounts, long> part)
        {
            if (KAnonymity.MaySay(paidOut.Select(known => (known.Loan.UserDid, part(now[known.Loan.Key])))))
                figures[name] = Rows.Value(new Money(paidOut.Sum(known => part(now[known.Loan.Key])), CurrencyOf(paidOut)));
        }
    }

    /// <summary>
    /// The share at risk in whole percent, so that a month's change does not tell a balance. Each group lies in the one before, and
    /// what lies between two that are said must be able to stand alone.
    /// </summary>
    private static void SayAtRisk(JsonObject figures, List<PublicLoan> paidOut, Dictionary<LoanKey, Amounts> now)
    {
        var around = paidOut.FindAll(known => Balance(known) > 0);
        var whole = around.Sum(Balance);
        foreach (var days in DaysAtRisk)
        {
            var late = around.FindAll(known => IsAtRisk(known.Loan, days));
            if (!MaySay(late) || !MaySay(around.Except(late))) continue;
            figures[$"par{days}Percent"] = whole == 0 ? 0 : (int)((Int128)late.Sum(Balance) * 100 / whole);
            around = late;
        }

        long Balance(PublicLoan known) => now[known.Loan.Key].Outstanding;
        bool MaySay(IEnumerable<PublicLoan> group) => KAnonymity.MaySay(group.Select(known => (known.Loan.UserDid, Balance(known))));
    }

    /// <summary>How many of the instalments due so far were settled by their day, and how much of what was due is paid.</summary>
    private static void SayPunctuality(JsonObject figures, List<PublicLoan> paidOut, DateOnly on)
    {
        var due = paidOut.SelectMany(known => known.Loan.Schedule.Where(line => line.Due <= on)).ToList();
        if (Persons(paidOut.Where(known => known.Loan.Schedule.Any(line => line.Due <= on))) < Coarse.PersonsMin) return;
        figures["onTimePercent"] = due.Count(line => line.SettledOn <= line.Due) * 100 / due.Count;
        var owed = due.Sum(line => (line.Principal + line.Interest + line.Fee).MinorUnits);
        var paid = due.Sum(line => (line.PaidPrincipal + line.PaidInterest + line.PaidFee).MinorUnits);
        if (owed > 0) figures["repaymentRatePercent"] = (int)((Int128)paid * 100 / owed);
    }

    private static bool IsAtRisk(LoanView loan, int days) => loan.DaysPastDue > days || (loan.IsRescheduledNotCured && days <= DaysAtRisk[0]);

    private static int Persons(IEnumerable<PublicLoan> loans) => loans.Select(known => known.Loan.UserDid).Distinct().Count();

    private static Currency CurrencyOf(List<PublicLoan> loans) => loans[0].Loan.ContractAmount.Currency;

    private static readonly int[] DaysAtRisk = [30, 60, 90];

    /// <summary>What one loan adds to the sums, in minor units.</summary>
    private readonly record struct Amounts(long Disbursed, long Repaid, long Outstanding, long WrittenOff, long Recovered, long Charges)
    {
        /// <summary>All that is said, and what could be computed from it.</summary>
        public static readonly Func<Amounts, long>[] Parts =
        [
            amounts => amounts.Disbursed, amounts => amounts.Repaid, amounts => amounts.Outstanding, amounts => amounts.WrittenOff,
            amounts => amounts.Recovered, amounts => amounts.Charges, amounts => amounts.Disbursed - amounts.Outstanding - amounts.WrittenOff,
        ];

        public static Amounts Of(PublicLoan known)
        {
            var loan = known.Loan;
            if (loan.Disbursement is null) return default;
            var (contract, repaid, unpaid) = (loan.ContractAmount.MinorUnits, loan.RepaidAmount.MinorUnits, loan.OutstandingPrincipal.MinorUnits);
            var isRunning = loan.Status is LoanStatus.Disbursed or LoanStatus.Defaulted;
            return new Amounts(contract, repaid, isRunning ? unpaid : 0, known.WrittenOff?.MinorUnits ?? 0,
                loan.RecoveredAfterWriteOff.MinorUnits, repaid - (contract - unpaid));
        }
    }
}
