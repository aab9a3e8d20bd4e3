using System.Security.Cryptography;
using System.Text;
using Growr.Actors.Common;
using Growr.Actors.Identity;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Projects;

namespace Growr.Host.Demo;

/// <summary>What borrowers, agents and the cooperative do about one loan, as people would do it through the node.</summary>
internal sealed class LoanDesk(Stage stage, ProjectKey project)
{
    /// <summary>
    /// Applies: asks for a request, shows what it wants from the wallet, and sends the application with the verified result.
    /// </summary>
    /// <returns>The loan's key, and the refusal when it was declined.</returns>
    public async Task<(LoanKey Key, Refusal? Declined)> ApplyAsync(Person person, Money amount, int duration)
    {
        var offer = await stage.Node.Projects.Find(stage.Tenant, project) ?? throw new InvalidOperationException("The project is gone.");
        var facts = Quote(offer, amount, duration);
        var evidence = await VerifyAsync(person, offer, facts);
        var key = new LoanKey(Ids.NewRandom());
        var application = new LoanApplication(
            LoanRef: Ids.NewRandom(), project, amount, duration, person.DidIn(stage.Tenant, project), evidence, new PayoutTo(PaymentRail.Cash), stage.Today);
        var reply = await stage.Node.Entities.Send(new LoanCommands.Apply(IdOf(key), Stage.NewCommand(), Stage.Borrower, application));
        stage.Touch(key);
        return (key, (reply as Replies.Refused)?.Refusal);
    }

    /// <summary>The borrower signs, the agent hands out the money, the borrower's code proves it.</summary>
    public async Task PayOutAsync(LoanKey key)
    {
        var loan = await FindAsync(key);
        var contract = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{loan.Key} {loan.ContractAmount} {loan.Duration}")));
        await stage.DoAsync(new LoanCommands.Sign(IdOf(key), Stage.NewCommand(), Stage.Borrower, contract, SignatureMethod.Pin));
        var payment = PaymentGateway.IdOf(stage.Tenant, new PaymentKey(Ids.NewRandom()));
        await ConfirmAsync(payment, await stage.Node.Payments.AddCashDisbursement(
            payment, Stage.NewCommand(), Stage.Admin, key, project, loan.PayoutAmount, stage.Today, needsChecker: false));
        stage.Touch(key);
    }

    /// <summary>The borrower brings cash, the agent asks for a code, the borrower says it.</summary>
    public async Task RepayAsync(LoanKey key, Money amount)
    {
        var payment = PaymentGateway.IdOf(stage.Tenant, new PaymentKey(Ids.NewRandom()));
        await ConfirmAsync(payment, await stage.Node.Payments.RequestCashCode(payment, Stage.NewCommand(), Stage.Agent, key, project, amount, stage.Today));
        stage.Touch(key);
    }

    public async Task<LoanView> FindAsync(LoanKey key) =>
        await stage.Node.Entities.Query<LoanView>(new LoanQueries.GetLoan(IdOf(key))) ?? throw new InvalidOperationException($"Loan {key} is gone.");

    private async Task ConfirmAsync(EntityId payment, CodeSent sent)
    {
        Stage.Granted(sent.Reply);
        Stage.Granted(await stage.Node.Payments.Confirm(payment, Stage.NewCommand(), Stage.Agent, sent.Code!, ConfirmationMethod.AgentCode));
    }

    private async Task<VerificationOutcome> VerifyAsync(Person person, ProjectView offer, LoanFacts facts)
    {
        var request = PresentationGateway.IdOf(stage.Tenant, Ids.NewOrdered());
        var opened = (PresentationReplies.Opened)Stage.Granted(await stage.Node.Presentations.Open(
            request, Stage.NewCommand(), Stage.Borrower, PresentationNonce.New(), project, offer.Offer.EligibilityCriteria));
        if (!EligibilityCriteria.TryParse(offer.Offer.EligibilityCriteria, out var criteria, out var faults))
            throw new InvalidOperationException(string.Join("; ", faults));
        WalletChoice.TryChoose(criteria, person.Wallet, stage.Now, out var chosen, out _);
        var verified = (PresentationReplies.Verified)Stage.Granted(await stage.Node.Presentations.Submit(new SubmitPresentation
        {
            EntityId = request,
            CommandId = Stage.NewCommand(),
            By = Stage.Borrower,
            ResultId = Ids.NewOrdered(),
            Presentations = WalletChoice.Present(chosen, new PresentationTerms(opened.Audience, opened.Nonce, stage.Now), person.Signer),
            SubjectDid = person.DidIn(stage.Tenant, project),
            Holder = person.Signer.Key,
            Loan = facts,
            Today = stage.Today,
        }));
        return SignedResult.IsSigned(verified.Result, stage.Node.Verifiers.Of(stage.Tenant).Environment.Dids)
            ? LoanEvidence.Of(verified.Result, criteria)
            : throw new InvalidOperationException("The verification result is not signed by the verifier it names.");
    }

    private LoanFacts Quote(ProjectView offer, Money amount, int duration)
    {
        var schedule = RepaymentSchedule.Of(new LoanContract(offer.Offer.LoanTerms, amount, duration), stage.Today);
        return new LoanFacts(amount, duration, schedule.Rows.Select(row => row.Total).Aggregate(Money.Max));
    }

    private EntityId IdOf(LoanKey key) => LendingGateway.IdOf(stage.Tenant, key);
}
