using Growr.Actors.Common;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Tests.Projects.ProjectExamples;

namespace Growr.Actors.Tests.Projects;

public sealed class ProjectTests
{
    [Fact]
    public void A_valid_offer_becomes_a_draft()
    {
        var project = Draft();
        Assert.Equal((ProjectStatus.Draft, Admin, 1), (project.Status, project.CreatedBy, project.CriteriaVersion));
    }

    [Fact]
    public void A_key_is_used_for_one_project_only() => IsRefused(Draft(), Create(), Codes.Duplicate);

    [Fact]
    public void A_project_that_was_never_created_is_not_found() => IsRefused(Project.Empty(Id), Activate(), Codes.NotFound);

    public static TheoryData<string, ProjectOffer> WrongOffers => new()
    {
        { "name", Offer() with { Name = "" } },
        { "name", Offer() with { Name = new string('n', 81) } },
        { "description", Offer() with { Description = new string('d', 4_001) } },
        { "profileUrl", Offer() with { ProfileUrl = "http://plain.example" } },
        { "bannerUrl", Offer() with { BannerUrl = "no address" } },
        { "endDate", Offer() with { EndDate = Start } },
        { "amount", Offer() with { Amount = Kes(0) } },
        { "currency", Offer() with { LoanMaxAmount = new Money(2_000, Currency.Parse("USD")) } },
        { "loanMinAmount", Offer() with { LoanMinAmount = Kes(0) } },
        { "loanMaxAmount", Offer() with { LoanMaxAmount = Kes(999) } },
        { "loanMaxAmount", Offer() with { LoanMaxAmount = Kes(100_001) } },
        { "loanMinDuration", Offer() with { LoanMinDuration = 0 } },
        { "loanMaxDuration", Offer() with { LoanMaxDuration = 2 } },
        { "loanMaxDuration", Offer() with { LoanMaxDuration = 121 } },
        { "eligibilityCriteria", Offer() with { EligibilityCriteria = "{" } },
        { "loanTerms.gracePeriod", Offer() with { LoanTerms = Offer().LoanTerms with { GracePeriod = 3 } } },
        { "disbursementTargets", Offer() with { DisbursementTargets = [] } },
        { "impact.sdg", Offer() with { Impact = new ProjectImpact { Sdg = [18] } } },
        { "openLoansPerBorrowerMax", Offer() with { OpenLoansPerBorrowerMax = 0 } },
    };

    [Theory]
    [MemberData(nameof(WrongOffers))]
    public void A_wrong_offer_is_refused_with_the_field_in_the_reasons(string field, ProjectOffer offer)
    {
        var refusal = Decisions.RefusalOf(Decide(Project.Empty(Id), Create(offer)));
        Assert.Equal(Codes.Validation, refusal.Code);
        Assert.Contains(refusal.Reasons, reason => reason.StartsWith(field, StringComparison.Ordinal));
    }

    [Fact]
    public void A_project_key_leaves_room_for_the_commands_made_from_it() =>
        IsRefused(Project.Empty(Id with { Key = new string('k', Ids.KeyLengthMax + 1) }), Create(), Codes.Validation);

    [Fact]
    public void All_faults_of_an_offer_are_named_at_once() => Assert.Equal(3, Decisions.RefusalOf(
        Decide(Project.Empty(Id), Create(Offer() with { Name = "", EndDate = Start, LoanMinDuration = 0 }))).Reasons.Length);

    public static TheoryData<ProjectStatus, string> IllegalPairs => new()
    {
        { ProjectStatus.Draft, "deactivate" },
        { ProjectStatus.Draft, "open source" },
        { ProjectStatus.Activated, "activate" },
        { ProjectStatus.Activated, "change terms" },
        { ProjectStatus.Deactivated, "deactivate" },
        { ProjectStatus.Deactivated, "add funding" },
        { ProjectStatus.Deactivated, "change terms" },
        { ProjectStatus.Closed, "activate" },
        { ProjectStatus.Closed, "deactivate" },
        { ProjectStatus.Closed, "close" },
        { ProjectStatus.Closed, "update" },
        { ProjectStatus.Closed, "change terms" },
        { ProjectStatus.Closed, "add funding" },
        { ProjectStatus.Closed, "open source" },
    };

    [Theory]
    [MemberData(nameof(IllegalPairs))]
    public void An_illegal_transition_is_refused_and_nothing_changes(ProjectStatus status, string action) => IsRefused(In(status), action switch
    {
        "activate" => Activate(),
        "deactivate" => Deactivate(),
        "close" => Close(),
        "update" => new ProjectCommands.UpdateProject(Id, Next(), Admin) { Name = "New" },
        "change terms" => Modify(new ProjectParams { LoanMinAmount = Kes(2_000) }),
        "add funding" => AddFunding(Source("second")),
        "open source" => new ProjectCommands.SetFundingStatus(Id, Next(), Admin, "junior", FundingStatus.Active),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    }, Codes.IllegalState);

