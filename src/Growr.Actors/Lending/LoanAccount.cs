using System.Collections.Immutable;
using System.Diagnostics;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>The money side of a disbursed loan: a function of the contract and of dated facts. A fact dated before the day the
/// account stands at, and a fact taken back, make it compute everything again in date order; the same facts always give the
/// same account.</summary>
public sealed record LoanAccount
{
    public required LoanContract Contract { get; init; }

    /// <summary>Terms in force: the contract's until the loan is rescheduled.</summary>
    public required LoanTerms Terms { get; init; }

    public required DateOnly DisbursedOn { get; init; }
    public required DateOnly AnchorOn { get; init; }

    /// <summary>Late fees and penalty interest are posted up to the morning of this day.</summary>
    public required DateOnly AsOf { get; init; }

    public required ImmutableArray<Instalment> Instalments { get; init; }

    /// <summary>Level instalment or level principal in force.</summary>
    public required Money? Level { get; init; }

    /// <summary>Money above everything owed; belongs to the borrower.</summary>
    public required Money CreditBalance { get; init; }

    /// <summary>What happened, in order of arrival.</summary>
    public ImmutableList<AccountFact> Facts { get; init; } = [];

    public ImmutableList<DelinquencyPause> Pauses { get; init; } = [];

    /// <summary>Where the money of each standing payment went.</summary>
    public ImmutableDictionary<PaymentKey, RepaymentAllocation> Allocations { get; init; } =
        ImmutableDictionary<PaymentKey, RepaymentAllocation>.Empty;

    /// <summary>Instalments of earlier plans that stand before the plan in force.</summary>
    public int NumberOffset { get; init; }

    public int ScheduleVersion { get; init; } = 1;

    /// <summary>Written off: nothing accrues any more.</summary>
    public bool IsStopped { get; init; }

    public Currency Currency => Contract.Amount.Currency;
    public Money Zero => Money.Zero(Currency);

    /// <summary>Principal, interest and fees; penalties come on top.</summary>
    public Money Commitment => Sum(one => one.Principal + one.Interest + one.Fee);

    public Money Penalties => Sum(one => one.Penalty);
    public Money Repaid => Sum(one => one.Paid);
    public Money Outstanding => Sum(one => one.Outstanding);
    public Money OutstandingPrincipal => Sum(one => one.UnpaidPrincipal);
    public bool IsRepaid => Outstanding.IsZero;
    public DateOnly EndsOn => Instalments[^1].DueOn;

    /// <summary>Instalments follow the balance and are computed again when money comes early.</summary>
    internal bool IsRecalculating => !Terms.IsFixedPlan && !IsStopped;

    public static LoanAccount Open(LoanContract contract, DateOnly disbursedOn, DateOnly? anchorOn = null)
    {
        var schedule = RepaymentSchedule.Of(contract, disbursedOn, anchorOn);
        return new LoanAccount
        {
            Contract = contract, Terms = contract.Terms, DisbursedOn = disbursedOn, AnchorOn = anchorOn ?? disbursedOn, AsOf = disbursedOn,
            Instalments = [.. schedule.Rows.Select(row => Instalment.Of(row))],
            Level = schedule.Level, CreditBalance = Money.Zero(contract.Amount.Currency),
        };
    }

    /// <summary>Moves to the morning of a later day and posts what being late cost until then; earlier days change nothing.</summary>
    public LoanAccount AdvanceTo(DateOnly day) => day <= AsOf ? this : (IsStopped ? this : LateCharges.Post(this, day)) with { AsOf = day };

    /// <summary>Adds a fact; one dated before <see cref="AsOf"/> replays the loan from that day.</summary>
    public LoanAccount Add(AccountFact fact) =>
        fact.On < AsOf ? Replay(Facts.Add(fact), Pauses) : AdvanceTo(fact.On).Apply(fact) with { Facts = Facts.Add(fact) };

    /// <summary>Takes a payment back as if it had never come, and replays the loan.</summary>
    public LoanAccount Reverse(PaymentKey payment) =>
        Replay(Facts.RemoveAll(fact => fact is AccountFact.Repaid repaid && repaid.Payment == payment), Pauses);

    /// <summary>Days inside a pause no longer count as late; the loan is replayed.</summary>
    public LoanAccount Pause(DelinquencyPause pause) => Replay(Facts, Pauses.Add(pause));

    public Arrears ArrearsOn(DateOnly asOf) => Arrears.Of(AdvanceTo(asOf), asOf);

    /// <summary>What settles the loan on a day.</summary>
    public Money PayoffOn(DateOnly on) => Payoff.Of(AdvanceTo(on), on);

    /// <summary>Days an instalment is late on a day, pauses taken off.</summary>
    public int DaysLate(DateOnly dueOn, DateOnly asOf)
    {
        var days = asOf.DayNumber - dueOn.DayNumber;
        var countedUntil = dueOn.DayNumber;
        foreach (var pause in Pauses.OrderBy(one => one.FromOn))
        {
            var from = Math.Max(pause.FromOn.DayNumber, countedUntil);
            var until = Math.Min(pause.UntilOn.DayNumber, asOf.DayNumber);
            if (until <= from) continue;
            days -= until - from;
            countedUntil = until;
        }
        return days;
    }

    /// <summary>Every instalment was settled by its due date and the tolerance, and no new plan was needed.</summary>
    public bool IsOnTime => ScheduleVersion == 1 && Instalments.Where(one => one.Total.IsPositive)
        .All(one => one.SettledOn is { } on && DaysLate(one.DueOn, on) <= Contract.Terms.ToleranceDays);

    /// <summary>What the borrower gets back for having paid everything on time; nothing before the loan is repaid.</summary>
    public Money CashBack => IsRepaid && IsOnTime ? Contract.Amount.Share(Contract.Terms.CashBackRate, RoundingMode.Down) : Zero;

    internal Money Sum(Func<Instalment, Money> part) => Instalments.Aggregate(Zero, (sum, one) => sum + part(one));

    private LoanAccount Replay(ImmutableList<AccountFact> facts, ImmutableList<DelinquencyPause> pauses)
    {
        var account = Open(Contract, DisbursedOn, AnchorOn) with { Pauses = pauses };
        // OrderBy is stable: facts of one day keep their order of arrival.
        foreach (var fact in facts.OrderBy(fact => fact.On)) account = account.AdvanceTo(fact.On).Apply(fact);
        return account.AdvanceTo(AsOf) with { Facts = facts };
    }

    private LoanAccount Apply(AccountFact fact) => fact switch
    {
        AccountFact.Repaid repaid => PaymentAllocation.Apply(this, repaid),
        AccountFact.Rescheduled rescheduled => Rescheduling.Apply(this, rescheduled),
        AccountFact.WrittenOff => this with { IsStopped = true },
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}
