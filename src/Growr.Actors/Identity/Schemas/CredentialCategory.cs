using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;

namespace Growr.Actors.Identity.Schemas;

/// <summary>One of the nine kinds of credential: what it is called, which claims it has and how long it usually holds.</summary>
public sealed class CredentialCategory
{
    private readonly ClaimSchema _schema;

    private CredentialCategory(string name, int validityMonths, ClaimSchema schema) =>
        (Name, ValidityMonths, _schema) = (name, validityMonths, schema);

    public string Name { get; }

    /// <summary>The type claim (vct) of its credentials.</summary>
    public string Vct => VctOf(Name);

    /// <summary>Months from issuing to expiry when nothing else is asked.</summary>
    public int ValidityMonths { get; }

    public static ImmutableArray<CredentialCategory> All => Loaded.Value;

    public static string VctOf(string category) => $"urn:growr:credential:{category}:1";

    public static CredentialCategory? Named(string name) => All.FirstOrDefault(category => category.Name == name);

    public static CredentialCategory? OfType(string? vct) => All.FirstOrDefault(category => category.Vct == vct);

    public bool Knows(string claim) => _schema.Knows(claim);

    /// <summary>What keeps claims from being issued: paths by names of the schema; empty when all is well.</summary>
    public ImmutableArray<string> FaultsOfComplete(JsonElement claims) => [.. _schema.FaultsOf(claims, isComplete: true)];

    /// <summary>The same for claims shown, of which any may be left out.</summary>
    public ImmutableArray<string> FaultsOfShown(JsonElement claims) => [.. _schema.FaultsOf(claims, isComplete: false)];

    private static ImmutableArray<CredentialCategory> LoadAll()
    {
        var definitions = Read("definitions").GetProperty("$defs");
        return [.. Validity.Select(row => new CredentialCategory(row.Name, row.Months, ClaimSchema.Load(Read(row.Name), definitions)))];
    }

    private static JsonElement Read(string name)
    {
        using var stream = typeof(CredentialCategory).Assembly.GetManifestResourceStream($"Schemas/{name}.json")
            ?? throw new UnreachableException($"Schema {name} is not embedded.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    private static readonly (string Name, int Months)[] Validity =
    [
        ("kyc", 24), ("financial-data", 6), ("savings-history", 6), ("credit-history", 12), ("business-activity", 12),
        ("ownership", 24), ("community-membership", 12), ("social-endorsement", 12), ("financial-health", 36),
    ];

    private static readonly Lazy<ImmutableArray<CredentialCategory>> Loaded = new(LoadAll);
}
