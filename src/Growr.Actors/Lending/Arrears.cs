using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>How late a loan is on a business day and with what.</summary>
public sealed record Arrears(DateOnly AsOf, DateOnly? OldestUnpaidDueOn, int DaysPastDue, Money Penalty, Money Fee, Money Interest, Money Principal)
{
    public Money Total => Penalty + Fee + Interest + Principal;
    public ArrearsBucket Bucket => BucketOf(DaysPastDue);

    public static ArrearsBucket BucketOf(int daysPastDue) => daysPastDue switch
    {
        <= 0 => ArrearsBucket.Current,
        <= 30 => ArrearsBucket.UpTo30,
        <= 60 => ArrearsBucket.UpTo60,
        <= 90 => ArrearsBucket.UpTo90,
        <= 180 => ArrearsBucket.UpTo180,
        <= 365 => ArrearsBucket.UpTo365,
        _ => ArrearsBucket.Over365,
    };

    /// <summary>Counts instalments due before a day with more unpaid than the tolerance; an instalment due that day is not late.</summary>
    public static Arrears Of(LoanAccount account, DateOnly asOf)
    {
        var terms = account.Contract.Terms;
        var late = account.Instalments.Where(one => one.DueOn < asOf && one.Outstanding.MinorUnits > terms.ToleranceMinorUnits).ToList();
        var oldestOn = late.Count == 0 ? (DateOnly?)null : late.Min(one => one.DueOn);
        var days = oldestOn is { } dueOn ? account.DaysLate(dueOn, asOf) - terms.ToleranceDays : 0;
        return new Arrears(asOf, oldestOn, Math.Max(0, days), Sum(one => one.UnpaidPenalty), Sum(one => one.UnpaidFee),
            Sum(one => one.UnpaidInterest), Sum(one => one.UnpaidPrincipal));

        Money Sum(Func<Instalment, Money> part) =>
            late.Aggregate(Money.Zero(account.Contract.Amount.Currency), (sum, one) => sum + part(one));
    }
}
