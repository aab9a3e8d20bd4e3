using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>The door to loans for the API and for payments: one Ask with a deadline each.</summary>
public sealed class LendingGateway(IEntityRouter router, TimeSpan deadline)
{
    private readonly EntityGateway _gateway = new(router, deadline);

    public static EntityId IdOf(TenantId tenant, LoanKey key) => EntityId.Of(tenant, EntityKinds.Loans, key.Value);

    public Task<CommandReply> Send(ILoanCommand command) => _gateway.Send(command);

    /// <summary>Null when there is no such loan, or only an application.</summary>
    public Task<LoanView?> Find(TenantId tenant, LoanKey key) => _gateway.Query<LoanView>(new LoanQueries.GetLoan(IdOf(tenant, key)));

    /// <summary>What settles the loan on a day; null before the payout.</summary>
    public Task<PayoffView?> PayoffOn(TenantId tenant, LoanKey key, DateOnly on) =>
        _gateway.Query<PayoffView>(new LoanQueries.GetPayoff(IdOf(tenant, key), on));
}
