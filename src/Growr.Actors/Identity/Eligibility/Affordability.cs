using System.Text.Json;
using Growr.Actors.Common;
using Growr.Actors.Identity.Rules;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>Check 15: an instalment against the net income a financial-data credential proves.</summary>
internal static class Affordability
{
    /// <summary>Why the loan is not affordable, or null. What is not proven is not affordable.</summary>
    public static string? FailureOf(AffordabilityTerms terms, JsonElement data, LoanFacts loan)
    {
        var proven = data.Member(terms.CredentialId) ?? default;
        if (proven.Text("currency") is not { } currency || !TryAmount(proven.Text("avg_monthly_inflow"), out var inflow)
            || !TryAmount(proven.Text("avg_monthly_outflow"), out var outflow) || !TryAmount(terms.MaxShare, out var share)
            || !TryAmount(loan.Instalment.ToDecimalString(), out var instalment)) return "IncomeNotProven";
        if (currency != loan.Instalment.Currency.Code) return "IncomeInOtherCurrency";
        return instalment <= share * (inflow - outflow) ? null : "InstalmentTooHigh";
    }

    private static bool TryAmount(string? text, out ExactDecimal value)
    {
        value = default;
        return text is not null && ExactDecimal.TryParse(text, out value);
    }
}
