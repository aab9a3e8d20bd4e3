using System.Globalization;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Projects;
using static Growr.Actors.Tests.Funding.FundingExamples;
using static Growr.Actors.Tests.Projects.ProjectExamples;

namespace Growr.Actors.Tests.Simulation;

/// <summary>People who ask for anything at any time: often sensible, sometimes absurd, and again when they heard nothing.</summary>
internal sealed class SimulatedPeople(Random random, SimulatedNode node)
{
    private static readonly string Hash = new('a', 64);
    private readonly List<(int Question, IEntityCommand Command)> _said = [];
    private readonly List<LoanKey> _loans = [];
    private readonly List<PaymentKey> _payments = [];
    private readonly List<FundingKey> _rows = [];
    private int _commands;
    private DateOnly _today = Today;

    public IEnumerable<(IEntityCommand Command, object Answer)> Heard =>
        _said.Select(one => (one.Command, node.AnswerTo(one.Question)!)).Where(one => one.Item2 is not null);

    /// <summary>An open project with 40,000 of junior money.</summary>
    public void Open()
    {
        var terms = new LoanTerms
        {
            Type = Any(LoanType.Flat, LoanType.Declining, LoanType.EqualPrincipal), InterestRate = RateE4.Parse("24"),
            FeeMode = Any(FeeMode.Deduct, FeeMode.Finance), DisbursementFeeRate = RateE4.Parse("2"),
            Penalty = new PenaltyTerms { LateFee = Kes(20), AfterDays = 5, InterestRate = RateE4.Parse("12") },
            DefaultAfterDays = 60, WriteOffAfterDays = 90,
        };
        var offer = Offer() with { LoanTerms = terms, ApprovalMode = Any(ApprovalMode.Auto, ApprovalMode.Manual), OpenLoansPerBorrowerMax = 2 };
        IEntityCommand[] opening = [Create(offer) with { CommandId = NextId() }, AddFunding() with { CommandId = NextId() },
            AddFunding(Source("senior", Tranche.Senior)) with { CommandId = NextId() }, Activate() with { CommandId = NextId() }];
        foreach (var command in opening)
        {
            Say(command);
            node.ComeToRest();
        }
        Say(NewRow(Kes(40_000)));
        node.ComeToRest();
    }

    public void SaySomething()
    {
        if (_said.Count > 0 && random.Next(6) == 0) Repeat();
        else Say(random.Next(100) switch
        {
            < 12 => Apply(),
            < 50 => WhatComesNext(),
            < 70 => OfLoan(AnyOf(_loans, "l")),
            < 90 => OfPayment(AnyOf(_payments, "x")),
            < 98 => OfFunds(),
            _ => OfProject(),
        });
        if (random.Next(8) == 0) _today = _today.AddDays(random.Next(1, 25));
    }