    [Fact]
    public void Activation_needs_a_funding_source() => IsRefused(Draft(), Activate(), Codes.Validation);

    [Fact]
    public void Activation_after_the_end_date_is_refused() => IsRefused(In(ProjectStatus.Draft), Activate(End.AddDays(1)), Codes.Validation);

    [Fact]
    public void Activation_opens_every_source_with_funding()
    {
        var project = Draft().After(AddFunding()).After(AddFunding(Source("senior", Tranche.Senior))).After(Activate()).Run();
        Assert.All(project.Sources.All, source => Assert.Equal((FundingStatus.Active, true), (source.Status, source.IsRegistered)));
    }

    [Fact]
    public void A_source_that_funding_refuses_stays_inactive_with_a_warning_in_an_activated_project()
    {
        var project = In(ProjectStatus.Draft).After(Activate()).Run(step => No(step, Codes.Validation));
        Assert.Equal((ProjectStatus.Activated, FundingStatus.Inactive), (project.Status, project.Sources.All[0].Status));
        Assert.Equal(Codes.Validation, project.Sources.All[0].Warning?.Code);
    }

    [Fact]
    public void A_deactivated_project_is_activated_again() => Assert.Equal(ProjectStatus.Activated, Deactivated().After(Activate()).Run().Status);

    [Fact]
    public void A_source_added_to_an_activated_project_is_opened_at_once() =>
        Assert.Equal(FundingStatus.Active, Activated().After(AddFunding(Source("second"))).Run().Sources.Find("second")!.Status);

    [Fact]
    public void A_source_is_closed_and_opened()
    {
        var closed = Activated().After(SetFunding(FundingStatus.Inactive)).Run();
        Assert.Equal(FundingStatus.Inactive, closed.Sources.All[0].Status);
        Assert.Equal(FundingStatus.Active, closed.After(SetFunding(FundingStatus.Active)).Run().Sources.All[0].Status);
        Decisions.IsAlreadyDone(Decide(closed, SetFunding(FundingStatus.Inactive)));
    }

    [Fact]
    public void A_source_nobody_knows_is_not_found() =>
        IsRefused(Activated(), new ProjectCommands.SetFundingStatus(Id, Next(), Admin, "other", FundingStatus.Active), Codes.NotFound);

    [Fact]
    public void A_source_id_or_address_is_used_once()
    {
        IsRefused(In(ProjectStatus.Draft), AddFunding(), Codes.Duplicate);
        var chain = Source("chain") with { Type = FundingType.Onchain, NetworkName = FundingNetwork.Bitcoin, TokenName = "BTC", FundingAddress = "bc1q", Bank = null };
        IsRefused(Draft().After(AddFunding(chain)), AddFunding(chain with { Id = "chain2" }), Codes.Duplicate);
    }

    public static TheoryData<FundingSource> WrongSources =>
    [
        Source("a b"), Source() with { NetworkName = FundingNetwork.Bitcoin }, Source() with { TokenName = "USD" },
        Source() with { Type = FundingType.Onchain, NetworkName = FundingNetwork.Bitcoin }, Source() with { LeverageFactor = FactorE4.Parse("2") },
        Source("senior", Tranche.Senior) with { LeverageFactor = null }, Source() with { FundingMinAmount = Kes(0) },
        Source() with { FundingMinAmount = Kes(90_000) }, Source() with { FundingMaxAmount = Kes(100_001) },
        Source() with { FundingMaxAmount = new Money(1, Currency.Parse("USD")) }, Source() with { Terms = new string('t', 2_001) },
    ];

    [Theory]
    [MemberData(nameof(WrongSources))]
    public void A_wrong_source_is_refused(FundingSource source) => IsRefused(Draft(), AddFunding(source), Codes.Validation);

    [Fact]
    public void In_draft_all_conditions_may_change()
    {
        var project = Draft().After(Modify(new ProjectParams { LoanMinAmount = Kes(500), Amount = Kes(50_000), EligibilityCriteria = Criteria(1) }));
        Assert.Equal((Kes(500), Kes(50_000)), (project.Offer!.LoanMinAmount, project.Offer.Amount));
    }

    [Fact]
    public void Changed_conditions_are_validated_as_a_whole() =>
        IsRefused(Draft(), Modify(new ProjectParams { Amount = Kes(10_000) }), Codes.Validation);

