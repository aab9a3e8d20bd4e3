using Growr.Actors.Common;

namespace Growr.Actors.Funding;

/// <summary>The door to funding accounts for the API: one Ask with a deadline each. Receipts are signed here.</summary>
public sealed class FundingGateway(IEntityRouter router, Func<TenantId, IReceiptSigner> signerOf, TimeSpan deadline)
{
    private readonly EntityGateway _gateway = new(router, deadline);

    public static EntityId IdOf(TenantId tenant, ProjectKey project) => EntityId.Of(tenant, EntityKinds.Funding, project.Value);

    public Task<CommandReply> Send(IFundingCommand command) => _gateway.Send(command);

    /// <summary>Null when no source has been registered for this project.</summary>
    public Task<FundingView?> Find(TenantId tenant, ProjectKey project) =>
        _gateway.Query<FundingView>(new FundingQueries.GetFunding(IdOf(tenant, project)));

    /// <summary>
    /// Records money that came in and, once it counts, its signed receipt. Cut short between the two, a retry with the same
    /// command id adds the receipt.
    /// </summary>
    public async Task<Funded> Fund(FundingCommands.Fund command) => await WithReceipt(await Send(command), command);

    /// <summary>Gives unmatched money to a source, with the receipt it then gets.</summary>
    public async Task<Funded> Assign(FundingCommands.AssignUnmatched command) => await WithReceipt(await Send(command), command);

    private async Task<Funded> WithReceipt(CommandReply reply, IFundingCommand command)
    {
        if (reply is not FundingReplies.Recorded { Status: FundingRowStatus.Confirmed, FundingKey: var key }) return new Funded(reply, null);
        var (tenant, project) = (command.EntityId.Tenant, new ProjectKey(command.EntityId.Key));
        var account = await Find(tenant, project) ?? throw new InvalidOperationException($"The account of {project} is gone.");
        var row = account.Rows.First(candidate => candidate.Row.Key == key);
        if (row.Receipt is { } earlier) return new Funded(reply, earlier);
        var source = account.Sources.First(candidate => candidate.Source.Id == row.Row.FundingId).Source;
        var receipt = FundingReceipt.Sign(project, row, source, signerOf(tenant));
        var attached = await Send(new FundingCommands.AttachReceipt(
            command.EntityId, new CommandId($"{key}:receipt"), ActorId.System, key, receipt));
        return attached is Replies.Refused ? new Funded(attached, null) : new Funded(reply, receipt);
    }
}

/// <summary>The answer, and the signed receipt when the money counts.</summary>
public sealed record Funded(CommandReply Reply, string? Receipt);
