using Akka.Actor;
using Akka.Persistence.Journal;

namespace Growr.Actors.Common;

/// <summary>Tags each event with its tenant and its kind, so that a book finds its events without reading all.</summary>
public sealed class EventTagger(ExtendedActorSystem system) : IWriteEventAdapter
{
    public string Manifest(object evt) => "";

    public object ToJournal(object evt)
    {
        var @event = (IDomainEvent)evt;
        return new Tagged(@event, [TenantTag(@event.Meta.TenantId), WireSerializer.In(system).Types.Of(@event.GetType()).Kind]);
    }

    public static string TenantTag(TenantId tenant) => $"tenant:{tenant}";
}
