using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using static Growr.Actors.Tests.Funding.FundingExamples;
using static Growr.Actors.Tests.Payments.PaymentExamples;
using static Growr.Actors.Tests.Projects.ProjectExamples;

namespace Growr.Actors.Tests.Payments;

/// <summary>Project, funds, proofs and payments as running entities; the loan is played by the test.</summary>
public sealed class PaymentActorTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(Decisions.Now);
    private readonly LocalEntities _entities;
    private readonly List<IEntityMessage> _toLoan = [];

    public PaymentActorTests()
    {
        _entities = new LocalEntities(NodeTypes.All, _clock)
            .With<Project, IProjectCommand, IProjectEvent>(EntityKinds.Projects)
            .With<FundingAccount, IFundingCommand, IFundingEvent>(EntityKinds.Funding)
            .With<Proof, IProofCommand, IProofEvent>(EntityKinds.Proofs)
            .With<Payment, IPaymentCommand, IPaymentEvent>(EntityKinds.Payments);
        _entities.Intercept = PlayLoan;
    }

    [Fact]
    public async Task Activating_a_project_opens_its_account_before_it_is_answered()
    {
        await OpenProject();
        Assert.Equal(FundingStatus.Active, Assert.Single((await Funds()).Sources).Status);
        Assert.Equal(FundingStatus.Active, Assert.Single((await _entities.Ask<ProjectView>(new ProjectQueries.GetProject(Id))).Funding).Status);
    }

    [Fact]
    public async Task A_bank_reference_is_used_once_in_the_tenant()
    {
        await OpenProject();
        await _entities.Ask<FundingReplies.Recorded>(Fund("f1", 10_000));
        Assert.Equal(Codes.Duplicate, (await _entities.Ask<Replies.Refused>(Fund("f2", 10_000) with { Proof = "BANK-f1" })).Refusal.Code);
        Assert.Equal(Kes(10_000), (await Funds()).Available);
    }

    [Fact]
    public async Task Cash_is_paid_out_and_repaid_through_loan_and_funds()
    {
        await OpenProject();
        await _entities.Ask<FundingReplies.Recorded>(Fund("f1", 10_000));
        await _entities.Ask<PaymentReplies.Taken>(AddDisbursement());
        Assert.Equal((Kes(5_000), Kes(5_000)), ((await Funds()).Available, (await Funds()).Reserved));
        Assert.Equal(PaymentStatus.Confirmed, (await _entities.Ask<PaymentReplies.Taken>(Confirm())).Status);
        await _entities.Ask<PaymentReplies.Taken>(Request() with { EntityId = Second });
        var taken = await _entities.Ask<PaymentReplies.Taken>(Confirm() with { EntityId = Second });
        Assert.Equal((PaymentStatus.Confirmed, Kes(10_000)), (taken.Status, taken.OutstandingAfter));
        Assert.Equal((Kes(5_900), Kes(0), Kes(100)), ((await Funds()).Available, (await Funds()).Reserved, (await Funds()).Income));
    }

    [Fact]
    public async Task A_wrong_code_is_answered_the_same_when_it_is_sent_again_after_a_restart()
    {
        await OpenProject();
        await _entities.Ask<PaymentReplies.Taken>(Request());
        var wrong = Confirm(WrongCode);
        Assert.Equal(Codes.CodeInvalid, (await _entities.Ask<Replies.Refused>(wrong)).Refusal.Code);
        await _entities.RestartAsync(PaymentId);
        Assert.Equal(Codes.CodeInvalid, (await _entities.Ask<Replies.Refused>(wrong)).Refusal.Code);
        Assert.Equal(1, (await _entities.Ask<PaymentView>(new PaymentQueries.GetPayment(PaymentId))).WrongCodes);
    }

    [Theory]
    [InlineData(EntityKinds.Loans)]
    [InlineData(EntityKinds.Funding)]
    public async Task A_confirmation_cut_short_by_a_crash_is_completed_once(string lostBefore)
    {
        await OpenProject();
        await _entities.Ask<PaymentReplies.Taken>(Request());
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _entities.Intercept = message =>
        {
            if (message.EntityId.Kind != lostBefore || lost.Task.IsCompleted) return PlayLoan(message);
            lost.SetResult();
            return LocalEntities.Lost;
        };
        var confirm = Confirm();
        _entities.Tell(confirm);
        await lost.Task;
        await _entities.RestartAsync(PaymentId);
        Assert.Equal(PaymentStatus.Confirmed, (await _entities.Ask<PaymentReplies.Taken>(confirm)).Status);
        Assert.Single(_toLoan.OfType<LoanCommands.RegisterRepayment>().DistinctBy(repay => repay.CommandId));
        Assert.Equal((Kes(900), Kes(100)), ((await Funds()).Available, (await Funds()).Income));
    }

    [Fact]
    public async Task A_project_is_closed_when_its_account_is()
    {
        await OpenProject();
        await _entities.Ask<FundingReplies.Recorded>(Fund("f1", 10_000));
        await _entities.Ask<Replies.Done>(Register(Source("senior", Tranche.Senior)));
        await _entities.Ask<FundingReplies.Recorded>(Fund("s1", 1_000, "senior"));
        Assert.Equal(Codes.IllegalState, (await _entities.Ask<Replies.Refused>(Close())).Refusal.Code);
        await _entities.Ask<Replies.Done>(Close(acceptLoss: true));
        Assert.Equal((true, ProjectStatus.Closed), ((await Funds()).IsClosed, (await _entities.Ask<ProjectView>(new ProjectQueries.GetProject(Id))).Status));
    }

    public async ValueTask DisposeAsync() => await _entities.DisposeAsync();

    private async Task OpenProject()
    {
        await _entities.Ask<Replies.Done>(Create());
        await _entities.Ask<Replies.Done>(AddFunding());
        await _entities.Ask<Replies.Done>(Activate());
    }

    private Task<FundingView> Funds() => _entities.Ask<FundingView>(new FundingQueries.GetFunding(Account));

    private object? PlayLoan(IEntityMessage message)
    {
        if (message.EntityId.Kind != EntityKinds.Loans) return null;
        lock (_toLoan) _toLoan.Add(message);
        return Agree(new ProcessStep("played", message));
    }

    private static readonly EntityId Second = EntityId.Parse("coop/payments/x2");
}
