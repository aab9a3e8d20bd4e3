using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>Questions about terms that every part of the arithmetic asks.</summary>
internal static class TermsArithmetic
{
    extension(LoanTerms terms)
    {
        /// <summary>Nothing is due before the end.</summary>
        public bool IsOneInstalment => terms.RepaymentModel == RepaymentModel.AdHoc
            || (terms.Type == LoanType.Bullet && terms.BulletInterest == BulletInterest.AtEnd);

        /// <summary>Interest is fixed by contract and does not follow the balance.</summary>
        public bool IsFixedPlan => terms.Type == LoanType.Flat && terms.RepaymentModel == RepaymentModel.Fixed;

        /// <summary>Leading periods whose interest is not simply paid when it is due.</summary>
        public int InterestGrace => terms.GraceMode == GraceMode.InterestPaid || terms.IsOneInstalment ? 0 : terms.InterestGracePeriod ?? terms.GracePeriod;

        /// <summary>Interest of a unit of balance for a span inside a period.</summary>
        public Rational Factor(InterestPeriod period, DateOnly fromOn, DateOnly toOn) => terms.InterestRate.Fraction
            * period.YearFraction(terms.RepaymentModel == RepaymentModel.AdHoc ? DayCount.Actual360 : terms.DayCount, fromOn, toOn);

        public Rational Factor(InterestPeriod period) => terms.Factor(period, period.FromOn, period.DueOn);

        /// <summary>The parts of a period's interest that are left for later and that become principal.</summary>
        public (Money Deferred, Money Capitalised) GraceOf(int number, Money interest)
        {
            var none = Money.Zero(interest.Currency);
            if (number > terms.InterestGrace) return (none, none);
            return (terms.GraceMode == GraceMode.Defer ? interest : none, terms.GraceMode == GraceMode.Capitalise ? interest : none);
        }

        /// <summary>Rounds an amount of the schedule.</summary>
        public Money Fix(Rational minorUnits, Currency currency) =>
            minorUnits.RoundTo(currency, terms.RoundingMode, terms.CurrencyMultiple);

        /// <summary>Rounds a level instalment: ties up when it has a multiple of its own.</summary>
        public Money FixLevel(Rational minorUnits, Currency currency) => terms.InstalmentMultiple is { } multiple
            ? minorUnits.RoundTo(currency, RoundingMode.HalfUp, multiple)
            : terms.Fix(minorUnits, currency);
    }

    /// <summary>The level payment that repays a balance over periods with the given interest factors.</summary>
    public static Rational Annuity(Rational balance, IReadOnlyList<Rational> factors)
    {
        // After k periods a unit of debt has grown to the product, and a unit paid each time is worth the series.
        Rational growth = 1, series = 0;
        foreach (var factor in factors)
        {
            growth *= Rational.One + factor;
            series = series * (Rational.One + factor) + Rational.One;
        }
        return balance * growth / series;
    }
}
