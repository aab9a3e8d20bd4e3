namespace Growr.Actors.Identity.Rules;

/// <summary>Why a rule could not be read or evaluated. A rule with an error is never true.</summary>
public static class RuleErrors
{
    public const string Syntax = "RULE_SYNTAX";
    public const string TooLarge = "RULE_TOO_LARGE";
    public const string Type = "RULE_TYPE_ERROR";
    public const string DivisionByZero = "DIV_BY_ZERO";
}
