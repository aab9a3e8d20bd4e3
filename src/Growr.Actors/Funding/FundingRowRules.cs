using System.Diagnostics;
using Growr.Actors.Common;
using Growr.Actors.Projects;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Funding.FundingCommands;
using static Growr.Actors.Funding.FundingEvents;

namespace Growr.Actors.Funding;

/// <summary>Rules of capital that comes and goes: rows, their proofs, limits, leverage, reversals, receipts.</summary>
internal static class FundingRowRules
{
    public static Decision<IFundingEvent> Decide(FundingAccount account, Capital capital, IFundingCommand command, EventMeta meta) => command switch
    {
        Fund fund => Announce(account, capital, Incoming(fund, capital), meta),
        Refund refund => Announce(account, capital, Outgoing(refund, capital), meta),
        Revert revert => Revert(account, capital, revert, meta),
        AssignUnmatched assign => Assign(account, capital, assign, meta),
        AttachReceipt attach => Attach(account, attach, meta),
        SettleProof settle => Settle(account, capital, settle, meta),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    public static FundingAccount Apply(FundingAccount account, IFundingEvent @event) => @event switch
    {
        FundingAnnounced e => Held(account, e.Row, +1) with { Rows = account.Rows.Announce(e.Row, e.Meta) },
        FundingReceived e => Counted(account, e.Row, e.Row.Amount) with { Rows = account.Rows.Put(e.Row, FundingRowStatus.Confirmed, e.Meta.At) },
        FundingUnmatched e => account with { Rows = account.Rows.Put(e.Row, FundingRowStatus.Unmatched, e.Meta.At, e.Reason) },
        FundingRepaid e => Repaid(account, e.Row) with { Rows = account.Rows.Put(e.Row, FundingRowStatus.Confirmed, e.Meta.At) },
        FundingRejected e => Held(account, account.Rows.Find(e.FundingKey)!.Row, -1) with { Rows = account.Rows.Drop(e.FundingKey) },
        FundingReverted e => Reverted(account, e),
        ReceiptAttached e => account with { Rows = account.Rows.WithReceipt(e.FundingKey, e.Receipt) },
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    private static FundingRow Incoming(Fund fund, Capital capital) => Described(new FundingRow
    {
        Key = fund.FundingKey, PaymentType = FundingDirection.Incoming, Amount = fund.Amount, Kind = fund.Kind, FundingId = fund.FundingId,
        InvestorRef = fund.InvestorRef, IntentId = fund.IntentId, Proof = fund.Proof, ValueDate = fund.ValueDate,
    }, capital);

    private static FundingRow Outgoing(Refund refund, Capital capital) => Described(new FundingRow
    {
        Key = refund.FundingKey, PaymentType = FundingDirection.Outgoing, Amount = refund.Amount, Kind = refund.Kind, FundingId = refund.FundingId,
        IntentId = refund.IntentId, Proof = refund.Proof, ValueDate = refund.ValueDate,
    }, capital);

    private static FundingRow Described(FundingRow row, Capital capital) => capital.Find(row.FundingId)?.Terms is { } terms
        ? row with { FundingType = terms.Type, FundingNetwork = terms.NetworkName, Tranche = terms.Tranche }
        : row;

    private static Decision<IFundingEvent> Announce(FundingAccount account, Capital capital, FundingRow row, EventMeta meta)
    {
        if (account.Rows.Find(row.Key) is { } earlier)
            return earlier.Row == row && earlier.Status != FundingRowStatus.Reverted
                ? AlreadyDone<IFundingEvent>()
                : Refuse(Codes.Conflict, "This funding key was used for something else.");
        if (RowFault(capital, row) is { } fault) return fault;
        if (row.PaymentType == FundingDirection.Outgoing && RefundFault(account, capital, row) is { } short_) return short_;
        return row.Proof is null
            ? Accept<IFundingEvent>(new FundingRepaid(meta, account.Key, row))
            : Accept<IFundingEvent>(new FundingAnnounced(meta, account.Key, row));
    }

    private static Refusal? RowFault(Capital capital, FundingRow row)
    {
        var isIncoming = row.PaymentType == FundingDirection.Incoming;
        if (row.Key.Value.Length > KeyLengthMax) return Invalid("fundingKey", $"At most {KeyLengthMax} characters.");
        if (row.Amount.Currency != capital.Currency) return Invalid("amount", $"This account is in {capital.Currency}.");
        if (!row.Amount.IsPositive) return Invalid("amount", "More than zero.");
        if (isIncoming ? row.Kind == FundingKind.Yield : row.Kind == FundingKind.Donation)
            return Invalid("kind", isIncoming ? "PRINCIPAL or DONATION." : "PRINCIPAL or YIELD.");
        if ((isIncoming && string.IsNullOrWhiteSpace(row.Proof)) || row.Proof?.Trim().Length is 0 or > ProofLengthMax)
            return Invalid("proof", $"1 to {ProofLengthMax} characters.");
        if (row.InvestorRef?.Length > ProofLengthMax) return Invalid("investorRef", $"At most {ProofLengthMax} characters.");
        return row.FundingId is not null && capital.Find(row.FundingId) is null ? Refuse(Codes.NotFound, "No such funding source.") : null;
    }

    private static Refusal? RefundFault(FundingAccount account, Capital capital, FundingRow row)
    {
        if (row.Kind == FundingKind.Yield)
            return row.Amount > account.Balance.Income ? Refuse(Codes.InsufficientFunds, $"Only {account.Balance.Income} of income is left.") : null;
        var source = capital.Find(row.FundingId)!;
        if (row.Amount > source.InPlace) return Refuse(Codes.LimitExceeded, $"Only {source.InPlace} is in place from this source.");
        if (row.Amount > account.Balance.Available) return Refuse(Codes.InsufficientFunds, $"Only {account.Balance.Available} is free.");
        return source.Terms.Tranche == Tranche.Junior && !capital.CoversSenior(row.Amount)
            ? Refuse(Codes.LimitExceeded, "Junior capital covers senior capital; repay senior first.")
            : null;
    }

    private static Decision<IFundingEvent> Settle(FundingAccount account, Capital capital, SettleProof settle, EventMeta meta)
    {
        if (account.Rows.Pending.Find(announced => announced.Key == settle.FundingKey) is not { } announced) return AlreadyDone<IFundingEvent>();
        if (settle.Refusal is { } refusal)
            return Accept<IFundingEvent>(new FundingRejected(meta, account.Key, announced.Key, announced.Began, refusal));
        var row = account.Rows.Find(announced.Key)!.Row;
        if (row.PaymentType == FundingDirection.Outgoing) return Accept<IFundingEvent>(new FundingRepaid(meta, account.Key, row));
        return capital.Misfit(row.FundingId, row.Kind, row.Amount) is { } misfit
            ? Accept<IFundingEvent>(new FundingUnmatched(meta, account.Key, row, misfit))
            : Accept<IFundingEvent>(new FundingReceived(meta, account.Key, row));
    }

    private static Decision<IFundingEvent> Assign(FundingAccount account, Capital capital, AssignUnmatched assign, EventMeta meta)
    {
        if (account.Rows.Find(assign.FundingKey) is not { } unmatched) return Refuse(Codes.NotFound, "No such funding row.");
        if (unmatched.Status != FundingRowStatus.Unmatched) return Refuse(Codes.IllegalState, $"The row is {unmatched.Status}, not unmatched.");
        if (capital.Find(assign.FundingId) is null) return Refuse(Codes.NotFound, "No such funding source.");
        var row = Described(unmatched.Row with { FundingId = assign.FundingId, IntentId = assign.IntentId ?? unmatched.Row.IntentId }, capital);
        return capital.Misfit(row.FundingId, row.Kind, row.Amount) is { } misfit
            ? misfit
            : Accept<IFundingEvent>(new FundingReceived(meta, account.Key, row));
    }

    private static Decision<IFundingEvent> Revert(FundingAccount account, Capital capital, Revert revert, EventMeta meta)
    {
        if (account.Rows.Find(revert.FundingKey) is { } known)
            return known.Row.Reverts == revert.Reverts ? AlreadyDone<IFundingEvent>() : Refuse(Codes.Conflict, "This funding key was used for something else.");
        if (account.Rows.Find(revert.Reverts) is not { } target) return Refuse(Codes.NotFound, "No such funding row.");
        if (target.Row.Reverts is not null || target.Status is not (FundingRowStatus.Confirmed or FundingRowStatus.Unmatched))
            return Refuse(Codes.IllegalState, "The row was reverted already, is a reversal, or does not count yet.");
        if (target is { Status: FundingRowStatus.Confirmed, Row.PaymentType: FundingDirection.Incoming })
        {
            var isGone = target.Row.Kind == FundingKind.Principal && target.Row.Amount > capital.Find(target.Row.FundingId)!.InPlace;
            if (isGone || target.Row.Amount > account.Balance.Available)
                return Refuse(Codes.InsufficientFunds, $"Only {account.Balance.Available} is free; bring in the rest first.");
        }
        var back = target.Row.PaymentType == FundingDirection.Incoming ? FundingDirection.Outgoing : FundingDirection.Incoming;
        var row = target.Row with { Key = revert.FundingKey, PaymentType = back, Proof = null, ValueDate = revert.ValueDate, Reverts = revert.Reverts };
        return Accept<IFundingEvent>(new FundingReverted(meta, account.Key, row, revert.Reason));
    }

    private static Decision<IFundingEvent> Attach(FundingAccount account, AttachReceipt attach, EventMeta meta) => account.Rows.Find(attach.FundingKey) switch
    {
        null => Refuse(Codes.NotFound, "No such funding row."),
        { Receipt: { } receipt } => receipt == attach.Receipt ? AlreadyDone<IFundingEvent>() : Refuse(Codes.IllegalState, "The row has another receipt."),
        { Status: FundingRowStatus.Confirmed, Row: { PaymentType: FundingDirection.Incoming, Reverts: null } } =>
            Accept<IFundingEvent>(new ReceiptAttached(meta, account.Key, attach.FundingKey, attach.Receipt)),
        _ => Refuse(Codes.IllegalState, "Only a confirmed incoming row has a receipt."),
    };

    private static FundingAccount Held(FundingAccount account, FundingRow row, int sign)
    {
        if (row.PaymentType == FundingDirection.Incoming) return account;
        var amount = sign > 0 ? row.Amount : -row.Amount;
        return row.Kind == FundingKind.Yield
            ? account with { Balance = account.Balance with { YieldOut = account.Balance.YieldOut + amount } }
            : account with
            {
                Balance = account.Balance with { HeldForRefunds = account.Balance.HeldForRefunds + amount },
                Capital = account.Capital!.Move(row.FundingId!, -amount),
            };
    }

    private static FundingAccount Repaid(FundingAccount account, FundingRow row)
    {
        var before = account.Rows.Find(row.Key) is { Status: FundingRowStatus.Detected } ? Held(account, row, -1) : account;
        return row.Kind == FundingKind.Yield
            ? before with { Balance = before.Balance with { YieldOut = before.Balance.YieldOut + row.Amount } }
            : before with
            {
                Balance = before.Balance with { PrincipalOut = before.Balance.PrincipalOut + row.Amount },
                Capital = before.Capital!.Move(row.FundingId!, -row.Amount),
            };
    }

    private static FundingAccount Counted(FundingAccount account, FundingRow row, Money amount) => account with
    {
        Balance = account.Balance with { Incoming = account.Balance.Incoming + amount },
        Capital = row.Kind == FundingKind.Principal ? account.Capital!.Move(row.FundingId!, amount) : account.Capital,
    };

    private static FundingAccount Reverted(FundingAccount account, FundingReverted e)
    {
        var target = account.Rows.Find(e.Row.Reverts!.Value)!;
        var rows = account.Rows.Drop(target.Row.Key).Put(e.Row, FundingRowStatus.Confirmed, e.Meta.At);
        if (target.Status == FundingRowStatus.Unmatched) return account with { Rows = rows };
        var restored = target.Row switch
        {
            { PaymentType: FundingDirection.Incoming } row => Counted(account, row, -row.Amount),
            { Kind: FundingKind.Yield } row => account with { Balance = account.Balance with { YieldOut = account.Balance.YieldOut - row.Amount } },
            var row => account with
            {
                Balance = account.Balance with { PrincipalOut = account.Balance.PrincipalOut - row.Amount },
                Capital = account.Capital!.Move(row.FundingId!, row.Amount),
            },
        };
        return restored with { Rows = rows };
    }

    private static Refusal Invalid(string field, string message) => new(Codes.Validation, message) { Field = field };

    private const int KeyLengthMax = 48;
    private const int ProofLengthMax = 200;
}
