using System.Collections.Immutable;

namespace Growr.Actors.Common;

/// <summary>A no with its reason: a stable code for programs and a sentence for people that says how to mend it.</summary>
/// <param name="Code">One of <see cref="Codes"/>.</param>
/// <param name="Message">What happened and what to do; never personal data.</param>
public sealed record Refusal(string Code, string Message)
{
    /// <summary>The field at fault, where there is one.</summary>
    public string? Field { get; init; }

    /// <summary>Every check that failed, each starting with its own code, for answers that collect them all.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>Whether trying again later, unchanged, can help.</summary>
    public bool Retryable { get; init; }
}
