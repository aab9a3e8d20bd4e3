using Growr.Actors.Common;

namespace Growr.Actors.Funding;

/// <summary>What a project owes its tranches.</summary>
/// <param name="SeniorInterest">Promised and not paid.</param>
/// <param name="SeniorPrincipal">Paid in and not returned.</param>
/// <param name="JuniorPrincipal">Paid in and not returned.</param>
public sealed record TrancheClaims(Money SeniorInterest, Money SeniorPrincipal, Money JuniorPrincipal)
{
    /// <summary>Interest senior capital earned over some days, by ACT/360 on what is outstanding.</summary>
    public static Money SeniorInterestFor(Money seniorPrincipal, RateE4 yearlyRate, int days) =>
        (seniorPrincipal.Exact() * yearlyRate.Fraction * new Rational(days, 360)).RoundTo(seniorPrincipal.Currency, RoundingMode.HalfEven);
}

/// <summary>Who gets which part of a project's cash: senior interest, senior principal, junior principal, and what is left is
/// the junior yield. The parts add up to the cash.</summary>
public sealed record Waterfall(Money SeniorInterest, Money SeniorPrincipal, Money JuniorPrincipal, Money JuniorYield, Money ShortfallSenior)
{
    /// <summary>Distributes cash that is left after fees and reserves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cash is negative.</exception>
    public static Waterfall Distribute(Money cash, TrancheClaims claims)
    {
        if (cash.IsNegative) throw new ArgumentOutOfRangeException(nameof(cash), cash, "There is no cash to distribute below nothing.");
        var left = cash;
        var (interest, principal, junior) = (Take(claims.SeniorInterest), Take(claims.SeniorPrincipal), Take(claims.JuniorPrincipal));
        return new Waterfall(interest, principal, junior, left, claims.SeniorInterest + claims.SeniorPrincipal - interest - principal);

        Money Take(Money claim)
        {
            var part = Money.Min(claim, left);
            left -= part;
            return part;
        }
    }

    /// <summary>Lost principal hits the junior tranche first, then the senior one.</summary>
    public static (Money Junior, Money Senior) BearLoss(Money loss, TrancheClaims claims)
    {
        var junior = Money.Min(loss, claims.JuniorPrincipal);
        return (junior, Money.Min(loss - junior, claims.SeniorPrincipal));
    }

    /// <summary>The most senior capital that junior capital can carry.</summary>
    public static Money SeniorMax(Money juniorPaidIn, FactorE4 leverageFactor) => leverageFactor.TimesRoundingDown(juniorPaidIn);
}
