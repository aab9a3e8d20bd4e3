using System.Collections.Immutable;
using Growr.Actors.Common;

namespace Growr.Actors.Projects;

/// <summary>The checks of a loan application that a project can make: 1, 12, 13 (amount) and 14 of the eligibility list.</summary>
internal static class LoanChecks
{
    /// <summary>Null when the loan may go on. Check 1 stops; of the others all failures are collected, each with its own code.</summary>
    public static Refusal? Fault(Project project, ProjectCommands.ReserveLoan loan)
    {
        var offer = project.Offer!;
        if (project.Status != ProjectStatus.Activated || project.Closing is not null || loan.On < offer.StartDate || loan.On > offer.EndDate)
            return new Refusal(Codes.ProjectClosedForLoans, $"Loans are given from {offer.StartDate:yyyy-MM-dd} to {offer.EndDate:yyyy-MM-dd} while the project is ACTIVATED.");
        if (loan.Amount.Currency != offer.Amount.Currency || !loan.Amount.IsPositive || loan.Amount.MinorUnits % offer.LoanTerms.CurrencyMultiple != 0)
            return new Refusal(Codes.Validation, $"The amount is positive, in {offer.Amount.Currency}, and a multiple of what circulates.") { Field = "amount" };
        var faults = Collect(project, offer, loan).ToImmutableArray();
        if (faults.IsEmpty) return null;
        return new Refusal(faults[0].Code, "The project does not allow this loan.")
        {
            Reasons = [.. faults.Select(fault => $"{fault.Code}: {fault.Text}")],
        };
    }

    private static IEnumerable<(string Code, string Text)> Collect(Project project, ProjectOffer offer, ProjectCommands.ReserveLoan loan)
    {
        if (loan.Amount < offer.LoanMinAmount) yield return (Codes.LimitExceeded, $"amount below {offer.LoanMinAmount}.");
        if (loan.Amount > offer.LoanMaxAmount) yield return (Codes.LimitExceeded, $"amount above {offer.LoanMaxAmount}.");
        if (loan.Duration < offer.LoanMinDuration || loan.Duration > offer.LoanMaxDuration)
            yield return (Codes.LimitExceeded, $"duration outside {offer.LoanMinDuration} to {offer.LoanMaxDuration} periods.");
        if (loan.Amount > offer.Amount - project.Loans.Used)
            yield return (Codes.LimitExceeded, $"only {offer.Amount - project.Loans.Used} of the project's amount is left.");
        if (project.Loans.BorrowerFault(loan.SubjectDid, offer.OpenLoansPerBorrowerMax) is { } fault) yield return (Codes.NotEligible, fault);
    }
}
