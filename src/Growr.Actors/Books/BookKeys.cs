using System.Globalization;
using Growr.Actors.Common;

namespace Growr.Actors.Books;

/// <summary>Where things stand in a book. Keys sort so that one range is one project, one loan, one month.</summary>
public static class BookKeys
{
    /// <summary>What the book is; the first entry of every book.</summary>
    public const string About = "m/book";

    public static string Project(ProjectKey project) => $"p/{project}";
    public static string Loan(ProjectKey project, string loan) => $"l/{project}/{loan}";
    public static string LoanEvent(LoanKey loan, long seq) => $"le/{loan}/{Padded(seq)}";
    public static string Declined(ProjectKey project, LoanKey application) => $"a/{project}/{application}";
    public static string Funding(ProjectKey project, long seq) => $"f/{project}/{Padded(seq)}";
    public static string Payment(LoanKey loan, PaymentKey payment) => $"pay/{loan}/{payment}";
    public static string Aggregate(ProjectKey project, string month) => $"agg/{project}/{month}";
    public static string PaymentMonth(ProjectKey project, string month) => $"pm/{project}/{month}";
    public static string Trail(long seq) => $"t/{Padded(seq)}";
    public static string Index(string index, string value, string key) => $"x/{index}/{value}/{key}";

    private static string Padded(long seq) => seq.ToString("D20", CultureInfo.InvariantCulture);
}
