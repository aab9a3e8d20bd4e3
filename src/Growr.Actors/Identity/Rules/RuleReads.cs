using System.Collections.Immutable;

namespace Growr.Actors.Identity.Rules;

/// <summary>Finds the paths a rule may read, so that a request asks for those and nothing else.</summary>
internal static class RuleReads
{
    public static ImmutableSortedSet<string> Of(RuleNode node)
    {
        var paths = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        Collect(node, null, paths);
        return paths.ToImmutable();
    }

    // "item" is the element of the innermost list; its own path is known when the list is a plain variable.
    private static void Collect(RuleNode node, string? item, ISet<string> paths)
    {
        switch (node)
        {
            case RuleNode.Variable variable:
                Add(variable.Path, item, paths);
                if (variable.Default is { } other) Collect(other, item, paths);
                break;
            case RuleNode.Presence presence:
                foreach (var path in presence.Paths) Add(path, item, paths);
                break;
            case RuleNode.Quantifier { List: RuleNode.Variable list } each:
                Collect(each.Predicate, Resolved(list.Path, item) is { } outer ? outer + ".*" : null, paths);
                break;
            case RuleNode.Quantifier each:
                Collect(each.List, item, paths);
                Collect(each.Predicate, null, paths);
                break;
            case RuleNode.Operation operation:
                foreach (var argument in operation.Arguments) Collect(argument, item, paths);
                break;
            case RuleNode.ListOf list:
                foreach (var element in list.Items) Collect(element, item, paths);
                break;
        }
    }

    private static void Add(string path, string? item, ISet<string> paths)
    {
        if (Resolved(path, item) is { } resolved) paths.Add(resolved);
    }

    private static string? Resolved(string path, string? item)
    {
        if (path != "item" && !path.StartsWith("item.", StringComparison.Ordinal)) return path;
        return item is null ? null : item + path["item".Length..];
    }
}
