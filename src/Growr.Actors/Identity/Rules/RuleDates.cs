using System.Globalization;

namespace Growr.Actors.Identity.Rules;

/// <summary>Calendar arithmetic of rules: whole units that have passed, month ends clamped.</summary>
internal static class RuleDates
{
    /// <summary>Whole months from one date to another; a month is over when its day of the month is reached.</summary>
    public static int MonthsBetween(DateOnly from, DateOnly to) =>
        (to.Year - from.Year) * 12 + to.Month - from.Month - (to.Day < from.Day ? 1 : 0);

    public static RuleValue Difference(DateOnly from, DateOnly to, string unit) => RuleValue.Of(unit switch
    {
        "day" => to.DayNumber - from.DayNumber,
        "week" => (to.DayNumber - from.DayNumber) / 7,
        "month" => MonthsBetween(from, to),
        "year" => MonthsBetween(from, to) / 12,
        _ => throw RuleException.Type(),
    });

    public static RuleValue Add(DateOnly date, int count, string unit)
    {
        try
        {
            var moved = unit switch
            {
                "day" => date.AddDays(count),
                "week" => date.AddDays(checked(count * 7)),
                "month" => date.AddMonths(count),
                "year" => date.AddYears(count),
                _ => throw RuleException.Type(),
            };
            return new RuleValue.Text(moved.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        catch (Exception outside) when (outside is ArgumentOutOfRangeException or OverflowException)
        {
            throw RuleException.Type();
        }
    }
}
