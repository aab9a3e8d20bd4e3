using System.Collections.Immutable;
using System.Text.Json;

namespace Growr.Actors.Identity.Rules;

/// <summary>Turns JSON into a rule, or says why not: unknown operators, wrong numbers of arguments, too deep, too large.</summary>
internal sealed class RuleParser
{
    private int _nodes;

    public RuleNode Parse(JsonElement json, int depth)
    {
        if (++_nodes > Rule.NodesMax || depth > Rule.DepthMax) throw new RuleException(RuleErrors.TooLarge);
        switch (json.ValueKind)
        {
            case JsonValueKind.Undefined: throw new RuleException(RuleErrors.Syntax);
            case JsonValueKind.Array: return new RuleNode.ListOf([.. json.EnumerateArray().Select(item => Parse(item, depth + 1))]);
            case not JsonValueKind.Object: return new RuleNode.Literal(RuleValue.Of(json));
        }
        if (json.EnumerateObject().Count() != 1) throw new RuleException(RuleErrors.Syntax);
        var only = json.EnumerateObject().First();
        var arguments = only.Value.ValueKind == JsonValueKind.Array ? [.. only.Value.EnumerateArray()] : ImmutableArray.Create(only.Value);
        return Operator(only.Name, arguments, depth);
    }

    private RuleNode Operator(string name, ImmutableArray<JsonElement> arguments, int depth)
    {
        if (!Arity.TryGetValue(name, out var arity) || arguments.Length < arity.Min || arguments.Length > arity.Max) throw new RuleException(RuleErrors.Syntax);
        return name switch
        {
            "var" => new RuleNode.Variable(PathOf(arguments[0]), arguments.Length == 2 ? Parse(arguments[1], depth + 1) : null),
            "exists" or "missing" => new RuleNode.Presence(name == "exists", [.. arguments.Select(PathOf)]),
            "any" or "all" or "count" => new RuleNode.Quantifier(name, Parse(arguments[0], depth + 1), Parse(arguments[1], depth + 1)),
            _ => new RuleNode.Operation(name, [.. arguments.Select(argument => Parse(argument, depth + 1))]),
        };
    }

    private static string PathOf(JsonElement argument) =>
        argument.ValueKind == JsonValueKind.String && argument.GetString() is { Length: > 0 and <= PathLengthMax } path
            ? path
            : throw new RuleException(RuleErrors.Syntax);

    private static readonly Dictionary<string, (int Min, int Max)> Arity = new()
    {
        ["var"] = (1, 2), ["exists"] = (1, Any), ["missing"] = (1, Any), ["coalesce"] = (1, Any),
        ["and"] = (1, Any), ["or"] = (1, Any), ["!"] = (1, 1), ["if"] = (3, 3),
        ["=="] = (2, 2), ["!="] = (2, 2), ["<"] = (2, 2), ["<="] = (2, 2), [">"] = (2, 2), [">="] = (2, 2),
        ["between"] = (3, 3), ["in"] = (2, 2), ["startsWith"] = (2, 2),
        ["+"] = (1, Any), ["-"] = (1, 2), ["*"] = (1, Any), ["/"] = (2, 2), ["min"] = (1, Any), ["max"] = (1, Any), ["round"] = (2, 2),
        ["age"] = (2, 2), ["dateAdd"] = (3, 3), ["dateDiff"] = (3, 3),
        ["any"] = (2, 2), ["all"] = (2, 2), ["count"] = (2, 2), ["sum"] = (1, 1), ["len"] = (1, 1),
    };

    private const int Any = Rule.NodesMax;
    private const int PathLengthMax = 200;
}
