namespace Growr.Actors.Identity.Rules;

/// <summary>Ends an evaluation from within. It never leaves <see cref="Rule"/>, which answers with the error instead.</summary>
internal sealed class RuleException(string error) : Exception(error)
{
    public static RuleException Type() => new(RuleErrors.Type);
}
