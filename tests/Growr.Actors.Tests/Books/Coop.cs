using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Projects;
using Growr.Actors.Tenancy;

namespace Growr.Actors.Tests.Books;

/// <summary>
/// A cooperative that lends, for tests of its books. Everybody in it is a canary: names, accounts and references hold "qz7" and may
/// stand in no public row.
/// </summary>
internal sealed class Coop
{
    public const string Canary = "qz7";
    public const string Verifier = "did:key:zVerifier";
    public static readonly Currency Kes = Currency.Parse("KES");
    public static readonly ProjectKey Public = new("goats"), Private = new("secret");
    private static readonly string Code = new('a', 64), Hash = new('b', 64);

    private int _keys;

    public Coop(bool isManual = false)
    {
        Ledger.Do(new BusinessDayCommands.OpenDays(BusinessDay.IdOf(Ledger.Tenant), Ledger.Next(), ActorId.System, Ledger.Today));
        Open(Public, isPublic: true, isManual);
    }

    public Ledger Ledger { get; } = new();

    public List<LoanKey> Loans { get; } = [];

    public List<PaymentKey> Payments { get; } = [];

    public List<FundingKey> FundingRows { get; } = [];

    public static EntityId Id(ProjectKey project) => new(Ledger.Tenant, EntityKinds.Projects, project.Value);
    public static EntityId Id(LoanKey loan) => new(Ledger.Tenant, EntityKinds.Loans, loan.Value);
    public static EntityId Id(PaymentKey payment) => new(Ledger.Tenant, EntityKinds.Payments, payment.Value);
    public static EntityId AccountOf(ProjectKey project) => new(Ledger.Tenant, EntityKinds.Funding, project.Value);

    public static string Did(int person) => $"did:key:zPerson{person}x{Canary}";

    public LoanView View(LoanKey loan) => Ledger.Find<LoanView>(new LoanQueries.GetLoan(Id(loan)));

    public FundingView Account(ProjectKey project) => Ledger.Find<FundingView>(new FundingQueries.GetFunding(AccountOf(project)));

    public void Open(ProjectKey project, bool isPublic, bool isManual = false)
    {
        Ledger.Do(new ProjectCommands.CreateProject(Id(project), Ledger.Next(), Ledger.Admin, Offer(isPublic, isManual)));
        foreach (var source in (FundingSource[])[Bank, Chain with { FundingAddress = $"bc1q{project}" }])
            Ledger.Do(new ProjectCommands.AddProjectFunding(Id(project), Ledger.Next(), Ledger.Admin, source));
        Ledger.Do(new ProjectCommands.ActivateProject(Id(project), Ledger.Next(), Ledger.Admin, Ledger.Today));
        Fund(project, Shillings(400_123_45));
    }

    public CommandReply Fund(ProjectKey project, Money amount, string? source = "bank", FundingKind kind = FundingKind.Principal)
    {
        var key = new FundingKey($"fund{++_keys}-{Canary}");
        FundingRows.Add(key);
        return Ledger.Try(new FundingCommands.Fund(AccountOf(project), Ledger.Next(), Ledger.Admin, key, source, amount, kind,
            $"Investor Ole {Canary}", $"intent-{Canary}", source == "chain" ? $"tx{_keys}" : $"RF{_keys}-{Canary}", Ledger.Today));
    }

    public (LoanKey Key, CommandReply Reply) Apply(int person, Money amount, int duration = 6, ProjectKey? project = null, VerificationOutcome? verification = null)
    {
        var key = new LoanKey($"loan{++_keys}-{Canary}");
        var application = new LoanApplication($"ref-{_keys * 7919 % 1000:D3}-{_keys}", project ?? Public, amount, duration, Did(person),
            verification ?? Passed, new PayoutTo(PaymentRail.Cash, "+254711999777"), Ledger.Today);
        var reply = Ledger.Try(new LoanCommands.Apply(Id(key), Ledger.Next(), new ActorId($"person{person}-{Canary}"), application));
        if (reply is not Replies.Refused) Loans.Add(key);
        return (key, reply);
    }

    /// <summary>A loan that is paid out.</summary>
    public LoanKey Lend(int person, Money amount, ProjectKey? project = null)
    {
        var (loan, reply) = Apply(person, amount, project: project);
        if (reply is Replies.Refused no) throw new InvalidOperationException(string.Join(' ', no.Refusal.Reasons));
        Sign(loan);
        PayOut(loan);
        return loan;
    }

    public CommandReply Sign(LoanKey loan) =>
        Ledger.Try(new LoanCommands.Sign(Id(loan), Ledger.Next(), new ActorId($"person-{Canary}"), Hash, SignatureMethod.Pin));

