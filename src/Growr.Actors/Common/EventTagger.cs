using Akka.Actor;
using Akka.Persistence.Journal;

namespace Growr.Actors.Common;

/// <summary>Tags each event with its tenant and its kind, so that a book finds its events without reading all.</summary>
public sealed class EventTagger(ExtendedActorSystem system) : IWriteEventAdapter
{
    public string Manifest(object evt) => "";

    public object ToJournal(object evt)
    {
        var marked = evt is Tagged tagged ? tagged : new Tagged(evt, []);
        var @event = (IDomainEvent)marked.Payload;
        var kind = WireSerializer.In(system).Types.Of(@event.GetType()).Kind;
        return new Tagged(@event, [TenantTag(@event.Meta.TenantId), kind, .. marked.Tags]);
    }

    /// <summary>The tag of events that left a process step open.</summary>
    public const string OpenStep = "open-step";

    public static string TenantTag(TenantId tenant) => $"tenant:{tenant}";
}
