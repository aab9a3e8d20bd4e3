using System.Numerics;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>One instalment of a running loan: what is due, what was paid of it, when it was settled.</summary>
public sealed record Instalment
{
    public required int Number { get; init; }
    public required InterestPeriod Period { get; init; }
    public required Money Principal { get; init; }
    public required Money Interest { get; init; }
    public required Money Fee { get; init; }
    public required Money Penalty { get; init; }
    public required Money PaidPrincipal { get; init; }
    public required Money PaidInterest { get; init; }
    public required Money PaidFee { get; init; }
    public required Money PaidPenalty { get; init; }

    /// <summary>Interest of its own period is counted from this day on; the period's first day until a prepayment moves it.</summary>
    public required DateOnly AccruesFromOn { get; init; }

    /// <summary>Interest that stood before <see cref="AccruesFromOn"/>, with what earlier periods passed on to this instalment.</summary>
    public required Money AccruedBefore { get; init; }

    /// <summary>Interest of this period left to a later instalment.</summary>
    public required Money DeferredInterest { get; init; }

    /// <summary>Interest of this period added to the balance, and so part of later principal.</summary>
    public required Money CapitalisedInterest { get; init; }

    /// <summary>Interest given up when the loan was settled early; no longer part of <see cref="Interest"/>.</summary>
    public required Money WaivedInterest { get; init; }

    /// <summary>The day nothing of it was left to pay; null for instalments that never asked for anything.</summary>
    public DateOnly? SettledOn { get; init; }

    /// <summary>The day it was paid in full before it was due; from then on the next instalment bears the interest.</summary>
    public DateOnly? ClosedEarlyOn { get; init; }

    public bool IsLateFeeCharged { get; init; }

    /// <summary>Overdue principal times days overdue, the exact base of penalty interest.</summary>
    public BigInteger OverdueMinorUnitDays { get; init; }

    /// <summary>Penalty interest posted so far; part of <see cref="Penalty"/>.</summary>
    public required Money PenaltyInterest { get; init; }

    public DateOnly DueOn => Period.DueOn;
    public Money Total => Principal + Interest + Fee + Penalty;
    public Money Paid => PaidPrincipal + PaidInterest + PaidFee + PaidPenalty;
    public Money Outstanding => Total - Paid;
    public Money UnpaidPrincipal => Principal - PaidPrincipal;
    public Money UnpaidInterest => Interest - PaidInterest;
    public Money UnpaidFee => Fee - PaidFee;
    public Money UnpaidPenalty => Penalty - PaidPenalty;
    public bool IsSettled => Outstanding.IsZero;

    /// <summary>A fresh instalment of a plan whose rows are numbered on from <paramref name="numberOffset"/>.</summary>
    public static Instalment Of(ScheduleRow row, int numberOffset = 0)
    {
        var none = Money.Zero(row.Principal.Currency);
        return new Instalment
        {
            Number = row.Number + numberOffset, Period = row.Period, Principal = row.Principal, Interest = row.Interest, Fee = row.Fee, Penalty = none,
            PaidPrincipal = none, PaidInterest = none, PaidFee = none, PaidPenalty = none,
            AccruesFromOn = row.Period.FromOn, AccruedBefore = row.CarriedInterest, DeferredInterest = row.DeferredInterest,
            CapitalisedInterest = row.CapitalisedInterest, WaivedInterest = none, PenaltyInterest = none,
        };
    }

    /// <summary>Takes as much of an amount as the instalment still needs: penalty, then fee, then interest, then principal.</summary>
    public (Instalment After, AllocationLine Line) Take(Money amount, DateOnly on)
    {
        var rest = amount;
        var line = new AllocationLine(Number, Part(UnpaidPenalty), Part(UnpaidFee), Part(UnpaidInterest), Part(UnpaidPrincipal));
        return (Pay(line, on), line);

        Money Part(Money need)
        {
            var part = Money.Min(need, rest);
            rest -= part;
            return part;
        }
    }

    /// <summary>Nothing more is asked for than was paid.</summary>
    public Instalment ReducedToPaid(DateOnly on) => (this with
    {
        Principal = PaidPrincipal, Interest = PaidInterest, Fee = PaidFee, Penalty = PaidPenalty,
    }).SettledIfPaid(on);

    /// <summary>Books an allocation that was decided elsewhere.</summary>
    public Instalment Pay(AllocationLine line, DateOnly on) => (this with
    {
        PaidPenalty = PaidPenalty + line.Penalty,
        PaidFee = PaidFee + line.Fee,
        PaidInterest = PaidInterest + line.Interest,
        PaidPrincipal = PaidPrincipal + line.Principal,
    }).SettledIfPaid(on);

    public Instalment SettledIfPaid(DateOnly on) =>
        SettledOn is null && IsSettled && Paid.IsPositive ? this with { SettledOn = on } : this;
}
