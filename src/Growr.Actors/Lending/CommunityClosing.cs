using System.Collections.Immutable;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>One loan of a community project when the project closes.</summary>
/// <param name="Loan">Its key.</param>
/// <param name="Principal">Contract amount.</param>
/// <param name="IsRepaid">Nothing is owed.</param>
/// <param name="IsOnTime">Every instalment was on time.</param>
/// <param name="DepositPaid">Risk deposit collected.</param>
/// <param name="LossPrincipal">Principal that will not come back.</param>
public sealed record CommunityLoan(LoanKey Loan, Money Principal, bool IsRepaid, bool IsOnTime, Money DepositPaid, Money LossPrincipal);

/// <summary>What a community project pays back when it closes: deposits cover losses first, the rest returns to those who paid
/// them, and borrowers who were on time get their cash-back when the community as a whole repaid well enough.</summary>
public sealed record CommunityClosing
{
    public required Money DepositPool { get; init; }
    public required Money LossesCovered { get; init; }
    public required Money LossesUncovered { get; init; }
    public required Money PoolLeft { get; init; }

    /// <summary>Principal that came back, of all principal lent.</summary>
    public required RateE4 RepaymentRatio { get; init; }

    public required ImmutableDictionary<LoanKey, Money> DepositRefunds { get; init; }
    public required ImmutableDictionary<LoanKey, Money> CashBacks { get; init; }

    /// <summary>Settles the deposits of at least one loan.</summary>
    public static CommunityClosing Of(ImmutableArray<CommunityLoan> loans, RateE4 cashBackRate, RateE4 repaymentRatioMin)
    {
        var none = Money.Zero(loans[0].Principal.Currency);
        Money Sum(Func<CommunityLoan, Money> part) => loans.Aggregate(none, (sum, loan) => sum + part(loan));
        var (pool, losses, principal) = (Sum(loan => loan.DepositPaid), Sum(loan => loan.LossPrincipal), Sum(loan => loan.Principal));
        var covered = Money.Min(pool, losses);
        var refunds = Shares.Split(pool - covered, [.. loans.Select(loan => loan.DepositPaid.MinorUnits)]);
        var ratio = RateE4.Ratio((principal - losses).Exact(), principal.Exact()) ?? RateE4.Zero;
        var isEarned = ratio >= repaymentRatioMin;
        return new CommunityClosing
        {
            DepositPool = pool, LossesCovered = covered, LossesUncovered = losses - covered, PoolLeft = pool - covered, RepaymentRatio = ratio,
            DepositRefunds = loans.Zip(refunds, (loan, refund) => (loan.Loan, refund)).ToImmutableDictionary(pair => pair.Loan, pair => pair.refund),
            CashBacks = loans.Where(loan => isEarned && loan.IsRepaid && loan.IsOnTime)
                .ToImmutableDictionary(loan => loan.Loan, loan => loan.Principal.Share(cashBackRate, RoundingMode.Down)),
        };
    }
}