    [Fact]
    public void After_activation_the_amount_grows_the_end_moves_later_and_criteria_get_a_new_version()
    {
        var project = Activated().After(Modify(new ProjectParams { Amount = Kes(200_000), EndDate = End.AddDays(30), EligibilityCriteria = Criteria(2) }));
        Assert.Equal((Kes(200_000), End.AddDays(30), 2), (project.Offer!.Amount, project.Offer.EndDate, project.CriteriaVersion));
    }

    [Fact]
    public void After_activation_nothing_shrinks_and_criteria_need_a_new_version()
    {
        IsRefused(Activated(), Modify(new ProjectParams { Amount = Kes(99_999) }), Codes.IllegalState);
        IsRefused(Activated(), Modify(new ProjectParams { EndDate = End.AddDays(-1) }), Codes.IllegalState);
        IsRefused(Activated(), Modify(new ProjectParams { EligibilityCriteria = Criteria(1).Replace("ACTIVE", "ANY") }), Codes.Validation);
    }

    [Fact]
    public void Texts_change_and_are_checked()
    {
        var update = new ProjectCommands.UpdateProject(Id, Next(), Admin) { Name = "Beans", IsPublic = false };
        Assert.Equal(("Beans", false), (Activated().After(update).Offer!.Name, Activated().After(update).Offer!.IsPublic));
        IsRefused(Activated(), update with { Name = new string('n', 81) }, Codes.Validation);
    }

    [Fact]
    public void The_end_of_the_last_day_deactivates_once()
    {
        var project = Activated();
        Decisions.IsAlreadyDone(Decide(project, EndDay(End.AddDays(-1))));
        var over = project.After(EndDay(End));
        Assert.Equal(ProjectStatus.Deactivated, over.Status);
        Decisions.IsAlreadyDone(Decide(over, EndDay(End)));
    }

    [Fact]
    public void A_draft_is_closed_without_asking_anybody() => Assert.Equal(ProjectStatus.Closed, Draft().After(Close()).Status);

    [Fact]
    public void A_project_is_not_closed_while_a_source_is_being_opened() =>
        Assert.True(Decisions.RefusalOf(Draft().After(AddFunding()).After(Activate()) is var opening
            ? opening.Decide(Close(), Decisions.Meta(Close())) : null!).Retryable);

    [Fact]
    public void A_project_with_an_open_loan_is_not_closed()
    {
        IsRefused(Activated().After(Reserve()), Close(), Codes.IllegalState);
        IsRefused(Activated().After(Reserve()).After(Note(LoanStanding.Disbursed)), Close(), Codes.IllegalState);
        IsRefused(Activated().After(Reserve()).After(Note(LoanStanding.Disbursed)).After(Note(LoanStanding.Defaulted)), Close(), Codes.IllegalState);
    }

    [Fact]
    public void Closing_ends_every_source_once_the_account_is_closed()
    {
        var project = Closed();
        Assert.Equal((ProjectStatus.Closed, FundingStatus.Inactive), (project.Status, project.Sources.All[0].Status));
    }

    [Fact]
    public void A_closing_that_funding_refuses_leaves_the_project_as_it_was()
    {
        var close = Close();
        var closing = Activated().After(close);
        IsRefused(closing, Deactivate(), Codes.IllegalState);
        var ended = closing.Decide(closing.Outcome(closing.PendingStep!, No(closing.PendingStep!, Codes.IllegalState))!, Decisions.Meta(close));
        var failed = Assert.IsType<ProjectEvents.ClosingFailed>(Assert.Single(Decisions.EventsOf(ended)));
        Assert.Equal(new CommandVerdict(close.CommandId, failed.Refusal), failed.Verdict);
        Assert.Equal(ProjectStatus.Activated, closing.Apply(failed).Status);
    }

    [Fact]
    public void A_step_that_may_be_tried_again_has_no_outcome() => Assert.Null(Activated().After(Close()) is var closing
        ? closing.Outcome(closing.PendingStep!, new Replies.Refused(Next(), new Refusal(Codes.Timeout, "") { Retryable = true }))
        : null);

    internal static void IsRefused(Project project, IProjectCommand command, string code) =>
        Assert.Equal(code, Decisions.RefusalOf(Decide(project, command)).Code);

    internal static Decision<IProjectEvent> Decide(Project project, IProjectCommand command) => project.Decide(command, Decisions.Meta(command));

    private static ProjectCommands.SetFundingStatus SetFunding(FundingStatus status) => new(Id, Next(), Admin, "junior", status);

    private static ProjectCommands.EndDay EndDay(DateOnly on) => new(Id, Next(), ActorId.System, on);

    private static Replies.Refused No(ProcessStep step, string code) => new(new CommandId(step.Id), new Refusal(code, "No."));
}
