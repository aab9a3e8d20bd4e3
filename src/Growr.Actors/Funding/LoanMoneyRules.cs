using System.Diagnostics;
using Growr.Actors.Common;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Funding.FundingCommands;
using static Growr.Actors.Funding.FundingEvents;

namespace Growr.Actors.Funding;

/// <summary>Rules of money that goes out to borrowers and comes back. A loan or a payment is its own idempotency key.</summary>
internal static class LoanMoneyRules
{
    public static Decision<IFundingEvent> Decide(FundingAccount account, IFundingCommand command, EventMeta meta) => command switch
    {
        ReserveForLoan reserve => Reserve(account, reserve, meta),
        ReleaseReservation release when account.Loans.Released.Contains(release.LoanKey) => AlreadyDone<IFundingEvent>(),
        ReleaseReservation release => Accept<IFundingEvent>(new ReservationReleased(meta, account.Key, release.LoanKey,
            account.Loans.Held.GetValueOrDefault(release.LoanKey, Money.Zero(account.Capital!.Currency)))),
        ConfirmDisbursement confirm => Confirm(account, confirm, meta),
        ReverseDisbursement reverse => TakeBack(account, reverse, meta),
        RegisterCollection register => Collect(account, register, meta),
        ReverseCollection reverse => Uncollect(account, reverse, meta),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    public static FundingAccount Apply(FundingAccount account, IFundingEvent @event)
    {
        var (balance, loans) = (account.Balance, account.Loans);
        return @event switch
        {
            FundsReserved e => account with { Balance = balance with { Reserved = balance.Reserved + e.Amount }, Loans = loans.Hold(e.LoanKey, e.Amount) },
            ReservationReleased e => account with { Balance = balance with { Reserved = balance.Reserved - e.Amount }, Loans = loans.Release(e.LoanKey) },
            FundsDisbursed e => account with
            {
                Balance = balance with { Reserved = balance.Reserved - e.Amount, Disbursed = balance.Disbursed + e.Amount },
                Loans = loans.PayOut(e.PaymentKey, e.LoanKey, e.Amount),
            },
            DisbursementReversed e => account with
            {
                Balance = balance with
                {
                    Reserved = loans.Released.Contains(e.LoanKey) ? balance.Reserved : balance.Reserved + e.Amount,
                    Disbursed = balance.Disbursed - e.Amount,
                },
                Loans = loans.TakeBack(e.PaymentKey),
            },
            CollectionRegistered e => account with { Balance = balance.Collect(e.Parts), Loans = loans.Collect(e.PaymentKey, e.LoanKey, e.Parts) },
            CollectionReversed e => account with { Balance = balance.Uncollect(e.Parts), Loans = loans.Uncollect(e.PaymentKey) },
            _ => throw new UnreachableException(@event.GetType().Name),
        };
    }

    private static Decision<IFundingEvent> Reserve(FundingAccount account, ReserveForLoan reserve, EventMeta meta)
    {
        if (!IsMoneyOf(account, reserve.Amount) || !reserve.Amount.IsPositive) return Invalid(account);
        if (account.Loans.Held.TryGetValue(reserve.LoanKey, out var held))
            return held == reserve.Amount ? AlreadyDone<IFundingEvent>() : Refuse(Codes.Conflict, $"{held} is held for this loan already.");
        if (account.IsClosed) return Refuse(Codes.IllegalState, "The account is closed.");
        if (account.Loans.Released.Contains(reserve.LoanKey)) return Refuse(Codes.IllegalState, "This loan ended before its payout.");
        if (account.Loans.IsPaidOut(reserve.LoanKey)) return Refuse(Codes.IllegalState, "This loan is paid out.");
        return reserve.Amount > account.Balance.Available
            ? Refuse(Codes.InsufficientFunds, $"Only {account.Balance.Available} is free.")
            : Accept<IFundingEvent>(new FundsReserved(meta, account.Key, reserve.LoanKey, reserve.Amount));
    }

    private static Decision<IFundingEvent> Confirm(FundingAccount account, ConfirmDisbursement confirm, EventMeta meta)
    {
        if (account.Loans.Payouts.TryGetValue(confirm.PaymentKey, out var known))
            return known == new LoanMoney.Payout(confirm.LoanKey, confirm.Amount, IsReversed: false)
                ? AlreadyDone<IFundingEvent>()
                : Refuse(Codes.IllegalState, "This payment was something else, or was reversed.");
        return account.Loans.Held.TryGetValue(confirm.LoanKey, out var held) && held == confirm.Amount
            ? Accept<IFundingEvent>(new FundsDisbursed(meta, account.Key, confirm.LoanKey, confirm.PaymentKey, confirm.Amount))
            : Refuse(Codes.IllegalState, "That amount is not held for this loan.");
    }

    private static Decision<IFundingEvent> TakeBack(FundingAccount account, ReverseDisbursement reverse, EventMeta meta) =>
        account.Loans.Payouts.GetValueOrDefault(reverse.PaymentKey) switch
        {
            null => Refuse(Codes.NotFound, "No such disbursement."),
            { IsReversed: true } => AlreadyDone<IFundingEvent>(),
            var payout => Accept<IFundingEvent>(new DisbursementReversed(meta, account.Key, payout.Loan, reverse.PaymentKey, payout.Amount)),
        };

    private static Decision<IFundingEvent> Collect(FundingAccount account, RegisterCollection register, EventMeta meta)
    {
        if (account.Loans.Collections.TryGetValue(register.PaymentKey, out var known))
            return known == new LoanMoney.Collection(register.LoanKey, register.Parts, IsReversed: false)
                ? AlreadyDone<IFundingEvent>()
                : Refuse(Codes.IllegalState, "This payment was something else, or was reversed.");
        Money[] parts = [register.Parts.Principal, register.Parts.Interest, register.Parts.Fee, register.Parts.Penalty];
        return parts.All(part => IsMoneyOf(account, part) && !part.IsNegative)
            ? Accept<IFundingEvent>(new CollectionRegistered(meta, account.Key, register.LoanKey, register.PaymentKey, register.Parts))
            : Invalid(account);
    }

    private static Decision<IFundingEvent> Uncollect(FundingAccount account, ReverseCollection reverse, EventMeta meta)
    {
        if (account.Loans.Collections.GetValueOrDefault(reverse.PaymentKey) is not { } collection)
            return Refuse(Codes.NotFound, "No such collection.");
        if (collection.IsReversed) return AlreadyDone<IFundingEvent>();
        var after = account.Balance.Uncollect(collection.Parts);
        return after.Available.IsNegative || after.Income.IsNegative
            ? Refuse(Codes.InsufficientFunds, "The money has gone on to others; bring in as much first.")
            : Accept<IFundingEvent>(new CollectionReversed(meta, account.Key, collection.Loan, reverse.PaymentKey, collection.Parts));
    }

    private static bool IsMoneyOf(FundingAccount account, Money amount) => amount.Currency == account.Capital!.Currency;

    private static Refusal Invalid(FundingAccount account) => Refuse(Codes.Validation, $"Amounts are in {account.Capital!.Currency} and not negative.");
}
