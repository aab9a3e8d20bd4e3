using System.Collections.Immutable;
using Growr.Actors.Common;
using Growr.Actors.Projects;

namespace Growr.Actors.Funding;

/// <summary>The open sources of an account and how much capital is in place from each.</summary>
public sealed record Capital(Currency Currency, ImmutableDictionary<string, Capital.Source> Sources)
{
    public sealed record Source(FundingSource Terms, FundingStatus Status, Money InPlace);

    public Money Junior => Sum(Tranche.Junior);

    public Money Senior => Sum(Tranche.Senior);

    public Source? Find(string? id) => id is null ? null : Sources.GetValueOrDefault(id);

    public Capital Register(FundingSource terms) =>
        this with { Sources = Sources.SetItem(terms.Id, new Source(terms, FundingStatus.Active, Money.Zero(Currency))) };

    public Capital With(string id, FundingStatus status) => this with { Sources = Sources.SetItem(id, Sources[id] with { Status = status }) };

    /// <summary>Capital that came (or, negative, went) through a source.</summary>
    public Capital Move(string id, Money amount) =>
        this with { Sources = Sources.SetItem(id, Sources[id] with { InPlace = Sources[id].InPlace + amount }) };

    /// <summary>Why an incoming row cannot count; null when it fits.</summary>
    public Refusal? Misfit(string? fundingId, FundingKind kind, Money amount)
    {
        if (Find(fundingId) is not { } source) return new Refusal(Codes.UnmatchedPayment, "Nobody said which funding source this is for.");
        if (source.Status != FundingStatus.Active) return new Refusal(Codes.UnmatchedPayment, "The funding source is INACTIVE.");
        if (kind == FundingKind.Donation) return null;
        if (amount < source.Terms.FundingMinAmount) return TooMuch($"Less than the minimum of {source.Terms.FundingMinAmount}.");
        if (source.InPlace + amount > source.Terms.FundingMaxAmount) return TooMuch($"More than the maximum of {source.Terms.FundingMaxAmount}.");
        var isLevered = source.Terms.Tranche == Tranche.Senior && Senior + amount > SeniorMax(Junior, fundingId);
        return isLevered ? TooMuch($"Senior capital may be at most {SeniorMax(Junior, fundingId)} on {Junior} of junior capital.") : null;
    }

    /// <summary>Whether senior capital would still be covered after junior capital left (I5).</summary>
    public bool CoversSenior(Money juniorLeaving) => Senior.IsZero || Senior <= SeniorMax(Junior - juniorLeaving, also: null);

    // The strictest promise made to anybody whose money is in place, or is coming, holds for all.
    private Money SeniorMax(Money junior, string? also) => Sources.Values
        .Where(source => source.Terms.Tranche == Tranche.Senior && (source.InPlace.IsPositive || source.Terms.Id == also))
        .Select(source => source.Terms.LeverageFactor!.Value.TimesRoundingDown(junior))
        .Min();

    private Money Sum(Tranche tranche) => Sources.Values.Where(source => source.Terms.Tranche == tranche)
        .Aggregate(Money.Zero(Currency), (sum, source) => sum + source.InPlace);

    private static Refusal TooMuch(string message) => new(Codes.LimitExceeded, message);
}
