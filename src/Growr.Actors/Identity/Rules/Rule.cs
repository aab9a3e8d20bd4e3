using System.Collections.Immutable;
using System.Text.Json;

namespace Growr.Actors.Identity.Rules;

/// <summary>
/// A rule over disclosed claims, the loan asked for and today: decided exactly, within limits, and without any clock, network or
/// text pattern. What was not shown makes a comparison unknown, and unknown is never true.
/// </summary>
public sealed class Rule
{
    public const int DepthMax = 32;
    public const int NodesMax = 512;
    public const int ListItemsMax = 1000;

    private readonly RuleNode _root;

    private Rule(RuleNode root) => _root = root;

    /// <summary>Reads a rule; the error is one of <see cref="RuleErrors"/>.</summary>
    public static bool TryParse(JsonElement json, out Rule rule, out string? error)
    {
        (rule, error) = (null!, null);
        try
        {
            rule = new Rule(new RuleParser().Parse(json, 0));
            return true;
        }
        catch (RuleException wrong)
        {
            error = wrong.Message;
            return false;
        }
    }

    /// <summary>Decides over data whose members are the roots of paths. Never throws.</summary>
    public RuleOutcome Evaluate(JsonElement data)
    {
        var evaluator = new RuleEvaluator(data);
        try
        {
            var value = evaluator.Decide(_root);
            var isTrue = value is RuleValue.Truth { IsTrue: true };
            return new RuleOutcome(value is RuleValue.Unknown ? RuleValue.False : value, null, isTrue ? [] : [.. evaluator.Reasons.Distinct()]);
        }
        catch (RuleException wrong)
        {
            return new RuleOutcome(null, wrong.Message, [wrong.Message, .. evaluator.Reasons.Distinct()]);
        }
    }

    /// <summary>
    /// Every path the rule may read. The path of a list whose items it looks into is followed by "*" and the name inside the item.
    /// </summary>
    public ImmutableSortedSet<string> Reads() => RuleReads.Of(_root);
}