    public PaymentKey PayOut(LoanKey loan)
    {
        var (view, payment) = (View(loan), NewPayment());
        Ledger.Try(new PaymentCommands.AddDisbursement(Id(payment), Ledger.Next(), Ledger.Admin, loan, view.ProjectKey, PaymentRail.Cash, null,
            view.PayoutAmount, Ledger.Today, NeedsChecker: false, Code));
        Confirm(payment);
        return payment;
    }

    public PaymentKey RepayCash(LoanKey loan, Money amount)
    {
        var payment = NewPayment();
        Ledger.Try(new PaymentCommands.RequestPaymentCode(Id(payment), Ledger.Next(), Ledger.Agent, loan, View(loan).ProjectKey,
            PaymentRail.Cash, amount, Ledger.Today, Code));
        Confirm(payment);
        return payment;
    }

    public PaymentKey RepayMobile(LoanKey loan, Money amount)
    {
        var payment = NewPayment();
        Ledger.Try(new PaymentCommands.AddRepayment(Id(payment), Ledger.Next(), ActorId.System, loan, View(loan).ProjectKey,
            PaymentRail.MobileMoney, amount, Ledger.Today, $"MM{_keys}-{Canary}"));
        return payment;
    }

    public CommandReply Confirm(PaymentKey payment, bool isRight = true) => Ledger.Try(new PaymentCommands.ConfirmByCode(
        Id(payment), Ledger.Next(), Ledger.Agent, isRight ? Code : Hash, ConfirmationMethod.AgentCode));

    public CommandReply Reverse(PaymentKey payment) =>
        Ledger.Try(new PaymentCommands.ReversePayment(Id(payment), Ledger.Next(), Ledger.Admin, Ledger.Second, $"Wanjiku {Canary} says so"));

    public CommandReply Publish(bool isPublic) =>
        Ledger.Try(new ProjectCommands.UpdateProject(Id(Public), Ledger.Next(), Ledger.Admin) { IsPublic = isPublic });

    public static Money Shillings(long cents) => new(cents, Kes);

    public static VerificationOutcome Passed => new(true, [], 1, Verifier, Hash, DateTimeOffset.MaxValue);

    private PaymentKey NewPayment()
    {
        var payment = new PaymentKey($"pay{++_keys}-{Canary}");
        Payments.Add(payment);
        return payment;
    }

    private static ProjectOffer Offer(bool isPublic, bool isManual) => new()
    {
        Name = "Dairy goats", IsPublic = isPublic, ApprovalMode = isManual ? ApprovalMode.Manual : ApprovalMode.Auto,
        Description = $"Goats. Call Wanjiku on +254 711 999 777 or wanjiku@{Canary}.example, did:key:z{Canary}.",
        StartDate = new DateOnly(2026, 1, 1), EndDate = new DateOnly(2031, 12, 31), Amount = Shillings(900_000_00),
        EligibilityCriteria = $$$"""
            {"version":1,"credentials":[{"id":"member","categories":["membership"],"issuers":["did:key:z{{{Canary}}}"],"claims":[["status"],["years"]]}],
             "rule":{"and":[{"==":[{"var":"member.status"},"ACTIVE{{{Canary}}}"]},{">=":[{"var":["member.years",31337313]},31337313]}]}}
            """,
        LoanMinDuration = 1, LoanMaxDuration = 12, LoanMinAmount = Shillings(1_00), LoanMaxAmount = Shillings(60_000_00),
        LoanTerms = new LoanTerms
        {
            Type = LoanType.Flat, InterestRate = RateE4.FromPercent(18), CashBackRate = RateE4.FromPercent(1), GracePeriod = 0,
            DisbursementFeeRate = RateE4.FromPercent(2), Penalty = new PenaltyTerms { LateFee = Shillings(50_00), AfterDays = 7 },
        },
        Impact = new ProjectImpact { Sdg = [1], Sector = "A01", Region = "Kisumu", BorrowersTarget = 40 },
        LeveragePolicy = new LeveragePolicy(RateE4.FromPercent(20), RateE4.FromPercent(80)),
    };

    private static readonly FundingSource Bank = new()
    {
        Id = "bank", Type = FundingType.Bank, NetworkName = FundingNetwork.Bank, TokenName = "KES", Tranche = Tranche.Junior,
        FundingMinAmount = Shillings(100_00), FundingMaxAmount = Shillings(900_000_00), Bank = new BankAccount($"Coop {Canary}", $"KE{Canary}", $"RF{Canary}"),
        FundingAddress = null, Terms = $"Ask ole@{Canary}.example.",
    };

    private static readonly FundingSource Chain = new()
    {
        Id = "chain", Type = FundingType.Onchain, NetworkName = FundingNetwork.Bitcoin, TokenName = "BTC", Tranche = Tranche.Senior,
        InterestRate = RateE4.FromPercent(8), LeverageFactor = FactorE4.Parse("3"), FundingMinAmount = Shillings(100_00),
        FundingMaxAmount = Shillings(900_000_00), FundingAddress = "bc1q", RepaymentAddress = $"bc1q{Canary}",
    };
}
