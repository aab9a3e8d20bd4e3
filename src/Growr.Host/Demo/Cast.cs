using System.Text.Json.Nodes;
using Growr.Actors.Identity.Jose;
using Growr.Hypercore.Crypto;

namespace Growr.Host.Demo;

/// <summary>
/// Everybody in the story: the cooperative that knows its members, the registry that knows identities, the mobile-money company
/// that knows cash flows, and eight members who ask for loans. Seven may have one; the eighth may not.
/// </summary>
internal sealed class Cast : IDisposable
{
    private readonly List<KeyPair> _issuerKeys = [];

    /// <param name="cooperative">Signs for the organization itself.</param>
    /// <param name="at">When the members got their credentials, or shortly after.</param>
    public Cast(ISigner cooperative, DateTimeOffset at)
    {
        Cooperative = new Issuer(cooperative);
        Registry = NewIssuer();
        MobileMoney = NewIssuer();
        Members = [.. Names.Select(name => Member(name, at))];
        Refused = Member("Otieno", at, standing: "PROBATION", inflow: "9000.00", provenDaysAgo: 181);
    }

    public Issuer Cooperative { get; }
    public Issuer Registry { get; }
    public Issuer MobileMoney { get; }

    /// <summary>Eligible borrowers, in the order in which they apply.</summary>
    public IReadOnlyList<Person> Members { get; }

    /// <summary>On probation, with a thin and outdated cash flow.</summary>
    public Person Refused { get; }

    /// <summary>A person the cooperative, the registry and the mobile-money company know, with credentials that are fresh on a day.</summary>
    public Person Member(string name, DateTimeOffset at, string standing = "GOOD", string inflow = "42000.00", int provenDaysAgo = 10)
    {
        var person = new Person(name);
        var key = person.Signer.Key;
        var proven = at.AddDays(-provenDaysAgo);
        person.Wallet.Add(Registry.Issue("kyc", key, at.AddDays(-90), new JsonObject
        {
            ["given_name"] = name, ["family_name"] = "Demo", ["birthdate"] = "1990-04-02", ["kyc_level"] = "STANDARD",
            ["aml_clear"] = true, ["checked_at"] = "2025-09-01", ["address"] = new JsonObject { ["country"] = "KE", ["region"] = "Kisumu" },
        }));
        person.Wallet.Add(Cooperative.Issue("community-membership", key, at.AddDays(-60), new JsonObject
        {
            ["organization_did"] = Cooperative.Did, ["role"] = "MEMBER", ["member_since"] = "2021-05-20", ["standing"] = standing,
        }));
        person.Wallet.Add(MobileMoney.Issue("financial-data", key, proven, new JsonObject
        {
            ["provider_type"] = "MOBILE_MONEY", ["period_start"] = "2025-03-01", ["period_end"] = "2025-05-31", ["currency"] = "KES",
            ["avg_monthly_inflow"] = inflow, ["avg_monthly_outflow"] = "8000.00", ["transactions_count"] = 214,
        }));
        return person;
    }

    /// <summary>What the project asks of a borrower.</summary>
    public static string Criteria => """
        {
          "version": 1,
          "credentials": [
            {"id": "kyc", "categories": ["kyc"]},
            {"id": "mem", "categories": ["community-membership"], "minIssuerLevel": "SELF"},
            {"id": "fin", "categories": ["financial-data"], "maxAgeDays": 180}
          ],
          "rule": {"and": [
            {">=": [{"age": [{"var": "kyc.birthdate"}, {"var": "today"}]}, 18]},
            {"==": [{"var": "kyc.aml_clear"}, true]},
            {"==": [{"var": "mem.standing"}, "GOOD"]}
          ]},
          "affordability": {"credential": "fin", "maxShare": "0.5"},
          "declineTexts": {
            "TooOld": "proof of income is older than 180 days: get a new one",
            "FALSE:/and/0": "borrowers must be 18 years old",
            "FALSE:/and/1": "identity check is not clear",
            "FALSE:/and/2": "membership is not in good standing: see the cooperative",
            "InstalmentTooHigh": "instalment is above half of the proven income: ask for less"
          }
        }
        """;

    public void Dispose()
    {
        foreach (var person in Members.Append(Refused)) person.Dispose();
        foreach (var keys in _issuerKeys) keys.Dispose();
    }

    private Issuer NewIssuer()
    {
        var keys = KeyPair.FromSeed(System.Security.Cryptography.RandomNumberGenerator.GetBytes(KeyPair.SeedBytes));
        _issuerKeys.Add(keys);
        return new Issuer(new Ed25519Signer(keys));
    }

    private static readonly string[] Names = ["Achieng", "Barasa", "Chebet", "Dalmas", "Esther", "Farida", "Gitau"];
}
