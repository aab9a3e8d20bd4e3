using CsCheck;
using Growr.Actors.Common;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Tests.Projects.ProjectExamples;
using static Growr.Actors.Tests.Projects.ProjectTests;

namespace Growr.Actors.Tests.Projects;

public sealed class ProjectLoanTests
{
    [Fact]
    public void A_loan_within_the_limits_is_reserved_on_the_projects_terms()
    {
        var (project, reserve) = (Activated(), Reserve());
        var reply = (ProjectReplies.LoanReserved)project.After(reserve).Reply(reserve, new Replies.Done(reserve.CommandId, 1));
        Assert.Equal((project.Offer!.LoanTerms, 1, Criteria(1)), (reply.Terms, reply.CriteriaVersion, reply.EligibilityCriteria));
    }

    [Fact]
    public void Reserving_the_same_loan_again_changes_nothing_and_keeps_its_terms()
    {
        var reserve = Reserve();
        var project = Activated().After(reserve).After(Modify(new ProjectParams { EligibilityCriteria = Criteria(2) }));
        Decisions.IsAlreadyDone(Decide(project, reserve with { CommandId = Next() }));
        Assert.Equal(1, ((ProjectReplies.LoanReserved)project.Reply(reserve, new Replies.Done(reserve.CommandId, 1))).CriteriaVersion);
    }

    [Fact]
    public void The_same_loan_with_other_content_is_a_conflict() =>
        IsRefused(Activated().After(Reserve()), Reserve(amount: Kes(6_000)), Codes.Conflict);

    [Fact]
    public void A_dry_run_checks_everything_and_holds_nothing()
    {
        Decisions.IsAlreadyDone(Decide(Activated(), Reserve() with { DryRun = true }));
        IsRefused(Activated(), Reserve(amount: Kes(50)) with { DryRun = true }, Codes.LimitExceeded);
    }

