namespace Growr.Actors.Projects;

/// <summary>What changes of conditions do to an offer, and which are still allowed once people have read it.</summary>
internal static class ProjectParamsRules
{
    public static ProjectOffer AppliedTo(this ProjectParams change, ProjectOffer offer) => offer with
    {
        StartDate = change.StartDate ?? offer.StartDate,
        EndDate = change.EndDate ?? offer.EndDate,
        Amount = change.Amount ?? offer.Amount,
        EligibilityCriteria = change.EligibilityCriteria ?? offer.EligibilityCriteria,
        LoanMinDuration = change.LoanMinDuration ?? offer.LoanMinDuration,
        LoanMaxDuration = change.LoanMaxDuration ?? offer.LoanMaxDuration,
        LoanMinAmount = change.LoanMinAmount ?? offer.LoanMinAmount,
        LoanMaxAmount = change.LoanMaxAmount ?? offer.LoanMaxAmount,
        LoanTerms = change.LoanTerms ?? offer.LoanTerms,
    };

    /// <summary>After activation only more amount, a later end, and new criteria for future applications.</summary>
    public static string? FaultAfterActivation(this ProjectParams change, ProjectOffer offer)
    {
        if (change.AppliedTo(offer) with { Amount = offer.Amount, EndDate = offer.EndDate, EligibilityCriteria = offer.EligibilityCriteria } != offer)
            return "After activation only amount, endDate and eligibilityCriteria change.";
        if (change.Amount is { } amount && (amount.Currency != offer.Amount.Currency || amount < offer.Amount))
            return "After activation the amount only grows.";
        return change.EndDate < offer.EndDate ? "After activation the end date only moves later." : null;
    }
}
