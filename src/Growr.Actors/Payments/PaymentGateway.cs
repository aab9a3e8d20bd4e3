using Growr.Actors.Common;
using static Growr.Actors.Payments.PaymentCommands;

namespace Growr.Actors.Payments;

/// <summary>The door to payments for the API: one Ask with a deadline each. Codes are made and hashed here and go no further in.</summary>
public sealed class PaymentGateway(IEntityRouter router, PaymentCodes codes, TimeSpan deadline)
{
    private readonly EntityGateway _gateway = new(router, deadline);

    public static EntityId IdOf(TenantId tenant, PaymentKey key) => EntityId.Of(tenant, EntityKinds.Payments, key.Value);

    public Task<CommandReply> Send(IPaymentCommand command) => _gateway.Send(command);

    /// <summary>A cash payout, waiting for its code.</summary>
    public Task<CodeSent> AddCashDisbursement(EntityId payment, CommandId command, ActorId by, LoanKey loan, ProjectKey project, Money amount,
        DateOnly on, bool needsChecker) => SendCode(payment, command, hash =>
            new AddDisbursement(payment, command, by, loan, project, PaymentRail.Cash, null, amount, on, needsChecker, hash));

    /// <summary>A cash repayment, waiting for its code.</summary>
    public Task<CodeSent> RequestCashCode(EntityId payment, CommandId command, ActorId by, LoanKey loan, ProjectKey project, Money amount,
        DateOnly on) => SendCode(payment, command, hash =>
            new RequestPaymentCode(payment, command, by, loan, project, PaymentRail.Cash, amount, on, hash));

    public Task<CommandReply> Confirm(EntityId payment, CommandId command, ActorId by, string code, ConfirmationMethod method) =>
        Send(new ConfirmByCode(payment, command, by, codes.Hash(payment, code), method));

    /// <summary>Null when there is no such payment.</summary>
    public Task<PaymentView?> Find(TenantId tenant, PaymentKey key) =>
        _gateway.Query<PaymentView>(new PaymentQueries.GetPayment(IdOf(tenant, key)));

    private async Task<CodeSent> SendCode(EntityId payment, CommandId command, Func<string, IPaymentCommand> build)
    {
        var code = codes.Make(payment, command);
        var reply = await Send(build(codes.Hash(payment, code)));
        return new CodeSent(reply, reply is Replies.Refused ? null : code);
    }
}

/// <summary>The answer, and the code to send to the borrower when it was granted.</summary>
public sealed record CodeSent(CommandReply Reply, string? Code)
{
    public override string ToString() => $"CodeSent {{ Reply = {Reply} }}";
}
