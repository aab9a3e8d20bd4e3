using System.Globalization;
using Growr.Actors.Common;

namespace Growr.Actors.Books;

/// <summary>How exact facts about one person become public: rounded until many people share them.</summary>
public static class Coarse
{
    /// <summary>Persons that must stand behind a published figure.</summary>
    public const int PersonsMin = 5;

    /// <summary>An amount with two significant digits: 12,345 becomes 12,000. Halves go up.</summary>
    public static Money Amount(Money exact)
    {
        var step = 1L;
        while (Math.Abs(exact.MinorUnits) / step >= 100) step *= 10;
        var rest = Math.Abs(exact.MinorUnits) % step;
        var rounded = Math.Abs(exact.MinorUnits) - rest + (rest * 2 >= step ? step : 0);
        return exact with { MinorUnits = Math.Sign(exact.MinorUnits) * rounded };
    }

    /// <summary>A day becomes its month: 2026-03.</summary>
    public static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>An instant becomes its ISO week: 2026-W09.</summary>
    public static string Week(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(at.UtcDateTime)}-W{ISOWeek.GetWeekOfYear(at.UtcDateTime):D2}");

    /// <summary>A share in steps of ten percent, rounded down: 1,999 of 2,000 is 90.</summary>
    public static int ShareInTens(Money part, Money whole) =>
        whole.IsPositive ? (int)((Int128)Math.Max(0, part.MinorUnits) * 10 / whole.MinorUnits) * 10 : 0;

    /// <summary>A figure about a group stays unsaid when the group is small but not empty.</summary>
    public static bool MayBeSaid(int persons) => persons is 0 or >= PersonsMin;
}
