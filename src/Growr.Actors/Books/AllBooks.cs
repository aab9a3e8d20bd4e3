using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Projects;
using Growr.Actors.Tenancy;

namespace Growr.Actors.Books;

/// <summary>The books every tenant has, and the entities whose events they are made of.</summary>
public static class AllBooks
{
    public static IReadOnlyList<BookKind> Kinds { get; } =
    [
        new("projects", IsPublic: false, () => new ProjectBook()),
        new("loans", IsPublic: false, () => new LoanBook()),
        new("funding", IsPublic: false, () => new FundingBook()),
        new("payments", IsPublic: false, () => new PaymentBook()),
        new("projects", IsPublic: true, () => new PublicProjectBook()),
        new("loans", IsPublic: true, () => new PublicLoanBook()),
        new("funding", IsPublic: true, () => new PublicFundingBook()),
        new("payments", IsPublic: true, () => new PublicPaymentBook()),
    ];

    public static JournalFold Fold() => new(new Dictionary<string, JournalFold.Kind>
    {
        [EntityKinds.Projects] = JournalFold.Kind.Of<Project, IProjectCommand, IProjectEvent>(),
        [EntityKinds.Loans] = JournalFold.Kind.Of<Loan, ILoanCommand, ILoanEvent>(),
        [EntityKinds.Funding] = JournalFold.Kind.Of<FundingAccount, IFundingCommand, IFundingEvent>(),
        [EntityKinds.Payments] = JournalFold.Kind.Of<Payment, IPaymentCommand, IPaymentEvent>(),
        [EntityKinds.Days] = JournalFold.Kind.Of<BusinessDay, IBusinessDayCommand, IBusinessDayEvent>(),
    });
}
