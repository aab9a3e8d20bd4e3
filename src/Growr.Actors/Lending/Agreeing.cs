using System.Diagnostics;
using Growr.Actors.Common;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Lending.LoanEvents;

namespace Growr.Actors.Lending;

/// <summary>What lies between application and payout: approval, signature, and the ways out.</summary>
internal static class Agreeing
{
    public static Decision<ILoanEvent> Decide(Loan loan, ILoanCommand command, EventMeta meta) => command switch
    {
        Approve when loan.Status != LoanStatus.Draft => loan.IllegalIn("approved"),
        // Invariant I6: who approves relies on a verification that is valid now.
        Approve when meta.At >= loan.Application!.Verification.ExpiresAt =>
            Refuse(Codes.VcExpired, "The verification is too old; the borrower must present the credentials again."),
        Approve approve when approve.On < loan.Application!.On => Refuse(Codes.Validation, "Approved before it was applied for.", "on: too early."),
        Approve approve => Accept<ILoanEvent>(new ApprovalBegun(meta, loan.Key, approve.On)),
        Decline when loan.Status != LoanStatus.Draft => loan.IllegalIn("declined"),
        Decline decline => Accept<ILoanEvent>(new LoanCancelled(meta, loan.Key, CancelCause.Declined, decline.Reason)),
        Cancel when loan.Status is not (LoanStatus.Draft or LoanStatus.Approved) => loan.IllegalIn("cancelled"),
        Cancel cancel => Accept<ILoanEvent>(new LoanCancelled(meta, loan.Key, CancelCause.Cancelled, cancel.Reason)),
        Sign when loan.Status != LoanStatus.Approved => loan.IllegalIn("signed"),
        Sign sign when !IsHash(sign.ContractHash) =>
            Refuse(Codes.Validation, "A contract hash is SHA-256 in lower hex.") with { Field = "contractHash" },
        Sign sign when loan.Signature is { } earlier => earlier.ContractHash == sign.ContractHash
            ? AlreadyDone<ILoanEvent>()
            : Refuse(Codes.Conflict, "Another contract was signed."),
        Sign sign => Accept<ILoanEvent>(new LoanSigned(meta, loan.Key, sign.ContractHash, sign.Method)),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
