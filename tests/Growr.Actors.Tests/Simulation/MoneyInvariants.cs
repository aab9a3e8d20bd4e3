using System.Text;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Support;
using static Growr.Actors.Tests.Funding.FundingExamples;
using static Growr.Actors.Tests.Projects.ProjectExamples;

namespace Growr.Actors.Tests.Simulation;

/// <summary>What must hold of project p1, its loans, funds and payments whenever nothing is on its way.</summary>
internal sealed class MoneyInvariants(SimulatedNode node, SimulatedPeople people)
{
    private static readonly LoanStatus[] Lent =
        [LoanStatus.Approved, LoanStatus.Disbursed, LoanStatus.Defaulted, LoanStatus.Repaid, LoanStatus.WrittenOff];

    private Project Project => node.State<Project>(Id)!;
    private FundingAccount Funds => node.State<FundingAccount>(Account)!;
    private List<Loan> Loans => [.. States<Loan>().Where(loan => loan.Status is not null)];
    private List<Payment> Payments => [.. States<Payment>().Where(payment => payment.Facts is not null)];

    public void Check()
    {
        ProjectLimitsHold();
        FundsMatchLoans();
        RepaymentsMatchPayments();
        ProofsAreUsedOnce();
        WhatWasAcknowledgedHappened();
        ReplayGivesTheSame();
    }

    /// <summary>I1, and no amount is held for a loan that is not there.</summary>
    private void ProjectLimitsHold()
    {
        var lent = Sum(Loans.Where(loan => Lent.Contains(loan.Status!.Value)), loan => loan.Contract!.Amount);
        Assert.True(lent <= Project.Offer!.Amount, $"I1: {lent} lent of {Project.Offer.Amount}.");
        Assert.Equal(Sum(Loans.Where(loan => loan.Status != LoanStatus.Cancelled), loan => loan.Contract!.Amount), Project.Loans.Used);
    }

    /// <summary>I2, and funds are held for approved loans only, each payout and collection is there once.</summary>
    private void FundsMatchLoans()
    {
        Assert.False(Funds.Balance.Available.IsNegative, $"I2: {Funds.Balance.Available} available.");
        Assert.False(Funds.Balance.Income.IsNegative, $"I2: {Funds.Balance.Income} income.");
        AssertSame(Loans.Where(loan => loan.Status == LoanStatus.Approved).Select(loan => $"{loan.Key} {loan.Contract!.Payout}"),
            Funds.Loans.Held.Select(held => $"{held.Key} {held.Value}"), "held");
        Assert.Equal(Sum(Funds.Loans.Held.Values, held => held), Funds.Balance.Reserved);
        AssertSame(Loans.Where(loan => loan.Disbursement is not null).Select(loan => $"{loan.Disbursement!.PaymentKey} {loan.Key} {loan.Disbursement.Amount}"),
            Funds.Loans.Payouts.Where(one => !one.Value.IsReversed).Select(one => $"{one.Key} {one.Value.Loan} {one.Value.Amount}"), "paid out");
        AssertSame(Loans.Where(loan => loan.Disbursement is not null).Select(loan => loan.Disbursement!.PaymentKey.Value),
            Confirmed(PaymentDirection.Disbursement).Select(payment => payment.Id.Key), "payouts");
    }

    /// <summary>I3 and I12: money in is allocated or credited, in loans and in funds alike.</summary>
    private void RepaymentsMatchPayments()
    {
        var confirmed = Confirmed(PaymentDirection.Repayment).ToList();
        foreach (var loan in Loans.Where(loan => loan.Account is not null))
        {
            var account = loan.Account!;
            var own = confirmed.Where(payment => payment.Facts!.LoanKey == loan.Key).ToList();
            AssertSame(own.Select(payment => payment.Id.Key), account.Allocations.Keys.Select(key => key.Value), $"repayments of {loan.Key}");
            Assert.Equal(Sum(account.Allocations.Values, allocation => allocation.Allocated), account.Repaid);
            Assert.Equal(Sum(own, payment => payment.Facts!.Amount), account.Repaid + account.CreditBalance);
            Assert.Equal(loan.Status is LoanStatus.Repaid, account.IsRepaid && loan.Status is not LoanStatus.WrittenOff);
        }
        AssertSame(confirmed.Select(payment => $"{payment.Id.Key} {payment.Allocation!.Allocated}"), Funds.Loans.Collections
            .Where(one => !one.Value.IsReversed).Select(one => $"{one.Key} {Total(one.Value.Parts)}"), "collected");
    }

