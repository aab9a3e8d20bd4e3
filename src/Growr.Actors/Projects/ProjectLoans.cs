using System.Collections.Immutable;
using Growr.Actors.Common;

namespace Growr.Actors.Projects;

/// <summary>The loans of one project, as far as it must know them: their amounts use it up, their borrowers may not pile up loans.</summary>
public sealed record ProjectLoans(Money Used, ImmutableDictionary<LoanKey, ProjectLoans.Entry> ByKey)
{
    /// <summary>One loan; its amount is null when only its release is known.</summary>
    public sealed record Entry(LoanStanding Standing, Money? Amount, int Duration, string SubjectDid, LoanTerms? Terms, int CriteriaVersion);

    public static ProjectLoans None(Currency currency) => new(Money.Zero(currency), ImmutableDictionary<LoanKey, Entry>.Empty);

    public Entry? Find(LoanKey key) => ByKey.GetValueOrDefault(key);

    public int OpenCount => ByKey.Values.Count(loan => IsOpen(loan.Standing));

    public static bool IsOpen(LoanStanding standing) =>
        standing is LoanStanding.Reserved or LoanStanding.Disbursed or LoanStanding.Defaulted;

    /// <summary>Check 14 of an application, as far as one project sees it; null when the borrower may go on.</summary>
    public string? BorrowerFault(string subjectDid, int openLoansMax)
    {
        var own = ByKey.Values.Where(loan => loan.SubjectDid == subjectDid).Select(loan => loan.Standing).ToList();
        if (own.Contains(LoanStanding.Defaulted)) return "the borrower has a defaulted loan here.";
        if (own.Contains(LoanStanding.Reserved)) return "the borrower has an open application here.";
        return own.Count(standing => standing == LoanStanding.Disbursed) >= openLoansMax
            ? $"the borrower has {openLoansMax} open loan(s) here, which is the limit."
            : null;
    }

    public static bool MayGo(LoanStanding from, LoanStanding to) => (from, to) is
        (LoanStanding.Reserved, LoanStanding.Disbursed or LoanStanding.Released) or
        (LoanStanding.Disbursed, LoanStanding.Reserved or LoanStanding.Defaulted or LoanStanding.Ended) or
        (LoanStanding.Defaulted, LoanStanding.Disbursed or LoanStanding.Ended) or
        (LoanStanding.Ended, LoanStanding.Disbursed);

    public ProjectLoans Add(LoanKey key, Entry loan) => new(Used + loan.Amount!.Value, ByKey.Add(key, loan));

    public ProjectLoans Move(LoanKey key, LoanStanding standing) =>
        this with { ByKey = ByKey.SetItem(key, ByKey[key] with { Standing = standing }) };

    /// <summary>Frees the amount; a loan never seen is remembered as released.</summary>
    public ProjectLoans Release(LoanKey key) => Find(key) is { Amount: { } amount }
        ? Move(key, LoanStanding.Released) with { Used = Used - amount }
        : this with { ByKey = ByKey.SetItem(key, new Entry(LoanStanding.Released, null, 0, "", null, 0)) };
}
