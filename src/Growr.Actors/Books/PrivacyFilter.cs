using System.Text.RegularExpressions;

namespace Growr.Actors.Books;

/// <summary>Takes out of free text what may point at a person: mail addresses, phone numbers, DIDs and long numbers.</summary>
public static partial class PrivacyFilter
{
    public const string Removed = "[removed]";

    public static string Clean(string text) => Personal().Replace(text, Removed);

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|did:[a-z0-9]+:[\w.:%-]*\w|\+?\d(?:[ ()/-]?\d){6,}")]
    private static partial Regex Personal();
}
