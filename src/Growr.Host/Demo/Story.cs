using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Lending;
using Growr.Actors.Projects;
using Growr.Actors.Tenancy;
using Growr.Host.Cli;

namespace Growr.Host.Demo;

/// <summary>
/// The lending story: a project with funds, eight applications of which one is declined, seven loans paid out and repaid over
/// seven months, one of them late and one not to the end.
/// </summary>
internal sealed class Story(Stage stage, Cast cast, Output print)
{
    private const int Duration = 6;
    private const int NewDuration = 3;

    private static readonly Currency Kes = Currency.Parse("KES");
    private static readonly string[] Amounts = ["20000", "15000", "30000", "24000", "18000", "27000", "21000"];

    private readonly ProjectKey _project = new(Ids.NewRandom());
    private readonly List<LoanKey> _loans = [];
    private readonly Queue<LoanKey> _newLoans = [];
    private LoanDesk _desk = null!;

    public ProjectKey Project => _project;

    public async Task TellAsync()
    {
        print.Progress($"{stage.Today:yyyy-MM-dd}  The cooperative opens a project and activates it.");
        await OpenProjectAsync();
        print.Progress($"{stage.Today:yyyy-MM-dd}  Its own money and an investor's come in by bank.");
        await FundAsync("own", "200000", "RF18 AHERO 1");
        await FundAsync("investor", "400000", "RF18 INVEST 7");
        _desk = new LoanDesk(stage, _project);
        await ApplyAllAsync();
        foreach (var loan in _loans) await _desk.PayOutAsync(loan);
        print.Progress($"{stage.Today:yyyy-MM-dd}  {_loans.Count} loans are signed and paid out in cash against the borrowers' codes.");
        await RepayAllAsync();
        await stage.ShowAsync();
    }

    /// <summary>
    /// What is due of earlier new loans is paid, one more member borrows, and a month goes by, so that the public book may tell of it.
    /// </summary>
    public async Task GoOnAsync(Person person)
    {
        await stage.TurnToAsync(stage.Today.AddDays(1));
        foreach (var earlier in _newLoans) await PayDueAsync(earlier);
        if (_newLoans.Count == NewDuration) _newLoans.Dequeue();        // the oldest has paid its last instalment
        var (loan, declined) = await _desk.ApplyAsync(person, Money.Parse("16000", Kes), NewDuration);
        if (declined is not null) throw new InvalidOperationException($"The new loan was declined: {declined.Message} {string.Join("; ", declined.Reasons)}");
        await _desk.PayOutAsync(loan);
        _newLoans.Enqueue(loan);
        await stage.TurnToAsync(stage.Today.AddDays(31));
        print.Progress($"{stage.Today:yyyy-MM-dd}  A new loan was paid out; the public loan book has grown.");
    }

    private async Task OpenProjectAsync()
    {
        var id = ProjectGateway.IdOf(stage.Tenant, _project);
        stage.Node.Verifiers.Trust(stage.Tenant,
            Trusted(cast.Cooperative, "community-membership", IssuerLevel.Self),
            Trusted(cast.Registry, "kyc", IssuerLevel.Local),
            Trusted(cast.MobileMoney, "financial-data", IssuerLevel.Local));
        foreach (var issuer in (Issuer[])[cast.Cooperative, cast.Registry, cast.MobileMoney])
            stage.Node.Verifiers.KeepStatusList(issuer.StatusUri, issuer.StatusToken(stage.Now.AddYears(-1)));
        await stage.DoAsync(new BusinessDayCommands.OpenDays(BusinessDay.IdOf(stage.Tenant), Stage.NewCommand(), ActorId.System, stage.Today));
        await stage.DoAsync(new ProjectCommands.CreateProject(id, Stage.NewCommand(), Stage.Admin, Offer()));
        await stage.DoAsync(new ProjectCommands.AddProjectFunding(id, Stage.NewCommand(), Stage.Admin, Source("own", Tranche.Junior, null)));
        await stage.DoAsync(new ProjectCommands.AddProjectFunding(id, Stage.NewCommand(), Stage.Admin, Source("investor", Tranche.Senior, FactorE4.Parse("3"))));
        await stage.DoAsync(new ProjectCommands.ActivateProject(id, Stage.NewCommand(), Stage.Admin, stage.Today));
    }

    private async Task FundAsync(string source, string amount, string proof) =>
        Stage.Granted((await stage.Node.Funding.Fund(new FundingCommands.Fund(
            FundingGateway.IdOf(stage.Tenant, _project), Stage.NewCommand(), Stage.Admin, new FundingKey(Ids.NewRandom()), source,
            Money.Parse(amount, Kes), FundingKind.Principal, InvestorRef: null, IntentId: null, $"{proof} {_project}", stage.Today))).Reply);

