using Growr.Actors.Books;
using Growr.Actors.Common;
using Growr.Actors.Lending;
using Growr.Actors.Projects;
using Growr.Actors.Tenancy;

namespace Growr.Host.Node;

/// <summary>
/// Closes a tenant's business day: ages every open loan, ends projects that are over, then closes the day itself, upon which the
/// public books are written; returns when they are. Every command carries an id made of the date, so doing it twice changes nothing.
/// </summary>
public sealed class EndOfDay(GrowrNode node, TenantId tenant)
{
    public async Task CloseAsync(DateOnly on)
    {
        var books = node.BooksOf(tenant);
        foreach (var status in (LoanStatus[])[LoanStatus.Draft, LoanStatus.Approved, LoanStatus.Disbursed, LoanStatus.Defaulted])
            foreach (var loan in LoanBook.WithStatus(books.Read("loans"), status).ToList())
                await DoAsync(id => new LoanCommands.EndDay(EntityId.Of(tenant, EntityKinds.Loans, loan.Value), id, ActorId.System, on));
        foreach (var (key, _) in books.Read("projects").Rows("p/").ToList())
            await DoAsync(id => new ProjectCommands.EndDay(ProjectGateway.IdOf(tenant, ProjectKey.From(key[2..])), id, ActorId.System, on));
        var calendar = BusinessDay.IdOf(tenant);
        if (await DoAsync(id => new BusinessDayCommands.CloseDay(calendar, id, ActorId.System, on)) is Replies.Done done)
            await books.ShowAsync(calendar, done.Version);

        async Task<CommandReply> DoAsync(Func<CommandId, IEntityCommand> make) =>
            await node.Entities.Send(make(new CommandId($"end-of-day:{on:yyyy-MM-dd}"))) switch
            {
                Replies.Refused refused => throw new InvalidOperationException($"The end of {on:yyyy-MM-dd} was refused: {refused.Refusal.Message}"),
                var reply => reply,
            };
    }
}
