using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>What was shown, each presentation beside the criteria it answers. Lives for one check and is not kept.</summary>
internal sealed class PresentedSet
{
    private readonly EligibilityCriteria _criteria;

    public PresentedSet(EligibilityQuestion question, VerificationEnvironment environment)
    {
        _criteria = question.Criteria;
        Items = [.. question.Presentations.Take(IdentityLimits.PresentationsMax).Select(presentation => new Item(
            presentation.CredentialId,
            _criteria.Credentials.FirstOrDefault(wanted => wanted.Id == presentation.CredentialId),
            SdJwtVerifier.Verify(presentation.Text, question.Terms, environment.Dids)))];
    }

    public ImmutableArray<Item> Items { get; }

    /// <summary>Ids that are needed and were not shown, or were shown without what the criteria ask of them.</summary>
    public IEnumerable<(string Id, string Reason)> Missing()
    {
        if (_criteria.Sets.IsEmpty) return _criteria.Credentials.Select(wanted => Lack(wanted.Id)).OfType<(string, string)>();
        return _criteria.Sets
            .Where(set => set.IsRequired && !set.Options.Any(option => option.All(id => Lack(id) is null)))
            .SelectMany(set => set.Options.SelectMany(option => option).Distinct().Select(Lack).OfType<(string, string)>())
            .Distinct();
    }

    /// <summary>The data rules look at: claims whose issuer, holder and schema are proven, the loan, the project and today.</summary>
    public JsonElement RuleData(EligibilityQuestion question)
    {
        var loan = question.Loan;
        var data = new JsonObject
        {
            ["today"] = question.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["project"] = new JsonObject { ["key"] = question.Project.Value },
            ["loan"] = new JsonObject
            {
                ["amount"] = loan.Amount.ToDecimalString(),
                ["duration"] = loan.Duration,
                ["instalment"] = loan.Instalment.ToDecimalString(),
                ["currency"] = loan.Amount.Currency.Code,
            },
        };
        foreach (var wanted in _criteria.Credentials)
        {
            var shown = Proven(wanted.Id).Select(credential => credential.CategoryClaims()).ToArray();
            if (wanted.IsMultiple) data[wanted.Id] = new JsonArray([.. shown]);
            else if (shown.Length == 1) data[wanted.Id] = shown[0];
        }
        return JsonSerializer.SerializeToElement(data);
    }

    private IEnumerable<PresentedCredential> Proven(string id) =>
        Items.Where(item => item.CredentialId == id && item.IsTypeWanted).Select(item => item.Verification.Credential!);

    private (string, string)? Lack(string id)
    {
        var shown = Items.Where(item => item.CredentialId == id).ToArray();
        if (shown.Length == 0) return (id, "NotPresented");
        foreach (var item in shown)
        {
            // What is wrong with one that is not proven is told by the other checks.
            if (!item.IsTypeWanted) return null;
            if (ClaimLookup.Lacks(JsonSerializer.SerializeToElement(item.Verification.Credential!.CategoryClaims()), item.Wanted!) is not { } lack) return null;
            if (item == shown[^1]) return (id, $"{lack.Kind}:{lack.Path}");
        }
        return null;
    }

    /// <summary>One presentation.</summary>
    /// <param name="CredentialId">As it was handed in.</param>
    /// <param name="Wanted">What it answers; null when nothing of that id was asked for.</param>
    /// <param name="Verification">What it proves.</param>
    internal sealed record Item(string CredentialId, CriteriaCredential? Wanted, CredentialVerification Verification)
    {
        public bool IsTypeWanted => Wanted is not null && Verification.Credential is { } credential && Wanted.Types.Contains(credential.Type);
    }
}
