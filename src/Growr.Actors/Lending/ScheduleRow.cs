using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>One instalment as planned.</summary>
public sealed record ScheduleRow
{
    public required int Number { get; init; }
    public required InterestPeriod Period { get; init; }
    public required Money Principal { get; init; }
    public required Money Interest { get; init; }
    public required Money Fee { get; init; }

    /// <summary>Interest of earlier periods that this instalment collects; part of <see cref="Interest"/>.</summary>
    public required Money CarriedInterest { get; init; }

    /// <summary>Interest of this period left to a later instalment.</summary>
    public required Money DeferredInterest { get; init; }

    /// <summary>Interest of this period added to the balance.</summary>
    public required Money CapitalisedInterest { get; init; }

    /// <summary>Principal still owed after this instalment.</summary>
    public required Money BalanceAfter { get; init; }

    public DateOnly DueOn => Period.DueOn;
    public Money Total => Principal + Interest + Fee;
}
