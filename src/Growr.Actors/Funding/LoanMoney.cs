using System.Collections.Immutable;
using Growr.Actors.Common;

namespace Growr.Actors.Funding;

/// <summary>
/// What the account holds for loans, which loans will need nothing any more, and which payments moved its money. Each payment
/// counts once.
/// </summary>
public sealed record LoanMoney(ImmutableDictionary<LoanKey, Money> Held, ImmutableDictionary<PaymentKey, LoanMoney.Payout> Payouts,
    ImmutableDictionary<PaymentKey, LoanMoney.Collection> Collections, ImmutableHashSet<LoanKey> Released)
{
    public static readonly LoanMoney None = new(ImmutableDictionary<LoanKey, Money>.Empty, ImmutableDictionary<PaymentKey, Payout>.Empty,
        ImmutableDictionary<PaymentKey, Collection>.Empty, []);

    public sealed record Payout(LoanKey Loan, Money Amount, bool IsReversed);

    /// <summary>LIMIT: the split is the one the payment was told; a replay of the loan that moves it later is not followed here.</summary>
    public sealed record Collection(LoanKey Loan, CollectedParts Parts, bool IsReversed);

    public bool IsPaidOut(LoanKey loan) => Payouts.Values.Any(payout => payout.Loan == loan && !payout.IsReversed);

    public LoanMoney Hold(LoanKey loan, Money amount) => this with { Held = Held.SetItem(loan, amount) };

    public LoanMoney Free(LoanKey loan) => this with { Held = Held.Remove(loan) };

    /// <summary>The loan is over before its payout: a question that comes late finds nothing to hold any more.</summary>
    public LoanMoney Release(LoanKey loan) => Free(loan) with { Released = Released.Add(loan) };

    public LoanMoney PayOut(PaymentKey payment, LoanKey loan, Money amount) =>
        Free(loan) with { Payouts = Payouts.SetItem(payment, new Payout(loan, amount, IsReversed: false)) };

    /// <summary>The payout came back; it is held again unless the loan ended meanwhile.</summary>
    public LoanMoney TakeBack(PaymentKey payment)
    {
        var payout = Payouts[payment];
        var held = Released.Contains(payout.Loan) ? this : Hold(payout.Loan, payout.Amount);
        return held with { Payouts = Payouts.SetItem(payment, payout with { IsReversed = true }) };
    }

    public LoanMoney Collect(PaymentKey payment, LoanKey loan, CollectedParts parts) =>
        this with { Collections = Collections.SetItem(payment, new Collection(loan, parts, IsReversed: false)) };

    public LoanMoney Uncollect(PaymentKey payment) =>
        this with { Collections = Collections.SetItem(payment, Collections[payment] with { IsReversed = true }) };
}