    /// <summary>I4.</summary>
    private void ProofsAreUsedOnce()
    {
        var used = Payments.Where(payment => payment.Status == PaymentStatus.Confirmed && (payment.Proof ?? payment.Facts!.Proof) is not null)
            .Select(payment => $"{payment.Facts!.Rail}:{payment.Proof ?? payment.Facts.Proof}")
            .Concat(Funds.Rows.All.Where(row => row is { Row.Proof: not null, Status: FundingRowStatus.Confirmed or FundingRowStatus.Unmatched })
                .Select(row => $"{row.Row.FundingNetwork}:{row.Row.Proof}")).ToList();
        Assert.Equal(used.Count, used.Distinct().Count());
    }

    private void WhatWasAcknowledgedHappened()
    {
        var all = node.Entities.ToDictionary(one => one.Key, one => one.Value.Events);
        foreach (var (command, answer) in people.Heard)
        {
            if (answer is not CommandReply reply || reply is Replies.Refused) continue;
            var events = all[command.EntityId];
            Assert.True(command switch
            {
                LoanCommands.Apply => events.OfType<LoanEvents.LoanApplied>().Any(),
                LoanCommands.Approve => events.OfType<LoanEvents.LoanApproved>().Any(),
                LoanCommands.Sign => events.OfType<LoanEvents.LoanSigned>().Any(),
                LoanCommands.Cancel or LoanCommands.Decline => events.OfType<LoanEvents.LoanCancelled>().Any(),
                PaymentCommands.AddRepayment or PaymentCommands.ConfirmByCode or PaymentCommands.ConfirmByProof =>
                    events.OfType<PaymentEvents.PaymentConfirmed>().Any(),
                PaymentCommands.ReversePayment => events.OfType<PaymentEvents.PaymentReversed>().Any(),
                FundingCommands.Revert revert => events.OfType<FundingEvents.FundingReverted>().Any(one => one.Row.Key == revert.FundingKey),
                ProjectCommands.CloseProject => Project.Status == ProjectStatus.Closed,
                _ => true,
            }, $"{command} was answered with {answer}.");
        }
    }

    /// <summary>I8.</summary>
    private void ReplayGivesTheSame()
    {
        foreach (var (id, entity) in node.Entities) Assert.Equal(Print(id, entity.State), Print(id, entity.Replayed()));
    }

    private static string Print(EntityId id, object state)
    {
        var view = state switch
        {
            Loan loan => loan.Answer(new LoanQueries.GetLoan(id)),
            FundingAccount funds => funds.Answer(new FundingQueries.GetFunding(id)),
            Payment payment => payment.Answer(new PaymentQueries.GetPayment(id)),
            Project project => project.Answer(new ProjectQueries.GetProject(id)),
            _ => new Replies.Absent(id),
        };
        return Encoding.UTF8.GetString(NodeTypes.All.Of(view.GetType()).Write(view));
    }

    private IEnumerable<TState> States<TState>() => node.Entities.Select(one => one.Value.State).OfType<TState>();

    private IEnumerable<Payment> Confirmed(PaymentDirection direction) =>
        Payments.Where(payment => payment.Status == PaymentStatus.Confirmed && payment.Facts!.Direction == direction);

    private static Money Total(CollectedParts parts) => parts.Principal + parts.Interest + parts.Fee + parts.Penalty;

    private static Money Sum<T>(IEnumerable<T> of, Func<T, Money> part) => of.Aggregate(Kes(0), (sum, one) => sum + part(one));

    private static void AssertSame(IEnumerable<string> wanted, IEnumerable<string> found, string what) =>
        Assert.Equal($"{what}: {string.Join(", ", wanted.Order(StringComparer.Ordinal))}", $"{what}: {string.Join(", ", found.Order(StringComparer.Ordinal))}");
}
