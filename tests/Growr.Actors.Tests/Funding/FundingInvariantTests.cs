using CsCheck;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Projects;
using static Growr.Actors.Tests.Funding.FundingExamples;
using static Growr.Actors.Tests.Projects.ProjectExamples;

namespace Growr.Actors.Tests.Funding;

public sealed class FundingInvariantTests
{
    /// <summary>I2, I5 and the ledger: whatever is asked in whatever order, and however proofs are answered.</summary>
    [Fact]
    public void Money_is_never_lent_twice_lost_or_levered_too_far() => Moves.Array[1, 80].Sample(moves =>
    {
        var account = Open();
        var events = new List<IFundingEvent>();
        foreach (var move in moves)
        {
            if (FundingAccountTests.Decide(account, CommandOf(move)) is not Decision<IFundingEvent>.Accepted yes) continue;
            foreach (var @event in yes.Events)
            {
                account = account.Apply(@event);
                events.Add(@event);
                if (@event is FundingEvents.FundingReceived { Row.Tranche: Tranche.Senior })
                    Assert.True(account.Capital!.Senior <= FactorE4.Parse("4").TimesRoundingDown(account.Capital.Junior));
            }
            Holds(account, events);
        }
        Assert.Equal(account.Balance, events.Aggregate(Open(), (before, e) => before.Apply(e)).Balance);
    }, iter: 300);

    private static void Holds(FundingAccount account, List<IFundingEvent> events)
    {
        Assert.False(account.Balance.Available.IsNegative);
        Assert.False(account.Balance.Income.IsNegative);
        Assert.False(account.Capital!.Junior.IsNegative || account.Capital.Senior.IsNegative);
        Assert.Equal(account.Balance.Reserved, account.Loans.Held.Values.Aggregate(Kes(0), (sum, held) => sum + held));
        // What came in, by its rows, is what is free, held, out at borrowers or back at investors.
        var incoming = Sum(account, FundingDirection.Incoming, FundingRowStatus.Confirmed);
        Assert.Equal(incoming, account.Balance.Incoming);
        var kept = account.Balance.Available + account.Balance.Reserved + account.Balance.HeldForRefunds;
        Assert.Equal(incoming + account.Balance.RepaidPrincipal, kept + account.Balance.Disbursed + account.Balance.PrincipalOut);
        Assert.Equal(account.Rows.All.Count, account.Rows.All.Select(row => row.Row.Key).Distinct().Count());
        Assert.True(events.OfType<FundingEvents.FundingReverted>().GroupBy(e => e.Row.Reverts).All(same => same.Count() == 1));
    }

    private static Money Sum(FundingAccount account, FundingDirection direction, FundingRowStatus status) => account.Rows.All
        .Where(row => row.Row.PaymentType == direction && row.Row.Reverts is null && row.Status == status)
        .Aggregate(Kes(0), (sum, row) => sum + row.Row.Amount);

    private static readonly Gen<(int Kind, int A, int B, int Shillings)> Moves = Gen.Select(Gen.Int[0, 13], Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[50, 9_000]);

    private static IFundingCommand CommandOf((int Kind, int A, int B, int Shillings) move)
    {
        var (kind, a, b, shillings) = move;
        var refusal = b == 0 ? new Refusal(Codes.Duplicate, "Used.") : null;
        return kind switch
        {
            0 => Fund($"f{a}", shillings),
            1 => Fund($"s{a}", shillings * 2, "senior"),
            2 => new FundingCommands.SettleProof(Account, Next(), ActorId.System, new FundingKey(b % 2 == 0 ? $"f{a}" : $"s{a}"), refusal),
            3 => new FundingCommands.SettleProof(Account, Next(), ActorId.System, new FundingKey($"r{a}"), refusal),
            4 => Refund($"r{a}", shillings, b % 2 == 0 ? "junior" : "senior", proof: b < 3 ? $"OUT-{a}" : null),
            5 => Refund($"y{a}", shillings / 10, kind: FundingKind.Yield),
            6 => Revert($"v{a}{b}", b % 2 == 0 ? $"f{a}" : $"r{a}"),
            7 => Assign($"s{a}", "senior"),
            8 => Hold($"l{a}", shillings),
            9 => Free($"l{a}"),
            10 => PayOut($"d{a}", $"l{a}", shillings),
            11 => TakeBack($"d{a}"),
            12 => Collect($"c{a}{b}", $"l{a}", shillings / 2, shillings / 10),
            _ => Uncollect($"c{a}{b}"),
        };
    }
}
