using System.Collections.Immutable;

namespace Growr.Actors.Common;

/// <summary>What pure rules answer to a command: events that became true, a refusal, or nothing because it was done before.</summary>
public abstract record Decision<TEvent>
{
    private Decision() { }

    /// <summary>The command is granted; the events are to be stored, in order.</summary>
    public sealed record Accepted(ImmutableArray<TEvent> Events) : Decision<TEvent>;

    /// <summary>The same thing was asked and granted before; nothing happens again.</summary>
    public sealed record AlreadyDone : Decision<TEvent>;

    /// <summary>The business says no.</summary>
    public sealed record Refused(Refusal Refusal) : Decision<TEvent>;

    public static implicit operator Decision<TEvent>(Refusal refusal) => new Refused(refusal);
}

/// <summary>Builders that let rules read as sentences.</summary>
public static class Decision
{
    public static Decision<TEvent> Accept<TEvent>(params TEvent[] events) => new Decision<TEvent>.Accepted([.. events]);

    public static Decision<TEvent> AlreadyDone<TEvent>() => new Decision<TEvent>.AlreadyDone();

    public static Refusal Refuse(string code, string message, params string[] reasons) => new(code, message) { Reasons = [.. reasons] };
}
