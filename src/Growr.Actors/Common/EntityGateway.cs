using Akka.Actor;

namespace Growr.Actors.Common;

/// <summary>The one Ask with a deadline in front of an entity. A room's gateway adds its typed commands.</summary>
public sealed class EntityGateway(IEntityRouter router, TimeSpan deadline)
{
    /// <summary>Carries a command out. TIMEOUT is retryable: the same command id finds out what happened.</summary>
    public async Task<CommandReply> Send(IEntityCommand command)
    {
        try
        {
            return await router.Ask(command, deadline) switch
            {
                CommandReply reply => reply,
                Replies.NotUnderstood wrong => Refused(command, Codes.Validation, $"{wrong.EntityId.Kind} do not know {wrong.Message}."),
                var other => throw new InvalidOperationException($"{command.GetType().Name} was answered with {other.GetType().Name}."),
            };
        }
        catch (AskTimeoutException)
        {
            return new Replies.Refused(command.CommandId,
                new Refusal(Codes.Timeout, "No answer in time. Send the same command again.") { Retryable = true });
        }
    }

    /// <summary>Asks for a view; null when there is no such entity.</summary>
    /// <exception cref="AskTimeoutException">No answer in time; ask again.</exception>
    public async Task<TView?> Query<TView>(IEntityQuery query) where TView : class, IWire =>
        await router.Ask(query, deadline) switch
        {
            TView view => view,
            Replies.Absent => null,
            var other => throw new InvalidOperationException($"{query.GetType().Name} was answered with {other.GetType().Name}."),
        };

    private static Replies.Refused Refused(IEntityCommand command, string code, string message) =>
        new(command.CommandId, new Refusal(code, message));
}