    /// <summary>What a sensible person does with some loan or payment as it stands.</summary>
    private IEntityCommand WhatComesNext()
    {
        var open = node.Entities.Select(one => one.Value.State).Where(state => state
            is Loan { Status: LoanStatus.Draft or LoanStatus.Approved or LoanStatus.Disbursed or LoanStatus.Defaulted }
            or Payment { Status: PaymentStatus.Pending, Facts: not null }
            || (state is Payment { Status: PaymentStatus.Confirmed } && random.Next(12) == 0)).ToList();
        return open.Count == 0 ? Apply() : open[random.Next(open.Count)] switch
        {
            Loan { Status: LoanStatus.Draft } loan => new LoanCommands.Approve(loan.Id, NextId(), Admin, _today),
            Loan { Status: LoanStatus.Approved, Signature: null } loan => new LoanCommands.Sign(loan.Id, NextId(), Admin, Hash, SignatureMethod.Pin),
            Loan { Status: LoanStatus.Approved } loan => PayOut(loan.Key, PaymentRail.Cash, Key),
            Loan { Proposal: not null } loan => new LoanCommands.ConfirmProposal(loan.Id, NextId(), new ActorId("other"), _today),
            Loan loan when random.Next(5) == 0 => new LoanCommands.EndDay(loan.Id, NextId(), ActorId.System, _today),
            Loan { Status: LoanStatus.Defaulted } loan when random.Next(2) == 0 => new LoanCommands.ProposeWriteOff(loan.Id, NextId(), Admin, _today, "gone"),
            Loan loan when random.Next(12) == 0 => new LoanCommands.ProposeReschedule(loan.Id, NextId(), Admin, Offer().LoanTerms, random.Next(3, 9), "flood"),
            Loan loan when random.Next(6) == 0 => Transfer(loan.Key, Key) with { Amount = loan.Account!.PayoffOn(_today) },
            Loan loan => random.Next(2) == 0 ? RequestCode(loan.Key, Key) : Transfer(loan.Key, Key),
            Payment { Status: PaymentStatus.Confirmed } payment => new PaymentCommands.ReversePayment(payment.Id, NextId(), Admin, new ActorId("other"), "bounced"),
            Payment { Code: null } payment => new PaymentCommands.ConfirmByProof(payment.Id, NextId(), Admin, AnyProof(), ConfirmationMethod.Checker),
            Payment payment => new PaymentCommands.ConfirmByCode(payment.Id, NextId(), Admin, Hash, ConfirmationMethod.AgentCode),
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    /// <summary>The same again: word for word, under a new id, or another thing under a known id.</summary>
    private void Repeat()
    {
        var (_, command) = _said[random.Next(_said.Count)];
        Say(random.Next(3) switch
        {
            0 => command,
            1 => WithId(command, NextId()),
            _ => WithId(OfPayment(AnyOf(_payments, "x")), command.CommandId),
        });
    }

    private void Say(IEntityCommand command) => _said.Add((node.Ask(command, null), command));

    private LoanCommands.Apply Apply()
    {
        var loan = random.Next(8) == 0 ? AnyOf(_loans, "l") : New(_loans, "l");
        var result = new VerificationOutcome(random.Next(12) > 0, [], 1, "did:key:v", Hash, node.Now.AddDays(random.Next(12) > 0 ? 30 : -1));
        var amount = random.Next(10) switch { 0 => Kes(25_000), 1 => Kes(-1), 2 => new Money(500_000, Currency.Parse("USD")), _ => Kes(random.Next(1, 13) * 1_000) };
        return new(LoanId(loan), NextId(), Admin, new LoanApplication($"ref-{loan}", Key, amount, random.Next(3, 13), $"did:key:{random.Next(8)}",
            result, new PayoutTo(PaymentRail.Cash), _today));
    }

    private ILoanCommand OfLoan(LoanKey key)
    {
        var (id, at) = (LoanId(key), NextId());
        return random.Next(13) switch
        {
            < 2 => new LoanCommands.Approve(id, at, Admin, _today),
            < 5 => new LoanCommands.Sign(id, at, Admin, Hash, SignatureMethod.Pin),
            5 => new LoanCommands.Cancel(id, at, Admin, "changed my mind"),
            6 => new LoanCommands.Decline(id, at, Admin, "no"),
            7 => new LoanCommands.PauseDelinquency(id, at, Admin, Around(), Around(), "flood"),
            8 => new LoanCommands.ProposeWriteOff(id, at, Admin, Around(), "gone"),
            9 => new LoanCommands.ProposeReschedule(id, at, Admin, Offer().LoanTerms, random.Next(3, 9), "flood"),
            10 => new LoanCommands.ConfirmProposal(id, at, new ActorId("other"), Around()),
            _ => new LoanCommands.EndDay(id, at, ActorId.System, Around()),
        };
    }

    private IPaymentCommand OfPayment(PaymentKey known)
    {
        var (id, at, loan) = (PaymentGateway.IdOf(Id.Tenant, known), NextId(), AnyOf(_loans, "l"));
        var project = random.Next(10) == 0 ? new ProjectKey("p2") : Key;
        return random.Next(16) switch
        {
            < 3 => PayOut(loan, PaymentRail.Cash, project),
            3 => PayOut(loan, PaymentRail.Bank, project),
            < 6 => RequestCode(loan, project),
            < 9 => Transfer(loan, project),
            < 12 => new PaymentCommands.ConfirmByCode(id, at, Admin, random.Next(5) == 0 ? new string('b', 64) : Hash, ConfirmationMethod.AgentCode),
            12 => new PaymentCommands.ConfirmByProof(id, at, Admin, AnyProof(), ConfirmationMethod.Checker),
            13 => random.Next(2) == 0 ? new PaymentCommands.FailPayment(id, at, ActorId.System, "no") : new PaymentCommands.ExpirePayment(id, at, ActorId.System),
            _ => new PaymentCommands.ReversePayment(id, at, Admin, new ActorId("other"), "bounced"),
        };
    }

    private PaymentCommands.AddDisbursement PayOut(LoanKey loan, PaymentRail rail, ProjectKey project) => new(NewPayment(), NextId(), Admin, loan,
        project, rail, null, node.State<Loan>(LoanId(loan))?.Contract?.Payout ?? Kes(5_000), _today, false, rail == PaymentRail.Cash ? Hash : null);

    private PaymentCommands.RequestPaymentCode RequestCode(LoanKey loan, ProjectKey project) =>
        new(NewPayment(), NextId(), Admin, loan, project, PaymentRail.Cash, Some(), Around(), Hash);

    private PaymentCommands.AddRepayment Transfer(LoanKey loan, ProjectKey project) =>
        new(NewPayment(), NextId(), ActorId.System, loan, project, PaymentRail.MobileMoney, Some(), Around(), AnyProof());

    private EntityId NewPayment() => PaymentGateway.IdOf(Id.Tenant, New(_payments, "x"));

    private IFundingCommand OfFunds()
    {
        var key = random.Next(4) == 0 ? AnyOf(_rows, "f") : New(_rows, "f");
        return random.Next(8) switch
        {
            < 2 => NewRow(Kes(random.Next(100, 9_000))),
            2 => NewRow(Kes(random.Next(100, 9_000))) with { FundingId = "senior" },
            3 => new FundingCommands.Refund(Account, NextId(), Admin, key, "junior", Kes(random.Next(1, 9_000)), FundingKind.Principal, null,
                random.Next(2) == 0 ? null : AnyProof(), _today),
            4 => new FundingCommands.Refund(Account, NextId(), Admin, key, "senior", Kes(random.Next(1, 200)), FundingKind.Yield, null, null, _today),
            5 => new FundingCommands.AssignUnmatched(Account, NextId(), Admin, AnyOf(_rows, "f"), "junior", null),
            _ => new FundingCommands.Revert(Account, NextId(), Admin, New(_rows, "f"), AnyOf(_rows, "f"), "returned", _today),
        };
    }

    private IProjectCommand OfProject() => random.Next(12) switch
    {
        < 3 => Deactivate() with { CommandId = NextId() },
        < 10 => Activate(_today) with { CommandId = NextId() },
        10 => Close(acceptLoss: true) with { CommandId = NextId() },
        _ => Modify(new ProjectParams { Amount = Kes(100_000 + random.Next(20) * 1_000) }) with { CommandId = NextId() },
    };

    private FundingCommands.Fund NewRow(Money amount) => new(Account, NextId(), Admin, New(_rows, "f"), "junior", amount, FundingKind.Principal,
        "Investor", null, AnyProof(), _today);

    private static IEntityCommand WithId(IEntityCommand command, CommandId id) => command switch
    {
        LoanCommands.Apply one => one with { CommandId = id },
        LoanCommands.Cancel one => one with { CommandId = id },
        PaymentCommands.AddDisbursement one => one with { CommandId = id },
        PaymentCommands.AddRepayment one => one with { CommandId = id },
        PaymentCommands.ConfirmByCode one => one with { CommandId = id },
        PaymentCommands.ReversePayment one => one with { CommandId = id },
        FundingCommands.Fund one => one with { CommandId = id },
        FundingCommands.Revert one => one with { CommandId = id },
        _ => command,
    };

    private Money Some() => random.Next(12) switch
    {
        0 => new Money(1, Shilling),
        1 => Kes(0),
        2 => new Money(100, Currency.Parse("USD")),
        < 6 => Kes(random.Next(4_000, 14_000)),
        _ => new Money(random.Next(1, 200_000), Shilling),
    };

    private DateOnly Around() => _today.AddDays(random.Next(3) == 0 ? random.Next(-40, 1) : 0);

    private string AnyProof() => string.Create(CultureInfo.InvariantCulture, $"proof-{(random.Next(8) == 0 ? random.Next(10) : 10 + _commands)}");

    private T Any<T>(params T[] choices) => choices[random.Next(choices.Length)];

    private TKey AnyOf<TKey>(List<TKey> known, string prefix) where TKey : struct, ITextId<TKey> =>
        known.Count == 0 ? New(known, prefix) : known[Math.Max(0, known.Count - 1 - random.Next(Math.Min(known.Count, 10)))];

    private static TKey New<TKey>(List<TKey> known, string prefix) where TKey : struct, ITextId<TKey>
    {
        known.Add(TKey.From($"{prefix}{known.Count}"));
        return known[^1];
    }

    private static EntityId LoanId(LoanKey key) => LendingGateway.IdOf(Id.Tenant, key);

    private CommandId NextId() => new(string.Create(CultureInfo.InvariantCulture, $"s{++_commands}"));
}
