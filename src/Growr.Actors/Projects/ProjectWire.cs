using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Projects;

[JsonSerializable(typeof(ProjectCommands.CreateProject))]
[JsonSerializable(typeof(ProjectCommands.UpdateProject))]
[JsonSerializable(typeof(ProjectCommands.ModifyProjectParams))]
[JsonSerializable(typeof(ProjectCommands.AddProjectFunding))]
[JsonSerializable(typeof(ProjectCommands.SetFundingStatus))]
[JsonSerializable(typeof(ProjectCommands.ActivateProject))]
[JsonSerializable(typeof(ProjectCommands.DeactivateProject))]
[JsonSerializable(typeof(ProjectCommands.CloseProject))]
[JsonSerializable(typeof(ProjectCommands.EndDay))]
[JsonSerializable(typeof(ProjectCommands.ReserveLoan))]
[JsonSerializable(typeof(ProjectCommands.ReleaseLoan))]
[JsonSerializable(typeof(ProjectCommands.NoteLoanStanding))]
[JsonSerializable(typeof(ProjectCommands.SettleFundingStep))]
[JsonSerializable(typeof(ProjectCommands.SettleClosing))]
[JsonSerializable(typeof(ProjectEvents.ProjectCreated))]
[JsonSerializable(typeof(ProjectEvents.ProjectUpdated))]
[JsonSerializable(typeof(ProjectEvents.ProjectParamsModified))]
[JsonSerializable(typeof(ProjectEvents.FundingAdded))]
[JsonSerializable(typeof(ProjectEvents.FundingStatusChanged))]
[JsonSerializable(typeof(ProjectEvents.FundingChangeBegun))]
[JsonSerializable(typeof(ProjectEvents.FundingChangeFailed))]
[JsonSerializable(typeof(ProjectEvents.ProjectActivated))]
[JsonSerializable(typeof(ProjectEvents.ProjectDeactivated))]
[JsonSerializable(typeof(ProjectEvents.ClosingBegun))]
[JsonSerializable(typeof(ProjectEvents.ClosingFailed))]
[JsonSerializable(typeof(ProjectEvents.ProjectClosed))]
[JsonSerializable(typeof(ProjectEvents.LoanReserved), TypeInfoPropertyName = "LoanReservedEvent")]
[JsonSerializable(typeof(ProjectEvents.LoanReleased))]
[JsonSerializable(typeof(ProjectEvents.LoanStandingChanged))]
[JsonSerializable(typeof(ProjectReplies.LoanReserved), TypeInfoPropertyName = "LoanReservedReply")]
[JsonSerializable(typeof(ProjectQueries.GetProject))]
[JsonSerializable(typeof(ProjectView))]
internal sealed partial class ProjectJson : JsonSerializerContext;

/// <summary>What the room says, by its names on the wire and in the journal.</summary>
public static class ProjectWire
{
    private static readonly ProjectJson Json = new(WireTypes.JsonOptions());

    public static IEnumerable<WireType> Types =>
    [
        new("projects.create", Json.CreateProject),
        new("projects.update", Json.UpdateProject),
        new("projects.modify-params", Json.ModifyProjectParams),
        new("projects.add-funding", Json.AddProjectFunding),
        new("projects.set-funding-status", Json.SetFundingStatus),
        new("projects.activate", Json.ActivateProject),
        new("projects.deactivate", Json.DeactivateProject),
        new("projects.close", Json.CloseProject),
        new("projects.end-day", Json.EndDay),
        new("projects.reserve-loan", Json.ReserveLoan),
        new("projects.release-loan", Json.ReleaseLoan),
        new("projects.note-loan-standing", Json.NoteLoanStanding),
        new("projects.settle-funding-step", Json.SettleFundingStep),
        new("projects.settle-closing", Json.SettleClosing),
        new("projects.created", Json.ProjectCreated),
        new("projects.updated", Json.ProjectUpdated),
        new("projects.params-modified", Json.ProjectParamsModified),
        new("projects.funding-added", Json.FundingAdded),
        new("projects.funding-status-changed", Json.FundingStatusChanged),
        new("projects.funding-change-begun", Json.FundingChangeBegun),
        new("projects.funding-change-failed", Json.FundingChangeFailed),
        new("projects.activated", Json.ProjectActivated),
        new("projects.deactivated", Json.ProjectDeactivated),
        new("projects.closing-begun", Json.ClosingBegun),
        new("projects.closing-failed", Json.ClosingFailed),
        new("projects.closed", Json.ProjectClosed),
        new("projects.loan-reserved", Json.LoanReservedEvent),
        new("projects.loan-released", Json.LoanReleased),
        new("projects.loan-standing-changed", Json.LoanStandingChanged),
        new("projects.loan-terms", Json.LoanReservedReply),
        new("projects.get", Json.GetProject),
        new("projects.view", Json.ProjectView),
    ];
}
