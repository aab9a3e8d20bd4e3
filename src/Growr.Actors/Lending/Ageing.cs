using System.Diagnostics;
using Growr.Actors.Common;
using static Growr.Actors.Common.Decision;
using static Growr.Actors.Lending.LoanCommands;
using static Growr.Actors.Lending.LoanEvents;

namespace Growr.Actors.Lending;

/// <summary>What passing days do to a loan. A day that leaves no mark leaves no event, so ending it twice changes nothing.</summary>
internal static class Ageing
{
    public static Decision<ILoanEvent> Decide(Loan loan, ILoanCommand command, EventMeta meta) => (command, loan.Status) switch
    {
        (EndDay day, LoanStatus.Draft) => Expire(loan, loan.Application!.On, DraftDaysMax, day, meta),
        (EndDay day, LoanStatus.Approved) => Expire(loan, loan.ApprovedOn!.Value, ApprovedDaysMax, day, meta),
        (EndDay day, LoanStatus.Disbursed or LoanStatus.Defaulted) => Age(loan, loan.Account!, day, meta),
        (EndDay, _) => AlreadyDone<ILoanEvent>(),
        (PauseDelinquency pause, LoanStatus.Disbursed or LoanStatus.Defaulted) => Pause(loan, loan.Account!, pause, meta),
        (PauseDelinquency, _) => loan.IllegalIn("paused"),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static Decision<ILoanEvent> Expire(Loan loan, DateOnly sinceOn, int daysMax, EndDay day, EventMeta meta) =>
        day.On >= sinceOn.AddDays(daysMax)
            ? Accept<ILoanEvent>(new LoanCancelled(meta, loan.Key, CancelCause.Expired, $"Nothing happened for {daysMax} days."))
            : AlreadyDone<ILoanEvent>();

    private static Decision<ILoanEvent> Age(Loan loan, LoanAccount account, EndDay day, EventMeta meta)
    {
        if (day.On < account.AsOf) return AlreadyDone<ILoanEvent>();
        var aged = account.AdvanceTo(day.On);
        var arrears = aged.ArrearsOn(day.On);
        var posted = aged.Penalties - account.Penalties;
        if (arrears.DaysPastDue == loan.DaysPastDue && posted.IsZero) return AlreadyDone<ILoanEvent>();
        var marked = new LoanAged(meta, loan.Key, day.On, arrears.DaysPastDue, arrears.Bucket, arrears.Total, posted);
        return loan.Status == LoanStatus.Disbursed && arrears.DaysPastDue > loan.Contract!.Terms.DefaultAfterDays
            ? Accept<ILoanEvent>(marked, new LoanDefaulted(meta, loan.Key, day.On, arrears.DaysPastDue, aged.OutstandingPrincipal))
            : Accept<ILoanEvent>(marked);
    }

    private static Decision<ILoanEvent> Pause(Loan loan, LoanAccount account, PauseDelinquency pause, EventMeta meta)
    {
        if (pause.UntilOn <= pause.FromOn) return Refuse(Codes.Validation, "A pause ends after it begins.") with { Field = "untilOn" };
        if (account.Pauses.Count >= PausesMax) return Refuse(Codes.LimitExceeded, "No more pauses.");
        var after = account.Pause(new DelinquencyPause(pause.FromOn, pause.UntilOn));
        var paused = new DelinquencyPaused(meta, loan.Key, pause.FromOn, pause.UntilOn, pause.Reason, Repaying.Reallocated(account, after));
        return Accept<ILoanEvent>([paused, .. Repaying.Consequences(loan, after, after.AsOf, meta)]);
    }

    private const int DraftDaysMax = 7;
    private const int ApprovedDaysMax = 30;
    private const int PausesMax = 100;
}
