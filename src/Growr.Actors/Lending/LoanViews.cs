using System.Text.Json;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>The record of a loan that others read, from its state.</summary>
public static class LoanViews
{
    /// <summary>Only for a loan that exists: <see cref="Loan.Status"/> is not null.</summary>
    public static LoanView Of(Loan loan)
    {
        var (application, contract, account) = (loan.Application!, loan.Contract!, loan.Account);
        var none = Money.Zero(contract.Amount.Currency);
        return new LoanView
        {
            Key = loan.Key, LoanRef = application.LoanRef, ProjectKey = application.ProjectKey, OrganizationId = loan.Id.Tenant,
            UserDid = application.SubjectDid, VerifierDid = application.Verification.VerifierDid, Status = loan.Status!.Value,
            Terms = contract.Terms, ContractAmount = contract.Amount, Duration = contract.DurationPeriods,
            DisbursementFee = contract.DisbursementFee, PayoutAmount = contract.Payout, PayoutTo = application.PayoutTo,
            AppliedOn = application.On, StartDate = account?.DisbursedOn, EndDate = account?.EndsOn,
            InterestAmount = account?.Sum(one => one.Interest), CommitmentAmount = account?.Commitment,
            RepaidAmount = account?.Repaid ?? none, OutstandingAmount = account?.Outstanding ?? none,
            OutstandingPrincipal = account?.OutstandingPrincipal ?? none, Penalties = account?.Penalties ?? none,
            CreditBalance = account?.CreditBalance ?? none, RecoveredAfterWriteOff = Recovered(loan, none), CashBack = loan.CashBack ?? none,
            Schedule = account is null ? [] : [.. account.Instalments.Select(Line)], ScheduleVersion = account?.ScheduleVersion ?? 1,
            CriteriaVersion = loan.CriteriaVersion, VerificationResultHash = application.Verification.ResultHash,
            Signature = loan.Signature, Disbursement = loan.Disbursement,
            Payments = [.. loan.Receipts.Values.Select(receipt => receipt.Payment)
                .OrderBy(payment => payment.On).ThenBy(payment => payment.PaymentKey.Value, StringComparer.Ordinal)],
            DaysPastDue = loan.DaysPastDue, Bucket = Arrears.BucketOf(loan.DaysPastDue), DefaultedOn = loan.DefaultedOn,
            WrittenOffOn = loan.WrittenOffOn, RescheduledCount = loan.RescheduledCount,
            IsRescheduledNotCured = loan.RescheduledCount > 0 && account is not null && !HasRecoveredTrust(account), Version = loan.Version,
        };
    }

    internal static string NameOf(LoanStatus? status) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(status?.ToString() ?? "None");

    private static ScheduleLine Line(Instalment one) => new(one.Number, one.DueOn, one.Principal, one.Interest, one.Fee, one.Penalty,
        one.PaidPrincipal, one.PaidInterest, one.PaidFee, one.PaidPenalty, one.SettledOn);

    private static Money Recovered(Loan loan, Money none) => loan.Receipts.Values
        .Where(receipt => receipt.Payment is { IsRecovery: true, IsReversed: false })
        .Aggregate(none, (sum, receipt) => sum + loan.Account!.Allocations[receipt.Payment.PaymentKey].Allocated);

    /// <summary>Three instalments in a row of the plan in force were paid on time.</summary>
    private static bool HasRecoveredTrust(LoanAccount account)
    {
        var inRow = 0;
        foreach (var one in account.Instalments[account.NumberOffset..].Where(one => one.Total.IsPositive))
        {
            inRow = one.SettledOn is { } on && account.DaysLate(one.DueOn, on) <= account.Terms.ToleranceDays ? inRow + 1 : 0;
            if (inRow == InstalmentsToCure) return true;
        }
        return account.IsRepaid;
    }

    private const int InstalmentsToCure = 3;
}
