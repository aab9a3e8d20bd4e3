using System.Collections.Immutable;
using Growr.Actors.Common;
using Growr.Actors.Identity;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Identity.Schemas;
using Growr.Actors.Identity.Status;
using Growr.Actors.Projects;

namespace Growr.Actors.Tests.Identity.Eligibility;

/// <summary>A borrower with credentials before a project with criteria; each test changes one thing.</summary>
internal sealed record Scene
{
    public static readonly Currency Kes = Currency.Parse("KES");
    public static readonly ProjectKey Project = new("project-1");

    public const string CriteriaJson = """
        {"version":3,
         "credentials":[
          {"id":"kyc","categories":["kyc"],"claims":[["kyc_level"]],"equals":[{"path":["aml_clear"],"values":[true]}],"maxAgeDays":365},
          {"id":"mem","categories":["community-membership"],"equals":[{"path":["standing"],"values":["GOOD"]}]},
          {"id":"end","categories":["social-endorsement"],"multiple":true},
          {"id":"fin","categories":["financial-data"]}],
         "sets":[{"options":[["kyc","fin","mem"],["kyc","fin","end"]],"required":true}],
         "rule":{"and":[
          {">=":[{"age":[{"var":"kyc.birthdate"},{"var":"today"}]},18]},
          {"in":[{"var":"kyc.address.country"},["KE","UG"]]},
          {"or":[{"==":[{"var":"mem.standing"},"GOOD"]},{">=":[{"count":[{"var":"end"},{">=":[{"var":"item.strength"},3]}]},2]}]},
          {"<=":[{"var":"loan.amount"},{"*":["3",{"var":"fin.avg_monthly_inflow"}]}]}]},
         "pricing":[{"when":{">":[{"var":"fin.account_age_months"},100]},"set":{"interestRate":"12"}},
                    {"when":{">":[{"var":"fin.account_age_months"},24]},"set":{"interestRate":"15","loanMaxAmount":"40000"}}],
         "affordability":{"credential":"fin","maxShare":"0.5"},
         "declineTexts":{"FALSE:/and/0":"too-young"}}
        """;

    public EligibilityCriteria Criteria { get; init; } = Parse(CriteriaJson);

    public ImmutableArray<string> Wallet { get; init; } =
        [Samples.Credential("kyc"), Samples.Credential("community-membership"), Samples.Credential("financial-data")];

    public ISigner Holder { get; init; } = Vectors.Holder;

    public PresentationTerms Terms { get; init; } = Samples.Terms();

    /// <summary>What the verifier expects; the same as what the holder was told unless a test says otherwise.</summary>
    public PresentationTerms? ExpectedTerms { get; init; }

    public LoanFacts Loan { get; init; } = new(Money.Parse("30000.00", Kes), 6, Money.Parse("1325.00", Kes));

    public DateTimeOffset RequestExpiresAt { get; init; } = Samples.Now.AddMinutes(10);

    public VerificationKey? ExpectedHolder { get; init; }

    public Func<ImmutableArray<Presentation>, ImmutableArray<Presentation>> Tamper { get; init; } = presented => presented;

    public VerificationEnvironment Environment { get; init; } = new(Vectors.Dids, Trust(IssuerLevel.Local), new Lists(0, 0, 0, 0));

    public static EligibilityCriteria Parse(string json)
    {
        Assert.True(EligibilityCriteria.TryParse(json, out var criteria, out var faults), string.Join("; ", faults));
        Assert.Empty(CriteriaProblems.Of(criteria));
        return criteria;
    }

    public static TrustRegistry Trust(IssuerLevel level, DateTimeOffset? until = null) => new(
        [new TrustedIssuer("did:web:issuer.example.org", [.. CredentialCategory.All.Select(category => category.Name)], level, Samples.Issued, until, [])]);

    public ImmutableArray<Presentation> Present()
    {
        Assert.True(WalletChoice.TryChoose(Criteria, Wallet, Terms.Now, out var chosen, out var missing), string.Join(", ", missing));
        return WalletChoice.Present(chosen, Terms, Holder);
    }

    public VerificationResult Check() => Check(Tamper(Present()));

    /// <summary>Shows the first three of the wallet as kyc, mem and fin, good or not.</summary>
    public VerificationResult CheckUnchosen() => Check(WalletChoice.Present(
        new[] { "kyc", "mem", "fin" }.Select((id, i) => new ChosenCredential(id, Wallet[i], [ClaimPath.Whole])), Terms, Holder));

    public VerificationResult Check(ImmutableArray<Presentation> presented) => EligibilityCheck.Run(new EligibilityQuestion
    {
        ResultId = "result-1", Project = Project, Criteria = Criteria, Terms = ExpectedTerms ?? Terms, RequestExpiresAt = RequestExpiresAt,
        SubjectDid = "did:key:zSubject", Holder = ExpectedHolder, Presentations = presented, Loan = Loan, Today = new DateOnly(2026, 1, 31),
    }, Environment);

    /// <summary>One list for the address of the samples, with the values given, then zeros.</summary>
    public sealed class Lists(params int[] values) : IStatusListSource
    {
        public string? Find(string uri) => uri == Samples.StatusUri
            ? StatusListToken.Sign(uri, StatusList.Of(2, values), Samples.Issued, Samples.Issued.AddDays(60), Vectors.Issuer)
            : null;
    }

    public sealed class NoLists : IStatusListSource
    {
        public string? Find(string uri) => null;
    }
}
