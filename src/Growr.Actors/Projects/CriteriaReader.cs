using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Growr.Actors.Common;

namespace Growr.Actors.Projects;

/// <summary>Reads criteria from JSON and says everything that is wrong with them.</summary>
internal sealed partial class CriteriaReader
{
    private readonly List<string> _faults = [];

    public static bool TryRead(string? json, out EligibilityCriteria criteria, out ImmutableArray<string> faults)
    {
        criteria = null!;
        faults = ["criteria: not a JSON object, or above 64 KiB"];
        if (!StrictJson.TryParse(json, BytesMax, out var root) || root.ValueKind != JsonValueKind.Object) return false;
        var reader = new CriteriaReader();
        var read = reader.Read(root, json!);
        faults = [.. reader._faults];
        criteria = faults.IsEmpty ? read! : null!;
        return faults.IsEmpty;
    }

    private EligibilityCriteria? Read(JsonElement root, string json)
    {
        Only(root, "criteria", "version", "credentials", "sets", "rule", "pricing", "affordability", "declineTexts");
        var version = root.Whole("version");
        if (version is not (> 0 and <= int.MaxValue)) Fault("version: a whole number from 1");
        if (root.Member("rule") is not { ValueKind: JsonValueKind.Object } rule) { Fault("rule: missing"); return null; }
        var credentials = List(root, "credentials").Select((item, i) => Credential(item, $"credentials[{i}]")).ToImmutableArray();
        if (credentials.IsEmpty) Fault("credentials: at least one");
        if (credentials.Select(credential => credential.Id).Distinct().Count() != credentials.Length) Fault("credentials: an id twice");
        var ids = credentials.Select(credential => credential.Id).ToHashSet();
        return new EligibilityCriteria
        {
            Version = (int)(version is > 0 and <= int.MaxValue ? version : 0),
            Credentials = credentials,
            Sets = [.. List(root, "sets").Select((item, i) => Set(item, $"sets[{i}]", ids))],
            Rule = rule,
            Pricing = [.. List(root, "pricing").Select((item, i) => Pricing(item, $"pricing[{i}]"))],
            Affordability = root.Member("affordability") is { } terms ? Affordability(terms, credentials) : null,
            DeclineTexts = Texts(root),
            Json = json,
        };
    }

    private CriteriaCredential Credential(JsonElement item, string at)
    {
        Only(item, at, "id", "categories", "vct", "issuers", "minIssuerLevel", "maxAgeDays", "claims", "equals", "multiple");
        var id = item.Text("id") ?? "";
        if (!Name().IsMatch(id) || Reserved.Contains(id)) Fault($"{at}.id: letters, digits, '-' or '_', and not a root of the rule language");
        var types = Strings(item, "categories", at).Select(name => $"urn:growr:credential:{name}:1").Concat(Strings(item, "vct", at)).ToImmutableArray();
        if (types.IsEmpty) Fault($"{at}: categories or vct");
        var maxAge = item.Whole("maxAgeDays");
        if (item.Member("maxAgeDays") is not null && maxAge is not (> 0 and <= 36_500)) Fault($"{at}.maxAgeDays: days, from 1");
        return new CriteriaCredential(id, types, [.. Strings(item, "issuers", at)], Level(item, at), maxAge is > 0 and <= 36_500 ? (int)maxAge : null,
            [.. List(item, "claims").Select(path => Path(path, $"{at}.claims"))],
            [.. List(item, "equals").Select(entry => Values(entry, $"{at}.equals"))], Flag(item, "multiple", at) ?? false);
    }

    private ClaimValues Values(JsonElement item, string at)
    {
        Only(item, at, "path", "values");
        var values = List(item, "values");
        if (values.IsEmpty || values.Any(value => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)) Fault($"{at}.values: plain values");
        return new ClaimValues(item.Member("path") is { } path ? Path(path, at) : Path(default, at), values);
    }

