using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Projects;

namespace Growr.Actors.Books;

/// <summary>Every project of the tenant with all it says, as it stands.</summary>
public sealed class ProjectBook : IBook
{
    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        if (entry.Event is not IProjectEvent { ProjectKey: var key } || !ChangesRecord(entry.Event)) yield break;
        yield return new BookRow(BookKeys.Project(key), Record(entry));
    }

    /// <summary>The record of product definition 4.5.</summary>
    internal static JsonObject Record(JournalEntry entry)
    {
        var view = View(entry);
        var record = Rows.Of(view.Offer);
        record["eligibilityCriteria"] = JsonNode.Parse(view.Offer.EligibilityCriteria);
        return record.With(new JsonObject
        {
            ["key"] = view.Key.Value,
            ["status"] = Rows.Value(view.Status),
            ["organizationId"] = entry.EntityId.Tenant.Value,
            ["userId"] = view.CreatedBy.Value,
            ["currency"] = view.Offer.Amount.Currency.Code,
            ["loanType"] = Rows.Value(view.Offer.LoanTerms.Type),
            ["repaymentModel"] = Rows.Value(view.Offer.LoanTerms.RepaymentModel),
            ["riskDepositRate"] = Rows.Value(view.Offer.LoanTerms.RiskDepositRate),
            ["criteriaVersion"] = view.CriteriaVersion,
            ["funding"] = new JsonArray([.. view.Funding.Select(source => Rows.Of(source.Source).With(new JsonObject
            {
                ["status"] = Rows.Value(source.Status),
            }))]),
            ["v"] = 1,
        });
    }

    internal static ProjectView View(JournalEntry entry) =>
        (ProjectView)((Projects.Project)entry.State).Answer(new ProjectQueries.GetProject(entry.EntityId));

    /// <summary>False for what a project notes about its loans, and for steps towards Funding that may still come to nothing.</summary>
    internal static bool ChangesRecord(IDomainEvent @event) => @event is not (
        ProjectEvents.LoanReserved or ProjectEvents.LoanReleased or ProjectEvents.LoanStandingChanged or
        ProjectEvents.FundingChangeBegun or ProjectEvents.FundingChangeFailed or ProjectEvents.ClosingBegun or ProjectEvents.ClosingFailed);
}
