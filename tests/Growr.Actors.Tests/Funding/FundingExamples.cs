using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Tests.Projects.ProjectExamples;

namespace Growr.Actors.Tests.Funding;

/// <summary>The account of project p1 with a junior and a senior source, and the commands about it.</summary>
internal static class FundingExamples
{
    public static readonly EntityId Account = EntityId.Parse("coop/funding/p1");
    public static readonly Currency Shilling = Currency.Parse("KES");

    public static FundingCommands.RegisterFundingSource Register(FundingSource? source = null) =>
        new(Account, Next(), ActorId.System, source ?? Source(), Shilling);

    public static FundingCommands.Fund Fund(string key, long shillings, string? source = "junior", FundingKind kind = FundingKind.Principal) =>
        new(Account, Next(), Admin, new FundingKey(key), source, Kes(shillings), kind, "Investor 7", null, $"BANK-{key}", Today);

    public static FundingCommands.Refund Refund(string key, long shillings, string source = "junior", FundingKind kind = FundingKind.Principal,
        string? proof = null) => new(Account, Next(), Admin, new FundingKey(key), source, Kes(shillings), kind, null, proof, Today);

    public static FundingCommands.Revert Revert(string key, string reverts) =>
        new(Account, Next(), Admin, new FundingKey(key), new FundingKey(reverts), "Bank return.", Today);

    public static FundingCommands.AssignUnmatched Assign(string key, string source) => new(Account, Next(), Admin, new FundingKey(key), source, null);

    public static FundingCommands.SetSourceStatus SetStatus(string source, FundingStatus status) => new(Account, Next(), Admin, source, status);

    public static FundingCommands.AttachReceipt Attach(string key, string receipt = "jws") => new(Account, Next(), Admin, new FundingKey(key), receipt);

    public static FundingCommands.ReserveForLoan Hold(string loan, long shillings) => new(Account, Next(), Admin, new LoanKey(loan), Kes(shillings));

    public static FundingCommands.ReleaseReservation Free(string loan) => new(Account, Next(), Admin, new LoanKey(loan));

    public static FundingCommands.ConfirmDisbursement PayOut(string payment, string loan, long shillings) =>
        new(Account, Next(), Admin, new LoanKey(loan), new PaymentKey(payment), Kes(shillings));

    public static FundingCommands.ReverseDisbursement TakeBack(string payment) => new(Account, Next(), Admin, new PaymentKey(payment));

    public static FundingCommands.RegisterCollection Collect(string payment, string loan, long principal, long interest = 0) =>
        new(Account, Next(), Admin, new PaymentKey(payment), new LoanKey(loan), new CollectedParts(Kes(principal), Kes(interest), Kes(0), Kes(0)));

    public static FundingCommands.ReverseCollection Uncollect(string payment) => new(Account, Next(), Admin, new PaymentKey(payment));

    public static FundingCommands.CloseAccount CloseAccount(bool acceptLoss = false) => new(Account, Next(), Admin, acceptLoss);

    /// <summary>Both sources open, nothing paid in.</summary>
    public static FundingAccount Open() => FundingAccount.Empty(Account).After(Register()).After(Register(Source("senior", Tranche.Senior)));

    /// <summary>Junior money in place.</summary>
    public static FundingAccount Funded(long shillings = 10_000) => Open().After(Fund("j", shillings)).Run();

    /// <summary>4,000 of 10,000 lent out to loan l1 by payment d1.</summary>
    public static FundingAccount Lent() => Funded().After(Hold("l1", 4_000)).After(PayOut("d1", "l1", 4_000));
}