    private async Task ApplyAllAsync()
    {
        foreach (var (person, amount) in cast.Members.Zip(Amounts))
        {
            var (loan, declined) = await _desk.ApplyAsync(person, Money.Parse(amount, Kes), Duration);
            if (declined is not null) throw new InvalidOperationException($"{declined.Message} {string.Join("; ", declined.Reasons)}");
            _loans.Add(loan);
        }
        print.Progress($"{stage.Today:yyyy-MM-dd}  {_loans.Count} members apply with their credentials and are approved.");
        var (_, refusal) = await _desk.ApplyAsync(cast.Refused, Money.Parse("60000", Kes), Duration);
        print.Progress($"{stage.Today:yyyy-MM-dd}  One application is declined: {string.Join("; ", refusal!.Reasons)}.");
    }

    private async Task RepayAllAsync()
    {
        var start = stage.Today;
        for (var month = 1; month <= Duration; month++)
        {
            var due = start.AddMonths(month);
            await stage.TurnToAsync(due);
            foreach (var loan in _loans.Where((_, borrower) => Pays(borrower, month))) await PayDueAsync(loan);
            print.Progress($"{stage.Today:yyyy-MM-dd}  Instalment {month} is collected.");
            if (month != LateMonth) continue;
            await stage.TurnToAsync(due.AddDays(20));
            await PayDueAsync(_loans[LateBorrower]);
            print.Progress($"{stage.Today:yyyy-MM-dd}  A late instalment is paid, with its penalty.");
        }
        await stage.TurnToAsync(start.AddMonths(Duration).AddDays(40));
        print.Progress($"{stage.Today:yyyy-MM-dd}  The months are over; one borrower is behind.");
    }

    /// <summary>One borrower pays the second instalment late, another stops after the third.</summary>
    private static bool Pays(int borrower, int month) => !(borrower == LateBorrower && month == LateMonth) && !(borrower == StoppingBorrower && month > 3);

    private async Task PayDueAsync(LoanKey key)
    {
        var loan = await _desk.FindAsync(key);
        var due = loan.Schedule.Where(line => line.Due <= stage.Today).Select(Unpaid).Aggregate(Money.Zero(Kes), (sum, amount) => sum + amount);
        await _desk.RepayAsync(key, due);
    }

    private static Money Unpaid(ScheduleLine line) =>
        line.Principal + line.Interest + line.Fee + line.Penalty - line.PaidPrincipal - line.PaidInterest - line.PaidFee - line.PaidPenalty;

    private ProjectOffer Offer() => new()
    {
        Name = "Dairy goats in Nyando",
        Description = "Goats, feed and vaccines for members who sell milk to the cooperative.",
        IsPublic = true,
        StartDate = stage.Today,
        EndDate = stage.Today.AddYears(60),
        Amount = Money.Parse("9000000", Kes),
        EligibilityCriteria = Cast.Criteria,
        LoanMinDuration = 3,
        LoanMaxDuration = 12,
        LoanMinAmount = Money.Parse("5000", Kes),
        LoanMaxAmount = Money.Parse("50000", Kes),
        LoanTerms = new LoanTerms
        {
            Type = LoanType.Declining,
            InterestRate = RateE4.FromPercent(18),
            CashBackRate = RateE4.FromPercent(1),
            Penalty = new PenaltyTerms { LateFee = Money.Parse("100", Kes), AfterDays = 7 },
        },
        Impact = new ProjectImpact { Sdg = [1, 2], Sector = "A01", Region = "Kisumu" },
    };

    private FundingSource Source(string id, Tranche tranche, FactorE4? leverage) => new()
    {
        Id = id,
        Type = FundingType.Bank,
        NetworkName = FundingNetwork.Bank,
        TokenName = "KES",
        Tranche = tranche,
        InterestRate = tranche == Tranche.Senior ? RateE4.FromPercent(9) : RateE4.Zero,
        LeverageFactor = leverage,
        FundingMinAmount = Money.Parse("10000", Kes),
        FundingMaxAmount = Money.Parse("2000000", Kes),
    };

    private TrustedIssuer Trusted(Issuer issuer, string category, IssuerLevel level) =>
        new(issuer.Did, [category], level, stage.Now.AddYears(-5), ValidUntil: null, Projects: []);

    private const int LateBorrower = 4;
    private const int LateMonth = 2;
    private const int StoppingBorrower = 6;
}
