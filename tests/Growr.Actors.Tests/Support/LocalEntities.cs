using Akka.Actor;
using Akka.Configuration;
using Growr.Actors.Common;

namespace Growr.Actors.Tests.Support;

/// <summary>
/// Entities without a cluster, on Akka's in-memory journal: fast, and good for everything but sharding. Restart one with
/// <see cref="RestartAsync"/>; intercept what entities ask of each other with <see cref="Intercept"/>.
/// </summary>
public sealed class LocalEntities : IEntityRouter, IAsyncDisposable
{
    private readonly Dictionary<string, Func<EntityId, AggregateSettings, Props>> _kinds = [];
    private readonly Dictionary<EntityId, IActorRef> _running = [];
    private readonly Lock _gate = new();

    public LocalEntities(WireTypes types, TimeProvider clock)
    {
        Settings = new AggregateSettings(clock, this) { StepBackoffMin = TimeSpan.FromMilliseconds(10) };
        var setup = BootstrapSetup.Create().WithConfig(Configuration).And(Akka.Serialization.SerializationSetup.Create(system =>
            [Akka.Serialization.SerializerDetails.Create("growr", new WireSerializer(system, types), [typeof(IWire)])]));
        System = ActorSystem.Create("local", setup);
    }

    public ActorSystem System { get; }

    public AggregateSettings Settings { get; }

    /// <summary>
    /// Sees every message first: null lets it pass; <see cref="Lost"/> loses it, so that the asker times out at once; anything
    /// else is the answer, and the entity never hears of it.
    /// </summary>
    public Func<IEntityMessage, object?>? Intercept { get; set; }

    public static readonly object Lost = new();

    public LocalEntities With<TState, TCommand, TEvent>(string kind)
        where TState : class, IAggregate<TState, TCommand, TEvent>
        where TCommand : class, IEntityCommand
        where TEvent : class, IDomainEvent
    {
        _kinds[kind] = ClusterHosting.AggregateProps<TState, TCommand, TEvent>;
        return this;
    }

    public void Tell(IEntityMessage message) => _ = Ask(message, Answers.Within);

    public Task<object> Ask(IEntityMessage message, TimeSpan deadline) => Intercept?.Invoke(message) switch
    {
        null => Entity(message.EntityId).Ask<object>(message, deadline),
        var lost when lost == Lost => Task.FromException<object>(new AskTimeoutException("Lost by the test.")),
        var answer => Task.FromResult(answer),
    };

    public async Task<T> Ask<T>(IEntityMessage message) => Answers.As<T>(await Ask(message, Answers.Within), message);

    /// <summary>Ends the entity as a crash would: nothing but its events is left. Its next message starts it again.</summary>
    public async Task RestartAsync(EntityId id)
    {
        IActorRef? actor;
        lock (_gate) _running.Remove(id, out actor);
        if (actor is not null) await actor.GracefulStop(Answers.Within);
    }

    /// <summary>Starts the entity without telling it anything, as a node does that comes back.</summary>
    public void Wake(EntityId id) => Entity(id);

    public async ValueTask DisposeAsync() => await System.Terminate();

    private IActorRef Entity(EntityId id)
    {
        lock (_gate)
        {
            if (_running.TryGetValue(id, out var actor)) return actor;
            return _running[id] = System.ActorOf(_kinds[id.Kind](id, Settings));
        }
    }

    private static readonly Config Configuration = ConfigurationFactory.ParseString("""
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.no-snapshot-store"
        """);
}
