using Growr.Actors.Common;

namespace Growr.Actors.Funding;

/// <summary>
/// The sums of one account. Everything that lowers <see cref="Available"/> is checked before it becomes an event, so it is
/// never below zero (I2).
/// </summary>
/// <param name="Incoming">Confirmed capital and donations, less what was reverted.</param>
/// <param name="PrincipalOut">Capital given back to investors.</param>
/// <param name="Disbursed">Paid out to borrowers, less what came back.</param>
/// <param name="RepaidPrincipal">Principal collected from borrowers.</param>
/// <param name="Reserved">Held for payouts.</param>
/// <param name="HeldForRefunds">Principal refunds announced, their proof not yet claimed.</param>
/// <param name="Collected">Interest, fees and penalties collected.</param>
/// <param name="YieldOut">Yield paid or announced to investors.</param>
public sealed record FundingBalance(Money Incoming, Money PrincipalOut, Money Disbursed, Money RepaidPrincipal, Money Reserved,
    Money HeldForRefunds, Money Collected, Money YieldOut)
{
    public static FundingBalance Zero(Currency currency)
    {
        var zero = Money.Zero(currency);
        return new(zero, zero, zero, zero, zero, zero, zero, zero);
    }

    public Money Available => Incoming - PrincipalOut - Disbursed + RepaidPrincipal - Reserved - HeldForRefunds;

    public Money Income => Collected - YieldOut;

    public FundingBalance Collect(CollectedParts parts) => this with
    {
        RepaidPrincipal = RepaidPrincipal + parts.Principal,
        Collected = Collected + parts.Interest + parts.Fee + parts.Penalty,
    };

    public FundingBalance Uncollect(CollectedParts parts) => this with
    {
        RepaidPrincipal = RepaidPrincipal - parts.Principal,
        Collected = Collected - parts.Interest - parts.Fee - parts.Penalty,
    };
}
