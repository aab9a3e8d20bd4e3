using System.Collections.Immutable;
using System.Diagnostics;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Projects.ProjectCommands;
using static Growr.Actors.Projects.ProjectEvents;

namespace Growr.Actors.Projects;

/// <summary>
/// A published loan offer: its conditions, its ways to capital, and which loans use it up. The API and Lending talk to it; it
/// talks to Funding when a source opens or the project closes. All of it is rebuilt from its events.
/// </summary>
public sealed record Project(EntityId Id) : IAggregate<Project, IProjectCommand, IProjectEvent>
{
    public ProjectOffer? Offer { get; init; }
    public ProjectStatus Status { get; init; }
    public ActorId CreatedBy { get; init; }
    public int CriteriaVersion { get; init; }
    public ProjectSources Sources { get; init; } = ProjectSources.None;
    public ProjectLoans Loans { get; init; } = null!;
    public ClosingBegun? Closing { get; init; }
    public long Version { get; init; }

    private ImmutableDictionary<int, string> CriteriaByVersion { get; init; } = ImmutableDictionary<int, string>.Empty;

    private ProjectKey Key => new(Id.Key);

    public static Project Empty(EntityId id) => new(id);

    public Decision<IProjectEvent> Decide(IProjectCommand command, EventMeta meta) => command switch
    {
        CreateProject create => Offer is null ? Create(create, meta) : Refuse(Codes.Duplicate, "This project key is taken."),
        _ when Offer is null => Refuse(Codes.NotFound, "No such project."),
        SettleFundingStep settle => SettleFunding(settle, meta),
        SettleClosing settle => SettleClosed(settle, meta),
        ReserveLoan reserve => Reserve(reserve, meta),
        ReleaseLoan release => Release(release, meta),
        NoteLoanStanding note => Note(note, meta),
        EndDay day => Status == ProjectStatus.Activated && day.On >= Offer.EndDate && Closing is null
            ? Accept<IProjectEvent>(new ProjectDeactivated(meta, Key, "The end date has passed."))
            : AlreadyDone<IProjectEvent>(),
        _ when Status == ProjectStatus.Closed => Refuse(Codes.IllegalState, "The project is CLOSED."),
        _ when Closing is not null => Refuse(Codes.IllegalState, "The project is being closed."),
        UpdateProject update => Update(update, Offer, meta),
        ModifyProjectParams modify => Modify(modify, Offer, meta),
        AddProjectFunding add => AddFunding(add, Offer, meta),
        SetFundingStatus set => SetFunding(set, meta),
        ActivateProject activate => Activate(activate, Offer, meta),
        DeactivateProject deactivate => Status == ProjectStatus.Activated
            ? Accept<IProjectEvent>(new ProjectDeactivated(meta, Key, deactivate.Reason))
            : IllegalIn("deactivated"),
        CloseProject close => Close(close, meta),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    public Project Apply(IProjectEvent @event) => Applied(@event) with { Version = Version + 1 };

    public ProcessStep? PendingStep => Sources.PendingStep(this) ?? (Closing is null
        ? null
        : new ProcessStep("close the funding account",
            new FundingCommands.CloseAccount(Account, new CommandId($"{Id.Key}:close:{Sources.Steps}"), ActorId.System, Closing.AcceptLoss)));

    public IProjectCommand? Outcome(ProcessStep step, object reply)
    {
        if (reply is Replies.Refused { Refusal.Retryable: true } || reply is not CommandReply) return null;
        var refusal = (reply as Replies.Refused)?.Refusal;
        var settled = new CommandId($"{step.Id}:settled");
        return step.Message is FundingCommands.CloseAccount
            ? new SettleClosing(Id, settled, ActorId.System, refusal)
            : new SettleFundingStep(Id, settled, ActorId.System, Sources.Pending[0].FundingId, refusal);
    }

    public CommandReply Reply(IProjectCommand command, Replies.Done done)
    {
        if (command is not ReserveLoan { LoanKey: var key }) return done;
        var loan = Loans.Find(key);
        var version = loan?.CriteriaVersion ?? CriteriaVersion;
        return new ProjectReplies.LoanReserved(
            done.CommandId, key, loan?.Terms ?? Offer!.LoanTerms, version, CriteriaByVersion[version], Offer!.ApprovalMode);
    }

    public IWire Answer(IEntityQuery query) => query switch
    {
        ProjectQueries.GetProject when Offer is null => new Replies.Absent(Id),
        ProjectQueries.GetProject => new ProjectView(Key, Status, CreatedBy, Offer, CriteriaVersion, Sources.View(), Loans.Used,
            Loans.OpenCount, Version),
        _ => new Replies.NotUnderstood(Id, query.GetType().Name),
    };

    internal EntityId Account => new(Id.Tenant, EntityKinds.Funding, Id.Key);

    private Decision<IProjectEvent> Create(CreateProject create, EventMeta meta) => Id.Key.Length > Ids.KeyLengthMax
        ? Invalid([$"projectKey: at most {Ids.KeyLengthMax} characters."])
        : ProjectValidation.Faults(create.Offer) is { IsEmpty: false } faults
        ? Invalid(faults)
        : Accept<IProjectEvent>(new ProjectCreated(meta, Key, create.Offer));

    private Decision<IProjectEvent> Update(UpdateProject update, ProjectOffer offer, EventMeta meta)
    {
        var updated = new ProjectUpdated(meta, Key, update.Name ?? offer.Name, update.Description ?? offer.Description,
            update.ProfileUrl ?? offer.ProfileUrl, update.BannerUrl ?? offer.BannerUrl, update.IsPublic ?? offer.IsPublic);
        var faults = ProjectValidation.TextFaults(updated.Name, updated.Description, updated.ProfileUrl, updated.BannerUrl).ToImmutableArray();
        return faults.IsEmpty ? Accept<IProjectEvent>(updated) : Invalid(faults);
    }

    private Decision<IProjectEvent> Modify(ModifyProjectParams modify, ProjectOffer offer, EventMeta meta)
    {
        var changed = modify.Params.AppliedTo(offer);
        if (Status != ProjectStatus.Draft && modify.Params.FaultAfterActivation(offer) is { } fault) return Refuse(Codes.IllegalState, fault);
        if (ProjectValidation.Faults(changed) is { IsEmpty: false } faults) return Invalid(faults);
        var version = ProjectValidation.CriteriaVersion(changed.EligibilityCriteria);
        if (changed.EligibilityCriteria != offer.EligibilityCriteria && CriteriaByVersion.ContainsKey(version) && Status != ProjectStatus.Draft)
            return Invalid(["eligibilityCriteria.version: new criteria need a new version."]);
        return Accept<IProjectEvent>(new ProjectParamsModified(meta, Key, modify.Params, version));
    }

    private Decision<IProjectEvent> AddFunding(AddProjectFunding add, ProjectOffer offer, EventMeta meta)
    {
        if (Status == ProjectStatus.Deactivated) return IllegalIn("given new funding sources");
        if (ProjectValidation.Faults(add.Source, offer.Amount) is { IsEmpty: false } faults) return Invalid(faults);
        if (Sources.All.Count >= ProjectValidation.FundingSourcesMax) return Refuse(Codes.LimitExceeded, "No more funding sources.");
        if (Sources.Clashes(add.Source)) return Refuse(Codes.Duplicate, "This project has a source with that id or address.");
        var added = new FundingAdded(meta, Key, add.Source);
        return Status == ProjectStatus.Activated
            ? Accept<IProjectEvent>(added, new FundingChangeBegun(meta, Key, add.Source.Id, FundingStatus.Active))
            : Accept<IProjectEvent>(added);
    }

    private Decision<IProjectEvent> SetFunding(SetFundingStatus set, EventMeta meta)
    {
        if (Sources.Find(set.FundingId) is not { } source) return Refuse(Codes.NotFound, "No such funding source.");
        if (Status == ProjectStatus.Draft && set.Status == FundingStatus.Active) return IllegalIn("funded");
        return source.Status == set.Status
            ? AlreadyDone<IProjectEvent>()
            : Accept<IProjectEvent>(new FundingChangeBegun(meta, Key, set.FundingId, set.Status));
    }

    private Decision<IProjectEvent> Activate(ActivateProject activate, ProjectOffer offer, EventMeta meta)
    {
        if (Status is not (ProjectStatus.Draft or ProjectStatus.Deactivated)) return IllegalIn("activated");
        var faults = ProjectValidation.Faults(offer);
        if (Sources.All.IsEmpty) faults = faults.Add("funding: at least one source.");
        if (activate.On > offer.EndDate) faults = faults.Add("endDate: has passed.");
        if (!faults.IsEmpty) return Invalid(faults);
        var openings = Sources.NotRegistered.Select(id => new FundingChangeBegun(meta, Key, id, FundingStatus.Active));
        return Accept<IProjectEvent>([new ProjectActivated(meta, Key), .. openings]);
    }

    private Decision<IProjectEvent> Close(CloseProject close, EventMeta meta)
    {
        if (!Sources.Pending.IsEmpty) return Refuse(Codes.IllegalState, "A funding source is being opened or shut; ask again.") with { Retryable = true };
        if (Loans.OpenCount > 0) return Refuse(Codes.IllegalState, $"{Loans.OpenCount} loan(s) are open.");
        return Sources.HaveAccount
            ? Accept<IProjectEvent>(new ClosingBegun(meta, Key, close.Reason, close.AcceptLoss))
            : Accept<IProjectEvent>(new ProjectClosed(meta, Key, close.Reason));
    }

    private Decision<IProjectEvent> SettleFunding(SettleFundingStep settle, EventMeta meta)
    {
        if (Sources.Pending.IsEmpty || Sources.Pending[0].FundingId != settle.FundingId) return AlreadyDone<IProjectEvent>();
        return settle.Refusal is { } refusal
            ? Accept<IProjectEvent>(new FundingChangeFailed(meta, Key, settle.FundingId, refusal))
            : Accept<IProjectEvent>(new FundingStatusChanged(meta, Key, settle.FundingId, Sources.Pending[0].Status));
    }

    private Decision<IProjectEvent> SettleClosed(SettleClosing settle, EventMeta meta)
    {
        if (Closing is null) return AlreadyDone<IProjectEvent>();
        return settle.Refusal is { } refusal
            ? Accept<IProjectEvent>(new ClosingFailed(meta, Key, Closing.Meta.CommandId, refusal))
            : Accept<IProjectEvent>(new ProjectClosed(meta, Key, Closing.Reason));
    }

    private Decision<IProjectEvent> Reserve(ReserveLoan reserve, EventMeta meta)
    {
        switch (Loans.Find(reserve.LoanKey))
        {
            case { Standing: LoanStanding.Released }: return Refuse(Codes.IllegalState, "This loan was released.");
            case { } held when held.Amount == reserve.Amount && held.Duration == reserve.Duration && held.SubjectDid == reserve.SubjectDid:
                return AlreadyDone<IProjectEvent>();
            case not null: return Refuse(Codes.Conflict, "This loan is reserved with other content.");
        }
        if (LoanChecks.Fault(this, reserve) is { } fault) return fault;
        return reserve.DryRun
            ? AlreadyDone<IProjectEvent>()
            : Accept<IProjectEvent>(new LoanReserved(
                meta, Key, reserve.LoanKey, reserve.Amount, reserve.Duration, reserve.SubjectDid, Offer!.LoanTerms, CriteriaVersion));
    }

    private Decision<IProjectEvent> Release(ReleaseLoan release, EventMeta meta) => Loans.Find(release.LoanKey)?.Standing switch
    {
        LoanStanding.Released => AlreadyDone<IProjectEvent>(),
        null or LoanStanding.Reserved => Accept<IProjectEvent>(new LoanReleased(meta, Key, release.LoanKey)),
        var standing => Refuse(Codes.IllegalState, $"The loan is {standing}; it cannot be released."),
    };

    private Decision<IProjectEvent> Note(NoteLoanStanding note, EventMeta meta) => Loans.Find(note.LoanKey)?.Standing switch
    {
        null => Refuse(Codes.NotFound, "No such loan in this project."),
        var standing when standing == note.Standing => AlreadyDone<IProjectEvent>(),
        var standing when Status == ProjectStatus.Closed || !ProjectLoans.MayGo(standing.Value, note.Standing) =>
            Refuse(Codes.IllegalState, $"A loan does not go from {standing} to {note.Standing}."),
        _ => Accept<IProjectEvent>(note.Standing == LoanStanding.Released
            ? new LoanReleased(meta, Key, note.LoanKey)
            : new LoanStandingChanged(meta, Key, note.LoanKey, note.Standing)),
    };

    private Project Applied(IProjectEvent @event) => @event switch
    {
        ProjectCreated e => WithCriteria(this with { Offer = e.Offer, CreatedBy = e.Meta.By, Loans = ProjectLoans.None(e.Offer.Amount.Currency) }),
        ProjectUpdated e => this with
        {
            Offer = Offer! with { Name = e.Name, Description = e.Description, ProfileUrl = e.ProfileUrl, BannerUrl = e.BannerUrl, IsPublic = e.IsPublic },
        },
        ProjectParamsModified e => WithCriteria(this with { Offer = e.Params.AppliedTo(Offer!) }),
        FundingAdded e => this with { Sources = Sources.Add(e.Source) },
        FundingChangeBegun e => this with { Sources = Sources.Begin(e.FundingId, e.Status) },
        FundingStatusChanged => this with { Sources = Sources.Finish(warning: null) },
        FundingChangeFailed e => this with { Sources = Sources.Finish(e.Refusal) },
        ProjectActivated => this with { Status = ProjectStatus.Activated },
        ProjectDeactivated => this with { Status = ProjectStatus.Deactivated },
        ClosingBegun e => this with { Closing = e, Sources = Sources.CountStep() },
        ClosingFailed => this with { Closing = null },
        ProjectClosed => this with { Status = ProjectStatus.Closed, Closing = null, Sources = Sources.Shut() },
        LoanReserved e => this with
        {
            Loans = Loans.Add(e.LoanKey, new(LoanStanding.Reserved, e.Amount, e.Duration, e.SubjectDid, e.Terms, e.CriteriaVersion)),
        },
        LoanReleased e => this with { Loans = Loans.Release(e.LoanKey) },
        LoanStandingChanged e => this with { Loans = Loans.Move(e.LoanKey, e.Standing) },
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    private static Project WithCriteria(Project project)
    {
        var version = ProjectValidation.CriteriaVersion(project.Offer!.EligibilityCriteria);
        return project with
        {
            CriteriaVersion = version,
            CriteriaByVersion = project.CriteriaByVersion.SetItem(version, project.Offer.EligibilityCriteria),
        };
    }

    private Refusal IllegalIn(string done) => Refuse(Codes.IllegalState, $"A project that is {Status} cannot be {done}.");

    private static Refusal Invalid(ImmutableArray<string> faults) => Refuse(Codes.Validation, "Mend what the reasons name.", [.. faults]);
}
