using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Growr.Actors.Identity.Schemas;

/// <summary>
/// A JSON Schema (2020-12) of claims, for exactly the keywords the categories use; any other keyword is an error when loaded.
/// Beyond the schema a date must be one of the calendar.
/// </summary>
internal sealed class ClaimSchema
{
    private string _type = "";
    private bool _isDate;
    private Regex? _pattern;
    private ImmutableArray<string>? _allowed;
    private long _minimum = long.MinValue;
    private long _maximum = long.MaxValue;
    private int _lengthMin;
    private int _lengthMax = int.MaxValue;
    private int _itemsMin;
    private int _itemsMax = int.MaxValue;
    private bool _hasUniqueItems;
    private ClaimSchema? _items;
    private ImmutableHashSet<string> _required = [];
    private ImmutableDictionary<string, ClaimSchema> _properties = ImmutableDictionary<string, ClaimSchema>.Empty;

    /// <summary>Compiles a schema; <paramref name="definitions"/> are what "$ref" points to.</summary>
    public static ClaimSchema Load(JsonElement schema, JsonElement definitions)
    {
        var loaded = new ClaimSchema();
        foreach (var keyword in schema.EnumerateObject()) loaded.Take(keyword.Name, keyword.Value, definitions);
        return loaded;
    }

    /// <summary>Whether the schema names a claim.</summary>
    public bool Knows(string name) => _properties.ContainsKey(name);

    /// <summary>Paths of what does not fit, by names of the schema only: a stranger's names and values are never repeated.</summary>
    /// <param name="value">The claims.</param>
    /// <param name="isComplete">True when issuing; a presentation leaves claims out, so nothing is required of it.</param>
    public IEnumerable<string> FaultsOf(JsonElement value, bool isComplete) => FaultsOf(value, isComplete, "");

    private IEnumerable<string> FaultsOf(JsonElement value, bool isComplete, string path) => _type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object ? ObjectFaults(value, isComplete, path) : [path],
        "array" => value.ValueKind == JsonValueKind.Array ? ArrayFaults(value, isComplete, path) : [path],
        "string" => value.ValueKind == JsonValueKind.String && IsGoodText(value.GetString()!) ? [] : [path],
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            && number >= _minimum && number <= _maximum ? [] : [path],
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? [] : [path],
        _ => throw new UnreachableException(_type),
    };

    private IEnumerable<string> ObjectFaults(JsonElement value, bool isComplete, string path)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (!_properties.TryGetValue(property.Name, out var schema)) yield return Join(path, "additional");
            else foreach (var fault in schema.FaultsOf(property.Value, isComplete, Join(path, property.Name))) yield return fault;
        }
        if (!isComplete) yield break;
        foreach (var name in _required.Where(name => !value.TryGetProperty(name, out _)).Order(StringComparer.Ordinal))
            yield return Join(path, name);
    }

    private IEnumerable<string> ArrayFaults(JsonElement value, bool isComplete, string path)
    {
        var count = value.GetArrayLength();
        if (count > _itemsMax || isComplete && count < _itemsMin) return [path];
        var items = value.EnumerateArray().ToArray();
        if (_hasUniqueItems && items.Select(item => item.GetRawText()).Distinct().Count() != count) return [path];
        return items.SelectMany(item => _items!.FaultsOf(item, isComplete, path)).Distinct();
    }

    private bool IsGoodText(string text)
    {
        if (_allowed is { } allowed && !allowed.Contains(text)) return false;
        var length = text.EnumerateRunes().Count();
        if (length < _lengthMin || length > _lengthMax || _pattern?.IsMatch(text) == false) return false;
        return !_isDate || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    private void Take(string keyword, JsonElement value, JsonElement definitions)
    {
        switch (keyword)
        {
            case "$ref": Refer(value.GetString()!, definitions); break;
            case "type": _type = value.GetString()!; break;
            case "pattern": _pattern = Compile(value.GetString()!); break;
            case "enum": _allowed = [.. value.EnumerateArray().Select(item => item.GetString()!)]; break;
            case "minimum": _minimum = value.GetInt64(); break;
            case "maximum": _maximum = value.GetInt64(); break;
            case "minLength": _lengthMin = value.GetInt32(); break;
            case "maxLength": _lengthMax = value.GetInt32(); break;
            case "minItems": _itemsMin = value.GetInt32(); break;
            case "maxItems": _itemsMax = value.GetInt32(); break;
            case "uniqueItems": _hasUniqueItems = value.GetBoolean(); break;
            case "items": _items = Load(value, definitions); break;
            case "required": _required = [.. value.EnumerateArray().Select(item => item.GetString()!)]; break;
            case "properties":
                _properties = value.EnumerateObject().ToImmutableDictionary(p => p.Name, p => Load(p.Value, definitions));
                break;
            case "additionalProperties" when value.ValueKind == JsonValueKind.False: break;
            default: throw new UnreachableException($"Keyword \"{keyword}\" has no meaning here.");
        }
    }

    private void Refer(string reference, JsonElement definitions)
    {
        var name = reference.Split('/')[^1];
        foreach (var keyword in definitions.GetProperty(name).EnumerateObject()) Take(keyword.Name, keyword.Value, definitions);
        _isDate = name == "date";
    }

    // In .NET '$' also matches before a last line feed, which would let one through.
    private static Regex Compile(string pattern) =>
        new(pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
