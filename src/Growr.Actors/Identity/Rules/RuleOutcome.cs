using System.Collections.Immutable;

namespace Growr.Actors.Identity.Rules;

/// <summary>What a rule came to.</summary>
/// <param name="Value">Null when there was an error.</param>
/// <param name="Error">One of <see cref="RuleErrors"/>, or null.</param>
/// <param name="Reasons">Why it is not true: MISSING:path, or FALSE:place of the rule's part. Empty when it is.</param>
public sealed record RuleOutcome(RuleValue? Value, string? Error, ImmutableArray<string> Reasons)
{
    /// <summary>Only a plain true counts: unknown, an error or any other value does not.</summary>
    public bool IsTrue => Error is null && Value is RuleValue.Truth { IsTrue: true };
}
