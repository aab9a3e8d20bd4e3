using Growr.Actors.Common;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Support;

namespace Growr.Actors.Tests.Projects;

/// <summary>A project in Kenya shillings and the commands about it.</summary>
internal static class ProjectExamples
{
    public static readonly EntityId Id = EntityId.Parse("coop/projects/p1");
    public static readonly ProjectKey Key = new("p1");
    public static readonly ActorId Admin = new("admin");
    public static readonly DateOnly Start = new(2026, 1, 1);
    public static readonly DateOnly End = new(2026, 12, 31);
    public static readonly DateOnly Today = new(2026, 1, 15);
    private static int _commands;

    public static Money Kes(long shillings) => new(shillings * 100, Currency.Parse("KES"));

    public static CommandId Next() => new($"c{Interlocked.Increment(ref _commands)}");

    public static ProjectOffer Offer() => new()
    {
        Name = "Maize seed 2026", Description = "Seed and fertilizer for the long rains.", IsPublic = true,
        StartDate = Start, EndDate = End, Amount = Kes(100_000), EligibilityCriteria = Criteria(1),
        LoanMinDuration = 3, LoanMaxDuration = 12, LoanMinAmount = Kes(1_000), LoanMaxAmount = Kes(20_000),
        LoanTerms = new LoanTerms { Type = LoanType.Flat, InterestRate = RateE4.Parse("18") },
        Impact = new ProjectImpact { Sdg = [1, 2], Sector = "agriculture", Region = "Nakuru" },
    };

    /// <summary>Criteria anybody meets who proves membership.</summary>
    public static string Criteria(int version) =>
        $$$"""{"version":{{{version}}},"credentials":[{"id":"member","categories":["membership"],"claims":[["status"]]}],"rule":{"==":[{"var":"member.status"},"ACTIVE"]}}""";

    public static FundingSource Source(string id = "junior", Tranche tranche = Tranche.Junior) => new()
    {
        Id = id, Type = FundingType.Bank, NetworkName = FundingNetwork.Bank, TokenName = "KES", Tranche = tranche,
        InterestRate = RateE4.Parse("8"), LeverageFactor = tranche == Tranche.Senior ? FactorE4.Parse("4") : null,
        FundingMinAmount = Kes(100), FundingMaxAmount = Kes(80_000),
        Bank = new BankAccount("Nakuru Growers", "KE00123", "RF18539007547034"),
    };

    public static ProjectCommands.CreateProject Create(ProjectOffer? offer = null) => new(Id, Next(), Admin, offer ?? Offer());

    public static ProjectCommands.AddProjectFunding AddFunding(FundingSource? source = null) => new(Id, Next(), Admin, source ?? Source());

    public static ProjectCommands.ActivateProject Activate(DateOnly? on = null) => new(Id, Next(), Admin, on ?? Today);

    public static ProjectCommands.DeactivateProject Deactivate() => new(Id, Next(), Admin, "Pause.");

    public static ProjectCommands.CloseProject Close(bool acceptLoss = false) => new(Id, Next(), Admin, "Season over.", acceptLoss);

    public static ProjectCommands.ModifyProjectParams Modify(ProjectParams changed) => new(Id, Next(), Admin, changed);

    public static ProjectCommands.ReserveLoan Reserve(string loan = "l1", Money? amount = null, string did = "did:key:a", int duration = 6) =>
        new(Id, Next(), Admin, new LoanKey(loan), amount ?? Kes(5_000), duration, did, Today);

    public static ProjectCommands.ReleaseLoan Release(string loan = "l1") => new(Id, Next(), Admin, new LoanKey(loan));

    public static ProjectCommands.NoteLoanStanding Note(LoanStanding standing, string loan = "l1") =>
        new(Id, Next(), Admin, new LoanKey(loan), standing);

    public static Project Draft(ProjectOffer? offer = null) => Project.Empty(Id).After(Create(offer));

    public static Project Activated(ProjectOffer? offer = null) => Draft(offer).After(AddFunding()).After(Activate()).Run();

    public static Project Deactivated() => Activated().After(Deactivate());

    public static Project Closed() => Activated().After(Close()).Run();

    public static Project In(ProjectStatus status) => status switch
    {
        ProjectStatus.Draft => Draft().After(AddFunding()),
        ProjectStatus.Activated => Activated(),
        ProjectStatus.Deactivated => Deactivated(),
        ProjectStatus.Closed => Closed(),
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
