using Growr.Actors.Common;

namespace Growr.Actors.Tests.Simulation;

/// <summary>One entity of a simulated node, whatever its kind.</summary>
internal interface ISimulatedEntity
{
    IReadOnlyList<IDomainEvent> Events { get; }

    object State { get; }

    /// <summary>Whether nothing is left to be asked of others.</summary>
    bool IsAtRest { get; }

    void Hear(IEntityMessage message, Caller caller);

    void HearAnswer(int question, object answer);

    /// <summary>Gives up waiting and asks again, as after a deadline.</summary>
    void TryAgain();

    /// <summary>A crash: nothing but the stored events is left.</summary>
    void Restart();

    /// <summary>The same entity, made from its stored events alone.</summary>
    object Replayed();
}

/// <summary>Who waits for the answer to a question; nobody's entity is the client.</summary>
internal sealed record Caller(int Question, EntityId? Entity);
