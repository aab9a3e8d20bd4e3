using System.Collections.Immutable;
using System.Diagnostics;
using Growr.Actors.Common;

namespace Growr.Actors.Projects;

/// <summary>What is wrong with an offer or a funding source, all of it at once, each line starting with the field's name.</summary>
public static class ProjectValidation
{
    public const int NameLengthMax = 80;
    public const int DescriptionLengthMax = 4_000;
    public const int TermsLengthMax = 2_000;
    public const int UrlLengthMax = 2_000;
    public const int FundingSourcesMax = 32;

    public static ImmutableArray<string> Faults(ProjectOffer offer)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        void Check(bool isRight, string fault) { if (!isRight) faults.Add(fault); }
        var currency = offer.Amount.Currency;
        faults.AddRange(TextFaults(offer.Name, offer.Description, offer.ProfileUrl, offer.BannerUrl));
        Check(offer.StartDate < offer.EndDate, "endDate: after startDate.");
        Check(offer.Amount.IsPositive, "amount: more than zero.");
        Check(offer.LoanMinDuration >= 1, "loanMinDuration: at least 1.");
        Check(offer.LoanMinDuration <= offer.LoanMaxDuration, "loanMaxDuration: not below loanMinDuration.");
        Check(offer.LoanMaxDuration <= LoanTerms.DurationMax, $"loanMaxDuration: at most {LoanTerms.DurationMax}.");
        Check(offer.LoanMinAmount.Currency == currency && offer.LoanMaxAmount.Currency == currency, "currency: one for all amounts.");
        if (offer.LoanMinAmount.Currency == currency && offer.LoanMaxAmount.Currency == currency)
        {
            Check(offer.LoanMinAmount.IsPositive, "loanMinAmount: more than zero.");
            Check(offer.LoanMinAmount <= offer.LoanMaxAmount, "loanMaxAmount: not below loanMinAmount.");
            Check(offer.LoanMaxAmount <= offer.Amount, "loanMaxAmount: not above amount.");
        }
        Check(!offer.DisbursementTargets.IsDefaultOrEmpty, "disbursementTargets: at least one.");
        Check(offer.OpenLoansPerBorrowerMax is >= 1 and <= 100, "openLoansPerBorrowerMax: 1 to 100.");
        if (offer.Impact is { } impact) Check(impact.Sdg.All(goal => goal is >= 1 and <= 17), "impact.sdg: 1 to 17.");
        if (!EligibilityCriteria.TryParse(offer.EligibilityCriteria, out _, out var wrong)) faults.AddRange(wrong.Select(fault => $"eligibilityCriteria: {fault}"));
        faults.AddRange(offer.LoanTerms.Problems(currency, Math.Max(offer.LoanMinDuration, 1)).Select(problem => $"loanTerms.{problem}"));
        return faults.ToImmutable();
    }

    public static IEnumerable<string> TextFaults(string name, string description, string? profileUrl, string? bannerUrl)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > NameLengthMax) yield return $"name: 1 to {NameLengthMax} characters.";
        if (description.Length > DescriptionLengthMax) yield return $"description: at most {DescriptionLengthMax} characters.";
        if (!IsUrlOrNothing(profileUrl)) yield return "profileUrl: an absolute https address.";
        if (!IsUrlOrNothing(bannerUrl)) yield return "bannerUrl: an absolute https address.";
    }

    public static ImmutableArray<string> Faults(FundingSource source, Money projectAmount)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        void Check(bool isRight, string fault) { if (!isRight) faults.Add(fault); }
        Check(Ids.IsValid(source.Id) && source.Id.Length <= FundingIdLengthMax, $"id: 1 to {FundingIdLengthMax} letters, digits, '-' or '_'.");
        Check((source.Type == FundingType.Bank) == (source.NetworkName == FundingNetwork.Bank), "networkName: BANK goes with type BANK.");
        if (source.Type == FundingType.Bank) Check(source.TokenName == projectAmount.Currency.Code, "tokenName: the project's currency.");
        else Check(!string.IsNullOrEmpty(source.FundingAddress), "fundingAddress: needed on this network.");
        Check(source.Terms.Length <= TermsLengthMax, $"terms: at most {TermsLengthMax} characters.");
        Check(source.InterestRate >= RateE4.Zero && source.InterestRate <= LoanTerms.InterestRateMax, "interestRate: out of range.");
        Check((source.Tranche == Tranche.Senior) == (source.LeverageFactor is { Value: > 0 }), "leverageFactor: above zero for SENIOR, none for JUNIOR.");
        var isOneCurrency = source.FundingMinAmount.Currency == projectAmount.Currency && source.FundingMaxAmount.Currency == projectAmount.Currency;
        Check(isOneCurrency, "fundingMinAmount, fundingMaxAmount: in the project's currency.");
        if (!isOneCurrency) return faults.ToImmutable();
        Check(source.FundingMinAmount.IsPositive, "fundingMinAmount: more than zero.");
        Check(source.FundingMinAmount <= source.FundingMaxAmount, "fundingMaxAmount: not below fundingMinAmount.");
        Check(source.FundingMaxAmount <= projectAmount, "fundingMaxAmount: not above the project's amount.");
        return faults.ToImmutable();
    }

    /// <summary>The version that valid criteria give themselves.</summary>
    public static int CriteriaVersion(string criteria) =>
        EligibilityCriteria.TryParse(criteria, out var parsed, out var faults) ? parsed.Version : throw new UnreachableException(faults[0]);

    private static bool IsUrlOrNothing(string? url) =>
        url is null || (url.Length <= UrlLengthMax && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps);

    private const int FundingIdLengthMax = 40;
}
