using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Tenancy;

[JsonConverter(typeof(CodeEnumConverter<OrganizationKind>))]
public enum OrganizationKind { Cooperative, Guild, CircularEconomy, Telco, Retailer, GigPlatform, Wallet, Fintech, Investor, Other }

/// <summary>Who runs lending on this node: one tenant.</summary>
public sealed record Organization
{
    public required TenantId Id { get; init; }

    /// <summary>Unique on the node, at most 120 characters.</summary>
    public required string Name { get; init; }
    public required string LegalName { get; init; }
    public required OrganizationKind Kind { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>IANA name; schedules and the business date live in it.</summary>
    public required string TimeZone { get; init; }
    public required string Locale { get; init; }
    public required Currency Currency { get; init; }
}
