using System.Collections.Immutable;
using Growr.Actors.Common;
using Growr.Actors.Funding;

namespace Growr.Actors.Projects;

/// <summary>A project's ways to capital, and what Funding has still to be told about them, one step at a time.</summary>
public sealed record ProjectSources(ImmutableList<ProjectSources.Source> All, ImmutableList<ProjectSources.Change> Pending, int Steps)
{
    public static readonly ProjectSources None = new([], [], 0);

    /// <param name="Terms">What was agreed.</param>
    /// <param name="Status">As Funding has it.</param>
    /// <param name="IsRegistered">Whether Funding knows it.</param>
    /// <param name="Warning">Why the last change failed.</param>
    public sealed record Source(FundingSource Terms, FundingStatus Status, bool IsRegistered, Refusal? Warning);

    /// <param name="FundingId">Which source.</param>
    /// <param name="Status">What it is to be.</param>
    /// <param name="Step">Number of the step, never used again.</param>
    public sealed record Change(string FundingId, FundingStatus Status, int Step);

    public bool HaveAccount => All.Any(source => source.IsRegistered);

    public IEnumerable<string> NotRegistered => All.Where(source => !source.IsRegistered).Select(source => source.Terms.Id);

    public Source? Find(string id) => All.Find(source => source.Terms.Id == id);

    public bool Clashes(FundingSource source) => All.Any(other =>
        other.Terms.Id == source.Id || (source.FundingAddress is not null && other.Terms.FundingAddress == source.FundingAddress));

    public ProjectSources Add(FundingSource terms) => this with { All = All.Add(new Source(terms, FundingStatus.Inactive, false, null)) };

    public ProjectSources Begin(string id, FundingStatus status) =>
        this with { Pending = Pending.Add(new Change(id, status, Steps + 1)), Steps = Steps + 1 };

    public ProjectSources CountStep() => this with { Steps = Steps + 1 };

    public ProjectSources Finish(Refusal? warning)
    {
        var source = Find(Pending[0].FundingId)!;
        var settled = warning is null
            ? source with { Status = Pending[0].Status, IsRegistered = true, Warning = null }
            : source with { Warning = warning };
        return this with { All = All.Replace(source, settled), Pending = Pending.RemoveAt(0) };
    }

    public ProjectSources Shut() => this with { All = [.. All.Select(source => source with { Status = FundingStatus.Inactive })] };

    public ImmutableArray<FundingSourceView> View() =>
        [.. All.Select(source => new FundingSourceView(source.Terms, source.Status, source.Warning))];

    internal ProcessStep? PendingStep(Project project)
    {
        if (Pending.IsEmpty) return null;
        var (change, source) = (Pending[0], Find(Pending[0].FundingId)!);
        var id = new CommandId($"{project.Id.Key}:source:{change.Step}");
        return new ProcessStep("tell Funding about a source", source.IsRegistered
            ? new FundingCommands.SetSourceStatus(project.Account, id, ActorId.System, change.FundingId, change.Status)
            : new FundingCommands.RegisterFundingSource(
                project.Account, id, ActorId.System, source.Terms, project.Offer!.Amount.Currency));
    }
}
