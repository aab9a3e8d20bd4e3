using System.Diagnostics;

namespace Growr.Actors.Common;

/// <summary>The time one instalment earns interest for: first day included, due day not.</summary>
/// <param name="RegularFromOn">Where the period would begin without a later pay-out: before <paramref name="FromOn"/> for a stub.</param>
/// <param name="FromOn">First day of interest.</param>
/// <param name="DueOn">Day the instalment is due.</param>
/// <param name="Months">Whole months of the regular period; 0 when the plan counts days or weeks.</param>
public readonly record struct InterestPeriod(DateOnly RegularFromOn, DateOnly FromOn, DateOnly DueOn, int Months)
{
    public int Days => DueOn.DayNumber - FromOn.DayNumber;

    /// <summary>The part of a year between two days of this period, by a convention.</summary>
    public Rational YearFraction(DayCount dayCount, DateOnly fromOn, DateOnly toOn)
    {
        // 30/360 knows months only; a plan in days or weeks counts its days against 360.
        if (dayCount == DayCount.Thirty360 && Months > 0)
            return new Rational(Months, 12) * new Rational(toOn.DayNumber - fromOn.DayNumber, DueOn.DayNumber - RegularFromOn.DayNumber);
        return Calendar.YearFraction(dayCount, fromOn, toOn);
    }

    public Rational YearFraction(DayCount dayCount) => YearFraction(dayCount, FromOn, DueOn);
}

/// <summary>Calendar arithmetic of plans.</summary>
public static class Calendar
{
    /// <summary>Whether a day can be one on which business is done: schedules that start on it have dates.</summary>
    public static bool IsBusinessDate(DateOnly day) => day.Year is >= 2000 and < 2200;

    /// <summary>The n-th date after an anchor. Months keep the anchor's day where the month has it, else its last day.</summary>
    public static DateOnly Step(DateOnly anchorOn, PeriodUnit unit, int every, int count) => unit switch
    {
        PeriodUnit.Month => anchorOn.AddMonths(every * count),
        PeriodUnit.Week => anchorOn.AddDays(7 * every * count),
        PeriodUnit.Day => anchorOn.AddDays(every * count),
        _ => throw new UnreachableException(unit.ToString()),
    };

    /// <summary>Days of a span over the days of its year; 30/360 without months counts as ACT/360.</summary>
    public static Rational YearFraction(DayCount dayCount, DateOnly fromOn, DateOnly toOn) => dayCount switch
    {
        DayCount.Thirty360 or DayCount.Actual360 => new Rational(toOn.DayNumber - fromOn.DayNumber, 360),
        DayCount.Actual365 => new Rational(toOn.DayNumber - fromOn.DayNumber, 365),
        DayCount.ActualActual => ByCalendarYears(fromOn, toOn),
        _ => throw new UnreachableException(dayCount.ToString()),
    };

    private static Rational ByCalendarYears(DateOnly fromOn, DateOnly toOn)
    {
        var sum = Rational.Zero;
        for (var on = fromOn; on < toOn;)
        {
            var newYearOn = new DateOnly(on.Year + 1, 1, 1);
            var until = newYearOn < toOn ? newYearOn : toOn;
            sum += new Rational(until.DayNumber - on.DayNumber, DateTime.IsLeapYear(on.Year) ? 366 : 365);
            on = until;
        }
        return sum;
    }
}