    private CriteriaSet Set(JsonElement item, string at, HashSet<string> ids)
    {
        Only(item, at, "options", "required");
        var options = List(item, "options").Select(option => option.ValueKind == JsonValueKind.Array
            ? option.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.String ? id.GetString()! : "").ToImmutableArray()
            : []).ToImmutableArray();
        if (options.IsEmpty || options.Any(option => option.IsEmpty || option.Any(id => !ids.Contains(id)))) Fault($"{at}.options: lists of credential ids");
        return new CriteriaSet(options, Flag(item, "required", at) ?? true);
    }

    private PricingTier Pricing(JsonElement item, string at)
    {
        Only(item, at, "when", "set");
        if (item.Member("when") is not { ValueKind: JsonValueKind.Object }) Fault($"{at}.when: a rule");
        var set = item.Member("set") ?? default;
        Only(set, $"{at}.set", "interestRate", "loanMaxAmount");
        if (set.Member("interestRate") is not null && !RateE4.TryParse(set.Text("interestRate"), out _))
            Fault($"{at}.interestRate: percent as a decimal string");
        return new PricingTier(item.Member("when") ?? default, set.Text("interestRate"), Amount(set, "loanMaxAmount", at));
    }

    private AffordabilityTerms Affordability(JsonElement item, ImmutableArray<CriteriaCredential> credentials)
    {
        Only(item, "affordability", "credential", "maxShare");
        var id = item.Text("credential") ?? "";
        var isKnown = credentials.Any(c => c.Id == id && !c.IsMultiple && c.Types is ["urn:growr:credential:financial-data:1"]);
        if (!isKnown) Fault("affordability.credential: the id of a single financial-data credential");
        if (Amount(item, "maxShare", "affordability") is null) Fault("affordability.maxShare: missing");
        return new AffordabilityTerms(id, item.Text("maxShare") ?? "0");
    }

    private ClaimPath Path(JsonElement item, string at)
    {
        var isPath = item.ValueKind == JsonValueKind.Array && item.GetArrayLength() is > 0 and <= PathNamesMax
            && item.EnumerateArray().All(name => name.ValueKind is JsonValueKind.String or JsonValueKind.Null);
        if (!isPath) Fault($"{at}: a path is a list of names");
        return isPath ? ClaimPath.Of([.. item.EnumerateArray().Select(name => name.GetString())]) : ClaimPath.Whole;
    }

    private IssuerLevel? Level(JsonElement item, string at)
    {
        switch (item.Text("minIssuerLevel"))
        {
            case "SELF": return IssuerLevel.Self;
            case "LOCAL": return IssuerLevel.Local;
            case "NETWORK": return IssuerLevel.Network;
        }
        if (item.Member("minIssuerLevel") is not null) Fault($"{at}.minIssuerLevel: SELF, LOCAL or NETWORK");
        return null;
    }

    private ImmutableDictionary<string, string> Texts(JsonElement root)
    {
        if (root.Member("declineTexts") is not { } texts) return ImmutableDictionary<string, string>.Empty;
        var isFine = texts.ValueKind == JsonValueKind.Object && texts.EnumerateObject().All(text => text.Value.ValueKind == JsonValueKind.String);
        if (!isFine) Fault("declineTexts: text ids by reason");
        return isFine
            ? texts.EnumerateObject().ToImmutableDictionary(text => text.Name, text => text.Value.GetString()!)
            : ImmutableDictionary<string, string>.Empty;
    }

    private string? Amount(JsonElement item, string name, string at)
    {
        if (item.Member(name) is null) return null;
        if (item.Text(name) is { } text && Decimals().IsMatch(text)) return text;
        Fault($"{at}.{name}: a decimal string");
        return null;
    }

    private bool? Flag(JsonElement item, string name, string at)
    {
        if (item.Member(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Fault($"{at}.{name}: true or false");
        return null;
    }

    private IEnumerable<string> Strings(JsonElement item, string name, string at)
    {
        var values = List(item, name);
        if (values.All(value => value.ValueKind == JsonValueKind.String)) return values.Select(value => value.GetString()!);
        Fault($"{at}.{name}: a list of texts");
        return [];
    }

    private ImmutableArray<JsonElement> List(JsonElement item, string name)
    {
        if (item.Member(name) is not { } value) return [];
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= ItemsMax) return [.. value.EnumerateArray()];
        Fault($"{name}: a list of at most {ItemsMax}");
        return [];
    }

    private void Only(JsonElement item, string at, params string[] names)
    {
        if (item.ValueKind != JsonValueKind.Object) Fault($"{at}: an object");
        else foreach (var property in item.EnumerateObject().Where(property => !names.Contains(property.Name)))
            Fault($"{at}: unknown field \"{property.Name}\"");
    }

    private void Fault(string fault) => _faults.Add(fault);

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,32}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,8})?\z")]
    private static partial Regex Decimals();

    private static readonly string[] Reserved = ["loan", "project", "today", "item"];
    private const int BytesMax = 64 * 1024;
    private const int ItemsMax = 64;
    private const int PathNamesMax = 8;
}
