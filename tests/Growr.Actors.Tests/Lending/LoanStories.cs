using Growr.Actors.Common;
using Growr.Actors.Lending;
using Growr.Actors.Projects;
using static Growr.Actors.Lending.LoanCommands;

namespace Growr.Actors.Tests.Lending;

/// <summary>Loans brought to where a test begins, by the commands that lead there.</summary>
internal sealed class LoanStories
{
    public static readonly Currency Kes = Currency.Parse("KES");
    public static readonly EntityId Id = EntityId.Parse("t/loans/loan-1");
    public static readonly ActorId Admin = new("admin"), Other = new("other"), Borrower = new("borrower");
    public static readonly DateOnly AppliedOn = new(2026, 1, 10), PaidOutOn = new(2026, 1, 15);
    public static readonly DateTimeOffset Now = new(2026, 1, 10, 9, 0, 0, TimeSpan.Zero);
    public static readonly string Hash = new('a', 64);

    /// <summary>600.00 at 18 % flat over six months: 109.00 each; late fee 5.00 after 7 days.</summary>
    public static readonly LoanTerms Terms = new()
    {
        Type = LoanType.Flat, InterestRate = RateE4.FromPercent(18), CashBackRate = RateE4.FromPercent(2),
        DisbursementFeeRate = RateE4.FromPercent(3), Penalty = new PenaltyTerms { LateFee = Kesh("5.00"), AfterDays = 7 },
    };

    private int _commands;

    public CommandId NextId => new($"c{++_commands}");

    public static Money Kesh(string amount) => Money.Parse(amount, Kes);

    public static VerificationOutcome Passed => new(true, [], 1, "did:key:zVerifier", Hash, Now.AddHours(24));

    public static LoanApplication Application => new("ref-1", ProjectKey.From("p1"), Kesh("600.00"), 6, "did:key:zBorrower", Passed,
        new PayoutTo(PaymentRail.Cash), AppliedOn);

    public EventMeta Meta(ILoanCommand command, DateTimeOffset? at = null) => new(Id.Tenant, command.CommandId, "digest", command.By, at ?? Now);

    public Decision<ILoanEvent> Decide(Loan loan, ILoanCommand command, DateTimeOffset? at = null) => loan.Decide(command, Meta(command, at));

    /// <summary>All that happened, in order.</summary>
    public List<ILoanEvent> Events { get; } = [];

    /// <summary>The loan after a command that must be granted.</summary>
    public Loan Do(Loan loan, ILoanCommand command, DateTimeOffset? at = null)
    {
        var events = Assert.IsType<Decision<ILoanEvent>.Accepted>(Decide(loan, command, at)).Events;
        Events.AddRange(events);
        return events.Aggregate(loan, (one, @event) => one.Apply(@event));
    }

    public Refusal Refused(Loan loan, ILoanCommand command, DateTimeOffset? at = null) =>
        Assert.IsType<Decision<ILoanEvent>.Refused>(Decide(loan, command, at)).Refusal;

    public void Unchanged(Loan loan, ILoanCommand command) => Assert.IsType<Decision<ILoanEvent>.AlreadyDone>(Decide(loan, command));

    public SettleReservation Held(ApprovalMode mode) => new(Id, NextId, ActorId.System, 1, mode, Terms);
    public SettleFunds Funded => new(Id, NextId, ActorId.System);
    public RegisterRepayment Repay(string payment, string amount, DateOnly on) => new(Id, NextId, Borrower, PaymentKey.From(payment), Kesh(amount), on);
    public EndDay End(DateOnly on) => new(Id, NextId, ActorId.System, on);

    public Loan Received => Do(Loan.Empty(Id), new Apply(Id, NextId, Borrower, Application));
    public Loan Draft => Do(Received, Held(ApprovalMode.Manual));
    public Loan Approved => Do(Do(Received, Held(ApprovalMode.Auto)), Funded);
    public Loan Signed => Do(Approved, new Sign(Id, NextId, Borrower, Hash, SignatureMethod.Pin));
    public Loan Disbursed => Do(Signed, new RegisterDisbursement(Id, NextId, Admin, PaymentKey.From("out"), Kesh("582.00"), PaidOutOn));
    public Loan Repaid => Do(Disbursed, Repay("all", "654.00", new DateOnly(2026, 2, 1)));
    public Loan Cancelled => Do(Draft, new Cancel(Id, NextId, Borrower, "changed my mind"));

    /// <summary>91 days after 15 February.</summary>
    public Loan Defaulted => Do(Disbursed, End(new DateOnly(2026, 5, 17)));

    public Loan WrittenOff
    {
        get
        {
            var on = new DateOnly(2026, 8, 15);
            var loan = Do(Do(Defaulted, End(on)), new ProposeWriteOff(Id, NextId, Admin, on, "moved away"));
            return Do(loan, new ConfirmProposal(Id, NextId, Other, on));
        }
    }

    public Loan In(LoanStatus status) => status switch
    {
        LoanStatus.Draft => Draft,
        LoanStatus.Approved => Signed,
        LoanStatus.Disbursed => Disbursed,
        LoanStatus.Repaid => Repaid,
        LoanStatus.Defaulted => Defaulted,
        LoanStatus.Cancelled => Cancelled,
        LoanStatus.WrittenOff => WrittenOff,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
