using System.Collections.Immutable;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Projects;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Lending.LoanEvents;

namespace Growr.Actors.Lending;

/// <summary>From an application to a loan: the project is asked to hold the amount, in AUTO mode its funds to hold the payout.
/// A failed verification is completed by a dry run at the project, so that the borrower hears of every failure at once.</summary>
internal static class Applying
{
    public static Decision<ILoanEvent> Receive(Loan loan, Apply apply, EventMeta meta)
    {
        var faults = Faults(loan.Key, apply.Application).ToArray();
        return faults.Length > 0
            ? Refuse(Codes.Validation, "Mend what the reasons name.", faults)
            : Accept<ILoanEvent>(new ApplicationReceived(meta, loan.Key, apply.Application));
    }

    public static ProcessStep AskProject(Loan loan)
    {
        var application = loan.Application!;
        return new("reserve the amount", new ProjectCommands.ReserveLoan(loan.ProjectId, StepId(loan), ActorId.System, loan.Key,
            application.Amount, application.Duration, application.SubjectDid, application.On, DryRun: IsDryRun(loan)));
    }

    /// <summary>Whether the project is asked for its faults only and holds nothing.</summary>
    public static bool IsDryRun(Loan loan) => !Failures(loan).IsEmpty;

    public static ProcessStep AskFunds(Loan loan) => new("reserve the payout",
        new FundingCommands.ReserveForLoan(loan.FundsId, StepId(loan), ActorId.System, loan.Key, loan.Contract!.Payout));

    public static ILoanCommand? Outcome(Loan loan, ProcessStep step, CommandReply reply)
    {
        var id = new CommandId($"{step.Id}:settled");
        var refusal = (reply as Replies.Refused)?.Refusal;
        return (step.Message, reply) switch
        {
            (FundingCommands.ReserveForLoan, _) => new SettleFunds(loan.Id, id, ActorId.System, refusal),
            (_, ProjectReplies.LoanReserved held) =>
                new SettleReservation(loan.Id, id, ActorId.System, held.CriteriaVersion, held.ApprovalMode, held.Terms),
            (_, Replies.Refused) => new SettleReservation(loan.Id, id, ActorId.System, 0, ApprovalMode.Manual, Refusal: refusal),
            _ => null,
        };
    }

    public static Decision<ILoanEvent> Settle(Loan loan, SettleReservation settle, EventMeta meta)
    {
        if (loan.Step != LoanStep.AskingProject) return AlreadyDone<ILoanEvent>();
        var isHeld = settle.Refusal is null && Failures(loan).IsEmpty;
        if (Verdict(loan, settle) is { } refusal)
            return Accept<ILoanEvent>(new ApplicationDeclined(meta, loan.Key, loan.Began, refusal, isHeld));
        var application = loan.Application!;
        var terms = application.Verification.PricedRate is { } rate ? settle.Terms! with { InterestRate = rate } : settle.Terms!;
        var granted = new ReservationGranted(meta, loan.Key, terms, settle.CriteriaVersion, settle.ApprovalMode);
        return settle.ApprovalMode == ApprovalMode.Auto
            ? Accept<ILoanEvent>(granted)
            : Accept<ILoanEvent>(granted, Applied(loan, terms, settle.CriteriaVersion, meta));
    }

    public static Decision<ILoanEvent> Settle(Loan loan, SettleFunds settle, EventMeta meta)
    {
        if (loan.Step != LoanStep.AskingFunds) return AlreadyDone<ILoanEvent>();
        if (loan.Status is LoanStatus.Draft)
            return settle.Refusal is { } no
                ? Accept<ILoanEvent>(new ApprovalFailed(meta, loan.Key, loan.Began, no))
                : Accept<ILoanEvent>(new LoanApproved(meta, loan.Key, loan.ApprovedOn!.Value));
        return settle.Refusal is { } refusal
            ? Accept<ILoanEvent>(new ApplicationDeclined(meta, loan.Key, loan.Began, Decline(Reasons(refusal)), IsHeld: true))
            : Accept<ILoanEvent>(Applied(loan, loan.Contract!.Terms, loan.CriteriaVersion, meta),
                new LoanApproved(meta, loan.Key, loan.Application!.On));
    }

    private static LoanApplied Applied(Loan loan, LoanTerms terms, int criteriaVersion, EventMeta meta)
    {
        var application = loan.Application!;
        return new(meta, loan.Key, application.ProjectKey, terms, application.Amount, application.Duration, criteriaVersion, application.On);
    }

