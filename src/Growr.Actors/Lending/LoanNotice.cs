using System.Diagnostics;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Projects;

namespace Growr.Actors.Lending;

/// <summary>What another entity must hear about a loan.</summary>
public enum NoticeKind { ReleaseFunds, ReleaseAmount, Reserved, Disbursed, Defaulted, Ended }

/// <summary>A notice that waits to be taken. Notices are delivered in order, each until it is answered.</summary>
/// <param name="Number">Counts the loan's notices, so that a repeat has the same command id.</param>
/// <param name="Kind">What it says.</param>
public sealed record LoanNotice(int Number, NoticeKind Kind)
{
    internal ProcessStep Step(Loan loan)
    {
        var id = new CommandId($"{loan.Id.Key}:notice:{Number}");
        return new ProcessStep($"tell {Kind}", Message(loan, id)) { InBackground = true };
    }

    private IEntityMessage Message(Loan loan, CommandId id) => Kind switch
    {
        NoticeKind.ReleaseFunds => new FundingCommands.ReleaseReservation(loan.FundsId, id, ActorId.System, loan.Key),
        NoticeKind.ReleaseAmount => new ProjectCommands.ReleaseLoan(loan.ProjectId, id, ActorId.System, loan.Key),
        NoticeKind.Reserved => Standing(loan, id, LoanStanding.Reserved),
        NoticeKind.Disbursed => Standing(loan, id, LoanStanding.Disbursed),
        NoticeKind.Defaulted => Standing(loan, id, LoanStanding.Defaulted),
        NoticeKind.Ended => Standing(loan, id, LoanStanding.Ended),
        _ => throw new UnreachableException(Kind.ToString()),
    };

    private static ProjectCommands.NoteLoanStanding Standing(Loan loan, CommandId id, LoanStanding standing) =>
        new(loan.ProjectId, id, ActorId.System, loan.Key, standing);
}
