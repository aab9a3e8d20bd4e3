using System.Collections.Immutable;

namespace Growr.Actors.Identity.Rules;

/// <summary>A rule after its shape was checked.</summary>
internal abstract record RuleNode
{
    private RuleNode() { }

    public sealed record Literal(RuleValue Value) : RuleNode;

    public sealed record ListOf(ImmutableArray<RuleNode> Items) : RuleNode;

    /// <summary>A look-up; the default, if any, stands in for what is missing.</summary>
    public sealed record Variable(string Path, RuleNode? Default) : RuleNode;

    /// <summary>exists and missing: they ask about paths, not values.</summary>
    public sealed record Presence(bool AsksForAll, ImmutableArray<string> Paths) : RuleNode;

    /// <summary>any, all and count: a predicate over the items of a list.</summary>
    public sealed record Quantifier(string Name, RuleNode List, RuleNode Predicate) : RuleNode;

    public sealed record Operation(string Name, ImmutableArray<RuleNode> Arguments) : RuleNode;
}
