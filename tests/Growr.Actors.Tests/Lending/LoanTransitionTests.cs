using Growr.Actors.Common;
using Growr.Actors.Lending;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Tests.Lending.LoanStories;

namespace Growr.Actors.Tests.Lending;

/// <summary>Every pair of a status and a command: what 5.3 does not name is ILLEGAL_STATE and changes nothing.</summary>
public sealed class LoanTransitionTests
{
    private readonly LoanStories _stories = new();

    private static readonly Dictionary<string, LoanStatus[]> Legal = new()
    {
        ["approve"] = [LoanStatus.Draft],
        ["decline"] = [LoanStatus.Draft],
        ["sign"] = [LoanStatus.Approved],
        ["cancel"] = [LoanStatus.Draft, LoanStatus.Approved],
        ["disburse"] = [LoanStatus.Approved],
        ["repay"] = [LoanStatus.Disbursed, LoanStatus.Defaulted, LoanStatus.Repaid, LoanStatus.WrittenOff],
        ["reverse disbursement"] = [LoanStatus.Disbursed],
        ["pause"] = [LoanStatus.Disbursed, LoanStatus.Defaulted],
        ["propose write-off"] = [LoanStatus.Defaulted],
        ["propose reschedule"] = [LoanStatus.Disbursed, LoanStatus.Defaulted],
        ["confirm"] = [],
        ["reject"] = [],
    };

    public static TheoryData<LoanStatus, string> IllegalPairs
    {
        get
        {
            var data = new TheoryData<LoanStatus, string>();
            foreach (var status in Enum.GetValues<LoanStatus>())
                foreach (var (command, legal) in Legal)
                    if (!legal.Contains(status)) data.Add(status, command);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(IllegalPairs))]
    public void A_transition_that_is_not_named_is_refused(LoanStatus status, string command)
    {
        var loan = _stories.In(status);
        Assert.Equal(status, loan.Status);
        Assert.Equal(Codes.IllegalState, _stories.Refused(loan, Command(command)).Code);
    }

    [Theory]
    [MemberData(nameof(LegalPairs))]
    public void A_transition_that_is_named_is_granted(LoanStatus status, string command)
    {
        var loan = _stories.In(status);
        Assert.True(_stories.Do(loan, Command(command)).Version > loan.Version);
    }

    public static TheoryData<LoanStatus, string> LegalPairs
    {
        get
        {
            var data = new TheoryData<LoanStatus, string>();
            foreach (var (command, legal) in Legal)
                foreach (var status in legal)
                    // Signing twice is no change, and a default is not old enough to be written off; both are tested by name.
                    if (command is not ("sign" or "propose write-off")) data.Add(status, command);
            return data;
        }
    }

    [Theory]
    [InlineData(LoanStatus.Repaid)]
    [InlineData(LoanStatus.Cancelled)]
    [InlineData(LoanStatus.WrittenOff)]
    public void Days_leave_a_finished_loan_alone(LoanStatus status) => _stories.Unchanged(_stories.In(status), _stories.End(new DateOnly(2030, 1, 1)));

    [Theory]
    [InlineData(LoanStatus.Draft)]
    [InlineData(LoanStatus.Approved)]
    [InlineData(LoanStatus.Cancelled)]
    public void A_loan_without_payout_has_no_repayment_to_reverse(LoanStatus status) => Assert.Equal(Codes.IllegalState,
        _stories.Refused(_stories.In(status), new ReverseRepayment(Id, _stories.NextId, Admin, PaymentKey.From("x"), "bounced")).Code);

    [Fact]
    public void Before_any_application_there_is_no_loan()
    {
        foreach (var command in Legal.Keys) Assert.Equal(Codes.NotFound, _stories.Refused(Loan.Empty(Id), Command(command)).Code);
        _stories.Unchanged(Loan.Empty(Id), _stories.End(AppliedOn));
    }

    [Fact]
    public void While_an_application_is_decided_nothing_else_happens()
    {
        foreach (var command in Legal.Keys)
        {
            var refusal = _stories.Refused(_stories.Received, Command(command));
            Assert.Equal((Codes.IllegalState, true), (refusal.Code, refusal.Retryable));
        }
    }

    private ILoanCommand Command(string name) => name switch
    {
        "approve" => new Approve(Id, _stories.NextId, Admin, AppliedOn),
        "decline" => new Decline(Id, _stories.NextId, Admin, "no"),
        "sign" => new Sign(Id, _stories.NextId, Borrower, Hash, SignatureMethod.Key),
        "cancel" => new Cancel(Id, _stories.NextId, Borrower, "no"),
        "disburse" => new RegisterDisbursement(Id, _stories.NextId, Admin, PaymentKey.From("out-2"), Kesh("582.00"), PaidOutOn),
        "repay" => _stories.Repay("in", "10.00", new DateOnly(2026, 2, 10)),
        "reverse disbursement" => new ReverseDisbursement(Id, _stories.NextId, Admin, PaymentKey.From("out"), "returned"),
        "pause" => new PauseDelinquency(Id, _stories.NextId, Admin, PaidOutOn, PaidOutOn.AddDays(5), "flood"),
        "propose write-off" => new ProposeWriteOff(Id, _stories.NextId, Admin, new DateOnly(2026, 5, 17), "gone"),
        "propose reschedule" => new ProposeReschedule(Id, _stories.NextId, Admin, Terms, 12, "drought"),
        "confirm" => new ConfirmProposal(Id, _stories.NextId, Other, new DateOnly(2027, 1, 1)),
        "reject" => new RejectProposal(Id, _stories.NextId, Other),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