    [Fact]
    public void Loans_are_given_only_while_the_project_is_active_and_within_its_dates()
    {
        foreach (var status in new[] { ProjectStatus.Draft, ProjectStatus.Deactivated, ProjectStatus.Closed })
            IsRefused(In(status), Reserve(), Codes.ProjectClosedForLoans);
        IsRefused(Activated(), Reserve() with { On = Start.AddDays(-1) }, Codes.ProjectClosedForLoans);
        IsRefused(Activated(), Reserve() with { On = End.AddDays(1) }, Codes.ProjectClosedForLoans);
        IsRefused(Activated().After(Close()), Reserve(), Codes.ProjectClosedForLoans);
        Assert.Single(Decisions.EventsOf(Decide(Activated(), Reserve() with { On = End })));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5_000)]
    public void An_amount_of_nothing_is_invalid(long shillings) => IsRefused(Activated(), Reserve(amount: Kes(shillings)), Codes.Validation);

    [Fact]
    public void An_amount_in_another_currency_is_invalid() =>
        IsRefused(Activated(), Reserve(amount: new Money(500_000, Currency.Parse("USD"))), Codes.Validation);

    [Fact]
    public void Amount_and_duration_beyond_the_limits_are_refused_together()
    {
        var refusal = Decisions.RefusalOf(Decide(Activated(), Reserve(amount: Kes(20_001), duration: 13)));
        Assert.Equal((Codes.LimitExceeded, 2), (refusal.Code, refusal.Reasons.Length));
        IsRefused(Activated(), Reserve(amount: Kes(999)), Codes.LimitExceeded);
        IsRefused(Activated(), Reserve(duration: 2), Codes.LimitExceeded);
    }

    [Fact]
    public void A_project_that_is_used_up_gives_no_more_until_a_loan_is_released()
    {
        var full = Enumerable.Range(1, 5).Aggregate(Activated(), (project, n) => project.After(Reserve($"l{n}", Kes(20_000), $"did:key:{n}")));
        IsRefused(full, Reserve("l6", Kes(1_000), "did:key:6"), Codes.LimitExceeded);
        Assert.Equal(Kes(81_000), full.After(Release("l5")).After(Reserve("l6", Kes(1_000), "did:key:6")).Loans.Used);
    }

    [Fact]
    public void A_borrower_has_one_open_application_and_one_running_loan()
    {
        var applied = Activated().After(Reserve());
        IsRefused(applied, Reserve("l2"), Codes.NotEligible);
        var running = applied.After(Note(LoanStanding.Disbursed));
        IsRefused(running, Reserve("l2"), Codes.NotEligible);
        IsRefused(running.After(Note(LoanStanding.Defaulted)), Reserve("l2"), Codes.NotEligible);
        Assert.Equal(2, running.After(Note(LoanStanding.Ended)).After(Reserve("l2")).Loans.ByKey.Count);
    }

    [Fact]
    public void A_released_loan_is_never_reserved_even_if_the_release_came_first()
    {
        var project = Activated().After(Release());
        IsRefused(project, Reserve(), Codes.IllegalState);
        Decisions.IsAlreadyDone(Decide(project, Release()));
    }

    [Fact]
    public void A_paid_out_loan_is_not_released() =>
        IsRefused(Activated().After(Reserve()).After(Note(LoanStanding.Disbursed)), Release(), Codes.IllegalState);

    [Fact]
    public void Standings_move_only_along_the_loans_own_transitions()
    {
        var legal = new HashSet<(LoanStanding, LoanStanding)>
        {
            (LoanStanding.Reserved, LoanStanding.Disbursed), (LoanStanding.Reserved, LoanStanding.Released),
            (LoanStanding.Disbursed, LoanStanding.Reserved), (LoanStanding.Disbursed, LoanStanding.Defaulted),
            (LoanStanding.Disbursed, LoanStanding.Ended), (LoanStanding.Defaulted, LoanStanding.Disbursed),
            (LoanStanding.Defaulted, LoanStanding.Ended), (LoanStanding.Ended, LoanStanding.Disbursed),
        };
        foreach (var from in Enum.GetValues<LoanStanding>())
            foreach (var to in Enum.GetValues<LoanStanding>().Where(to => to != from))
                if (legal.Contains((from, to))) Assert.Single(Decisions.EventsOf(Decide(Standing(from), Note(to))));
                else IsRefused(Standing(from), Note(to), Codes.IllegalState);
        IsRefused(Activated(), Note(LoanStanding.Disbursed), Codes.NotFound);
        Decisions.IsAlreadyDone(Decide(Standing(LoanStanding.Ended), Note(LoanStanding.Ended)));
    }

    [Fact]
    public void Loans_never_use_up_more_than_the_project_has() => Gen.Select(Gen.Int[0, 2], Gen.Int[1, 8], Gen.Int[500, 25_000], Gen.Enum<LoanStanding>())
        .Array[1, 60].Sample(moves =>
        {
            var project = Activated();
            foreach (var (kind, loan, shillings, standing) in moves)
            {
                IProjectCommand command = kind switch
                {
                    0 => Reserve($"l{loan}", Kes(shillings), $"did:key:{loan}"),
                    1 => Release($"l{loan}"),
                    _ => Note(standing, $"l{loan}"),
                };
                var before = project;
                if (Decide(project, command) is Decision<IProjectEvent>.Accepted yes) project = yes.Events.Aggregate(project, (p, e) => p.Apply(e));
                else Assert.Same(before, project);
                var sum = project.Loans.ByKey.Values.Where(entry => entry.Standing != LoanStanding.Released)
                    .Aggregate(Kes(0), (total, entry) => total + entry.Amount!.Value);
                Assert.Equal(sum, project.Loans.Used);
                Assert.True(sum <= project.Offer!.Amount);
            }
        }, iter: 200);

    private static Project Standing(LoanStanding standing)
    {
        var reserved = Activated().After(Reserve());
        return standing switch
        {
            LoanStanding.Reserved => reserved,
            LoanStanding.Released => reserved.After(Release()),
            LoanStanding.Disbursed => reserved.After(Note(LoanStanding.Disbursed)),
            _ => reserved.After(Note(LoanStanding.Disbursed)).After(Note(standing)),
        };
    }
}