    /// <summary>Checks 1 and 2 stop; of the others every failure is told, in the order of the list.</summary>
    private static Refusal? Verdict(Loan loan, SettleReservation settle)
    {
        var failures = Failures(loan);
        if (settle.Refusal is { Code: Codes.ProjectClosedForLoans } closed) return Decline(Reasons(closed));
        var stops = failures.RemoveAll(failure => failure.Check != PresentationCheck);
        if (!stops.IsEmpty) return Decline(stops.Select(Text));
        if (settle.Refusal is null && settle.CriteriaVersion != loan.Application!.Verification.CriteriaVersion)
            failures = failures.Add(new FailedCheck(ResultCheck, Codes.NotEligible,
                $"the criteria are now version {settle.CriteriaVersion}; present the credentials again."));
        var reasons = failures.Where(failure => failure.Check < ProjectCheckMin).Select(Text)
            .Concat(settle.Refusal is { } refusal ? Reasons(refusal) : [])
            .Concat(failures.Where(failure => failure.Check >= ProjectCheckMin).Select(Text)).ToList();
        return reasons.Count == 0 ? null : Decline(reasons);
    }

    /// <summary>What verification found, and what its result cannot be used for.</summary>
    private static ImmutableList<FailedCheck> Failures(Loan loan)
    {
        var (application, result) = (loan.Application!, loan.Application!.Verification);
        var failures = result.Failures.OrderBy(failure => failure.Check).ToImmutableList();
        if (!result.IsEligible && failures.IsEmpty)
            failures = failures.Add(new(RuleCheck, Codes.NotEligible, "the criteria are not met."));
        if (loan.ReceivedAt >= result.ExpiresAt)
            failures = failures.Add(new(ResultCheck, Codes.VcExpired, "the verification is too old; present the credentials again."));
        if (result.PricedAmountMax is { } max && application.Amount.Currency == max.Currency && application.Amount > max)
            failures = failures.Add(new(ProjectCheckMin, Codes.LimitExceeded, $"amount above {max}, the limit of this price."));
        return failures;
    }

    private static IEnumerable<string> Faults(LoanKey key, LoanApplication application)
    {
        if (key.Value.Length > Ids.KeyLengthMax) yield return $"loanKey: at most {Ids.KeyLengthMax} characters.";
        if (!Calendar.IsBusinessDate(application.On)) yield return "on: not a business date.";
        if (!application.Amount.IsPositive) yield return "amount: more than zero.";
        if (application.Duration is < 1 or > LoanTerms.DurationMax) yield return $"duration: 1 to {LoanTerms.DurationMax} periods.";
        if (!Ids.IsValid(application.LoanRef)) yield return "loanRef: not an id.";
        if (!application.SubjectDid.StartsWith("did:", StringComparison.Ordinal) || application.SubjectDid.Length > DidLengthMax)
            yield return "subjectDid: not a DID.";
        if (!Agreeing.IsHash(application.Verification.ResultHash)) yield return "verification.resultHash: SHA-256 in lower hex.";
        if (application.PayoutTo.Target is { Length: > TargetLengthMax }) yield return $"payoutTo.target: at most {TargetLengthMax} characters.";
        if (application.Verification.Failures.Length > FailuresMax) yield return "verification.failures: too many.";
    }

    private static Refusal Decline(IEnumerable<string> reasons)
    {
        var all = reasons.ToArray();
        return Refuse(all[0][..all[0].IndexOf(':', StringComparison.Ordinal)], "The application was declined.", all);
    }

    private static IEnumerable<string> Reasons(Refusal refusal) =>
        refusal.Reasons.IsEmpty || refusal.Code == Codes.Validation ? [$"{refusal.Code}: {refusal.Message}"] : refusal.Reasons;

    private static string Text(FailedCheck failure) => $"{failure.Code}: {failure.Reason}";

    private static CommandId StepId(Loan loan) => new($"{loan.Id.Key}:step:{loan.Steps}");

    private const int PresentationCheck = 2;
    private const int RuleCheck = 10;
    private const int ResultCheck = 11;
    private const int ProjectCheckMin = 12;
    private const int DidLengthMax = 256;
    private const int TargetLengthMax = 200;
    private const int FailuresMax = 64;
}
