using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Growr.Actors.Common;

namespace Growr.Actors.Identity.Rules;

/// <summary>One evaluation: counts its steps and remembers what was missing and which parts came out false.</summary>
internal sealed class RuleEvaluator(JsonElement data)
{
    private readonly List<string> _reasons = [];
    private int _steps;

    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>Evaluates; the parts of the outer "and" are all looked at, so that every failing one gives its reason.</summary>
    public RuleValue Decide(RuleNode node) => Decide(node, "");

    private RuleValue Decide(RuleNode node, string place)
    {
        if (node is RuleNode.Operation { Name: "and" } and)
            return Kleene([.. and.Arguments.Select((part, i) => Decide(part, $"{place}/and/{i}"))], decisive: false);
        var before = _reasons.Count;
        var value = Value(node, null);
        if (value is RuleValue.Truth { IsTrue: true }) _reasons.RemoveRange(before, _reasons.Count - before);
        if (value is RuleValue.Truth { IsTrue: false }) _reasons.Add($"FALSE:{(place.Length == 0 ? "/" : place)}");
        return value;
    }

    private RuleValue Value(RuleNode node, RuleValue? item)
    {
        // Lists in lists multiply; the steps are bounded, whatever the shape of rule and data.
        if (++_steps > StepsMax) throw new RuleException(RuleErrors.TooLarge);
        return node switch
        {
            RuleNode.Literal literal => literal.Value,
            RuleNode.ListOf list => new RuleValue.List([.. list.Items.Select(element => Value(element, item))]),
            RuleNode.Variable variable => Look(variable, item),
            RuleNode.Presence { AsksForAll: true } all => RuleValue.Of(all.Paths.All(path => Find(path, item) is not null)),
            RuleNode.Presence some => RuleValue.Of(some.Paths.Any(path => Find(path, item) is null)),
            RuleNode.Quantifier each => Quantify(each, item),
            RuleNode.Operation operation => Operate(operation, item),
            _ => throw new UnreachableException(),
        };
    }

    private RuleValue Look(RuleNode.Variable variable, RuleValue? item)
    {
        if (Find(variable.Path, item) is { } found) return found;
        if (variable.Default is { } other) return Value(other, item);
        _reasons.Add("MISSING:" + variable.Path);
        return RuleValue.Missing;
    }

    private RuleValue? Find(string path, RuleValue? item)
    {
        var names = path.Split('.');
        if (names[0] != "item" || item is null) return Find(data, names);
        if (names.Length == 1) return item;
        return item is RuleValue.Members members ? Find(members.Value, names[1..]) : null;
    }

    private static RuleValue? Find(JsonElement from, string[] names)
    {
        foreach (var name in names)
        {
            if (from.Member(name) is not { } below) return null;
            from = below;
        }
        return RuleValue.Of(from);
    }

    private RuleValue Quantify(RuleNode.Quantifier each, RuleValue? item)
    {
        var value = Value(each.List, item);
        if (value is RuleValue.Unknown) return value;
        if (value is not RuleValue.List list || list.Items.Length > Rule.ListItemsMax) throw RuleException.Type();
        var results = list.Items.Select(element => Value(each.Predicate, element)).ToImmutableArray();
        return each.Name switch
        {
            "any" => Kleene(results, decisive: true),
            "all" => Kleene(results, decisive: false),
            _ when results.Any(result => result is RuleValue.Unknown) => RuleValue.Missing,
            _ => RuleValue.Of(results.Count(RuleOperators.IsTrue)),
        };
    }

    private RuleValue Operate(RuleNode.Operation operation, RuleValue? item)
    {
        var arguments = operation.Arguments;
        switch (operation.Name)
        {
            case "and": return ShortKleene(arguments, item, decisive: false);
            case "or": return ShortKleene(arguments, item, decisive: true);
            case "if":
                var condition = Value(arguments[0], item);
                return condition is RuleValue.Unknown ? condition : Value(RuleOperators.IsTrue(condition) ? arguments[1] : arguments[2], item);
            case "coalesce": return Coalesce(arguments, item);
        }
        var values = arguments.Select(argument => Value(argument, item)).ToImmutableArray();
        var isUnknown = values.Any(value => value is RuleValue.Unknown || value is RuleValue.List list && list.Items.Any(i => i is RuleValue.Unknown));
        return isUnknown ? RuleValue.Missing : RuleOperators.Apply(operation.Name, values);
    }

    private RuleValue Coalesce(ImmutableArray<RuleNode> arguments, RuleValue? item)
    {
        var before = _reasons.Count;
        foreach (var argument in arguments)
        {
            var value = Value(argument, item);
            if (value is RuleValue.Unknown or RuleValue.Null) continue;
            _reasons.RemoveRange(before, _reasons.Count - before);
            return value;
        }
        return RuleValue.Missing;
    }

    private RuleValue ShortKleene(ImmutableArray<RuleNode> arguments, RuleValue? item, bool decisive)
    {
        var isUnknown = false;
        foreach (var argument in arguments)
        {
            var value = Value(argument, item);
            if (value is RuleValue.Unknown) isUnknown = true;
            else if (RuleOperators.IsTrue(value) == decisive) return value;
        }
        return isUnknown ? RuleValue.Missing : RuleValue.Of(!decisive);
    }

    // The decisive value beats unknown, unknown beats the other one.
    private static RuleValue Kleene(ImmutableArray<RuleValue> values, bool decisive)
    {
        if (values.Any(value => value is not RuleValue.Unknown && RuleOperators.IsTrue(value) == decisive)) return RuleValue.Of(decisive);
        return values.Any(value => value is RuleValue.Unknown) ? RuleValue.Missing : RuleValue.Of(!decisive);
    }

    private const int StepsMax = 100_000;
}
