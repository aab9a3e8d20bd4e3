using System.Text.Json;
using Growr.Actors.Common;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>Finds claims by path.</summary>
internal static class ClaimLookup
{
    /// <summary>Every value a path leads to; none when the claim is not there.</summary>
    public static IEnumerable<JsonElement> Find(JsonElement claims, ClaimPath path) =>
        path.Names.Aggregate<string?, IEnumerable<JsonElement>>([claims], (values, name) => values.SelectMany(value => Step(value, name)));

    /// <summary>Whether a credential shows the claims that the criteria name, with a value that will do. The path at fault, or null.</summary>
    public static (string Kind, ClaimPath Path)? Lacks(JsonElement claims, CriteriaCredential wanted)
    {
        foreach (var path in wanted.Claims.Concat(wanted.EqualTo.Select(entry => entry.Path)))
            if (!Find(claims, path).Any()) return ("ClaimMissing", path);
        foreach (var entry in wanted.EqualTo)
            if (!Find(claims, entry.Path).Any(value => entry.Values.Any(wantedValue => JsonElement.DeepEquals(value, wantedValue))))
                return ("OtherValue", entry.Path);
        return null;
    }

    private static IEnumerable<JsonElement> Step(JsonElement value, string? name)
    {
        if (name is null) return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
        return value.Member(name) is { } found ? [found] : [];
    }
}
