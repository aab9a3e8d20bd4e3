using CsCheck;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using static Growr.Actors.Tests.Books.Coop;

namespace Growr.Actors.Tests.Books;

/// <summary>Random lives of a cooperative with a public and a private project. What the rules refuse simply does not happen.</summary>
internal static class History
{
    public static readonly Gen<(int Kind, int A, int B)[]> Steps = Gen.Select(Gen.Int[0, 15], Gen.Int[0, 999], Gen.Int[0, 999]).Array[15, 60];

    public static Coop Example() => Of([.. Enumerable.Range(0, 80).Select(i => (i * 7 % 16, i * 31 % 1000, i * 17 % 1000))]);

    /// <summary>Seven loans are running when the steps begin.</summary>
    public static Coop Of(IEnumerable<(int Kind, int A, int B)> steps)
    {
        var coop = new Coop();
        coop.Open(Private, isPublic: false);
        for (var person = 0; person < 7; person++) coop.Lend(person, Shillings(10_123_00 + person * 1_111_00));
        coop.Lend(90, Shillings(9_871_00), Private);
        foreach (var (kind, a, b) in steps) Take(coop, kind, a, b);
        coop.Ledger.EndDays(32);
        return coop;
    }

    private static void Take(Coop coop, int kind, int a, int b)
    {
        var loan = coop.Loans[a % coop.Loans.Count];
        var ledger = coop.Ledger;
        var amount = Shillings(501_13 + b * 1_01);
        switch (kind)
        {
            case 0: coop.Lend2(7 + a % 9, Shillings(5_017_00 + b * 37_01)); break;
            case 1: _ = coop.Apply(a % 20, Shillings(b * 100_01 + 1), duration: 1 + b % 14); break;
            case 2 or 3: coop.RepayCash(loan, amount); break;
            case 4: coop.RepayMobile(loan, amount); break;
            case 5: coop.RepayMobile(loan, Shillings(12_345_67)); break;
            case 6: coop.Reverse(coop.Payments[b % coop.Payments.Count]); break;
            case 7: ledger.Try(new LoanCommands.Cancel(Id(loan), ledger.Next(), Ledger.Admin, $"Wanjiku {Canary}")); break;
            case 8 or 9: ledger.EndDays(1 + b % 5); break;
            case 10: ledger.EndDays(28); break;
            case 11: coop.Fund(a % 3 == 0 ? Private : Public, Shillings(20_011_00 + b * 1_03), (a % 4) switch { 0 => null, 1 => "chain", _ => "bank" }); break;
            case 12:
                ledger.Try(new FundingCommands.Revert(AccountOf(Public), ledger.Next(), Ledger.Admin, new FundingKey($"back{ledger.Entries.Count}-{Canary}"),
                    coop.FundingRows[b % coop.FundingRows.Count], $"Ole {Canary}", ledger.Today));
                break;
            case 13:
                ledger.Try(new LoanCommands.ProposeReschedule(Id(loan), ledger.Next(), Ledger.Admin, coop.View(loan).Terms, 9, $"flood {Canary}"));
                ledger.Try(new LoanCommands.ConfirmProposal(Id(loan), ledger.Next(), Ledger.Second, ledger.Today));
                break;
            case 14:
                ledger.Try(new LoanCommands.ProposeWriteOff(Id(loan), ledger.Next(), Ledger.Admin, ledger.Today, $"gone {Canary}"));
                ledger.Try(new LoanCommands.ConfirmProposal(Id(loan), ledger.Next(), Ledger.Second, ledger.Today));
                break;
            default: coop.Publish(isPublic: a % 3 != 0); break;
        }
    }

    private static void Lend2(this Coop coop, int person, Money amount)
    {
        var (loan, reply) = coop.Apply(person, amount);
        if (reply is Replies.Refused) return;
        coop.Sign(loan);
        coop.PayOut(loan);
    }
}
