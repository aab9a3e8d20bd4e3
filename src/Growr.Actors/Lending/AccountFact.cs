using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>Something that happened to a running loan on a day. The account is a function of its facts in date order, so a fact
/// that arrives late or is taken back is handled by computing the account again.</summary>
/// <param name="On">The business day it counts for.</param>
public abstract record AccountFact(DateOnly On)
{
    /// <summary>Money from the borrower.</summary>
    public sealed record Repaid(DateOnly On, PaymentKey Payment, Money Amount) : AccountFact(On);

    /// <summary>A new plan for what is unpaid.</summary>
    /// <param name="On">First day of the new plan.</param>
    /// <param name="Terms">Terms of the new plan.</param>
    /// <param name="DurationPeriods">Instalments of the new plan.</param>
    public sealed record Rescheduled(DateOnly On, LoanTerms Terms, int DurationPeriods) : AccountFact(On);

    /// <summary>The loan was given up: interest and penalties stop.</summary>
    public sealed record WrittenOff(DateOnly On) : AccountFact(On);
}

/// <summary>Days that do not count as late: a disaster, a dispute.</summary>
/// <param name="FromOn">First day of the pause.</param>
/// <param name="UntilOn">First day after it.</param>
public sealed record DelinquencyPause(DateOnly FromOn, DateOnly UntilOn);
